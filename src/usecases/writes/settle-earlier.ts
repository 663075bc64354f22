/** What became of a write whose sending an earlier run did not finish (docs/design.md 7.5). The caller holds the lock of its key. */
import type { Written } from "../../ports.ts";
import { findOutcome } from "./intent-outcome.ts";
import { inDoubt } from "./intent-words.ts";
import { type HowToSettle, sendIntent, settle, type WritePorts } from "./write-once.ts";

/** For how long the same id and body may be sent again: how long QuickBooks remembers an id is not documented. */
export const REPLAY_MS_MAX = 24 * 3_600_000;

/**
 * An open intent is ended if it was never sent, else looked for in the books, else sent again under its own id. Undefined: there
 * is none, or nothing came of it. Throws unknown_outcome where it is too old to be sent again.
 */
export async function settleEarlier(
  ports: WritePorts,
  key: string,
  how: HowToSettle = {},
): Promise<Written | undefined> {
  const [open] = await ports.ledger.intents({ key, state: "open" });
  if (!open) return undefined;
  if (open.firstSentAt === null) {
    await ports.ledger.settleIntent(open.id, { state: "ended", outcome: "never sent" }, {});
    return undefined;
  }
  const found = await findOutcome(ports, open);
  if (found) return settle(ports, open, how, found);
  const age = (await ports.clock.now()).getTime() - Date.parse(open.firstSentAt);
  if (age < 0 || age > REPLAY_MS_MAX) throw inDoubt(open);
  return sendIntent(ports, open, how);
}

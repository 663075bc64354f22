/**
 * What became of writes whose sending an earlier run did not finish (docs/design.md 7.5). By reading alone: found at the service, or never
 * sent; what proves nothing stays open. The same command may send the same request again. An intent whose lock is held is another process'
 * own business.
 */
import { PdqbError } from "../../domain/errors.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { Made, WritePorts } from "../../ports.ts";
import { refuseForbidden, sendIntent } from "./engine.ts";
import { inDoubt } from "./intent-words.ts";
import { OVER_AFTER_MS, type WriteKind } from "./kind.ts";
import { kindOf, lockOf } from "./kind-of.ts";
import { asFound, type Recording, record } from "./record.ts";

/** For how long the same id and body may be sent again: how long QuickBooks remembers an id is not documented. */
export const REPLAY_MS_MAX = 24 * 3_600_000;

/**
 * An open intent is ended if it was never sent, else looked for in the books, else sent again under its own id. Undefined: there
 * is none, or nothing came of it. Throws unknown_outcome where it is too old to be sent again.
 */
export async function finishEarlier<M extends Made>(
  ports: WritePorts,
  kind: WriteKind<M>,
  key: string,
  how: NoInfer<Recording<M>> = {},
): Promise<M | undefined> {
  const [open] = await ports.ledger.intents({ key, state: "open" });
  if (!open) return undefined;
  if (open.firstSentAt === null) {
    await ports.ledger.closeIntent(open.id, { state: "ended", outcome: "never sent" }, {});
    return undefined;
  }
  const found = await kind.find?.(ports, open);
  if (found) return record(ports, { kind, intent: open }, how, asFound(found));
  const age = ports.clock.now().getTime() - Date.parse(open.firstSentAt);
  if (age < 0 || age > REPLAY_MS_MAX) throw inDoubt({ kind, intent: open });
  await refuseForbidden(ports, kind, open.summary);
  return sendIntent(ports, { kind, intent: open }, how);
}

/**
 * Answers with what is still open. Throws nothing that a service said: an intent that cannot be looked up stays open. `butDeal`: a deal whose own command looks for
 * its intents itself.
 */
export async function resolveOpenIntents(
  ports: WritePorts,
  { butDeal }: { butDeal?: number } = {},
): Promise<Intent[]> {
  const open = await ports.ledger.intents({ state: "open" });
  const before = open.filter(({ dealId }) => dealId === null || dealId !== butDeal);
  for (const intent of before) await ifFree(ports, intent, () => resolveByReading(ports, intent));
  return before.length === 0 ? [] : ports.ledger.intents({ state: "open" });
}

/** What an earlier run of the same command left open, by reading: also where the books show that nothing is left to do. */
export async function resolveKey(ports: WritePorts, key: string): Promise<void> {
  const open = await ports.ledger.intents({ key, state: "open" });
  if (open.length === 0) return;
  await ports.ledger.exclusive(key, async () => {
    for (const intent of open) await resolveByReading(ports, intent);
  });
}

/** True if it is resolved now. The caller holds its lock. */
export async function resolveByReading(ports: WritePorts, { id }: Intent): Promise<boolean> {
  const [intent] = await ports.ledger.intents({ id, state: "open" });
  if (!intent) return true;
  if (intent.firstSentAt === null) return end(ports, intent, "never sent");
  const kind = kindOf(intent);
  const found = await kind.find?.(ports, intent);
  if (found) {
    await record(ports, { kind, intent }, { isFoundLater: true }, asFound(found));
    return true;
  }
  if (kind.unseen && isOver(ports, intent)) return end(ports, intent, kind.unseen);
  return false;
}

/** Whether so much time has passed since the last sending that the service is no longer at work on it. */
export function isOver({ clock }: WritePorts, { lastSentAt }: Intent): boolean {
  return clock.now().getTime() - Date.parse(lastSentAt ?? "") > OVER_AFTER_MS;
}

async function end({ ledger }: WritePorts, { id }: Intent, outcome: string): Promise<true> {
  await ledger.closeIntent(id, { state: "ended", outcome }, {});
  return true;
}

async function ifFree(ports: WritePorts, intent: Intent, work: () => Promise<unknown>) {
  try {
    await ports.ledger.exclusive(lockOf(intent), work, { waitMs: 0 });
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
  }
}

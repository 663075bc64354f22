/**
 * What earlier runs left open is settled by reading alone (docs/design.md 7.5): found in the books, or never sent. What proves nothing stays
 * open. An intent whose lock is held is another process' own business.
 */
import { PdqbError } from "../../domain/errors.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import { findOutcome, lockOf, SETTLED_AFTER_MS } from "./intent-outcome.ts";
import { settle, type WritePorts } from "./write-once.ts";

/**
 * Answers with what is still open. Throws nothing that a service said: an intent that cannot be looked up stays open. `butDeal`: a deal whose own command looks for
 * its intents itself.
 */
export async function settleOpenIntents(
  ports: WritePorts,
  { butDeal }: { butDeal?: number } = {},
): Promise<Intent[]> {
  const open = await ports.ledger.intents({ state: "open" });
  const before = open.filter(({ dealId }) => dealId === null || dealId !== butDeal);
  for (const intent of before) await ifFree(ports, intent, () => settleByReading(ports, intent));
  return before.length === 0 ? [] : ports.ledger.intents({ state: "open" });
}

/** What an earlier run of the same command left open, by reading: also where the books show that nothing is left to do. */
export async function settleKey(ports: WritePorts, key: string): Promise<void> {
  const open = await ports.ledger.intents({ key, state: "open" });
  if (open.length === 0) return;
  await ports.ledger.exclusive(key, async () => {
    for (const intent of open) await settleByReading(ports, intent);
  });
}

/** True if it is settled now. The caller holds its lock. */
export async function settleByReading(ports: WritePorts, { id }: Intent): Promise<boolean> {
  const [intent] = await ports.ledger.intents({ id, state: "open" });
  if (!intent) return true;
  if (intent.firstSentAt === null) return end(ports, intent, "never sent");
  const found = await findOutcome(ports, intent);
  if (found) {
    await settle(ports, intent, {}, found);
    return true;
  }
  const outcome = OUTCOME_UNSEEN[intent.kind];
  if (outcome && (await isSettled(ports, intent))) return end(ports, intent, outcome);
  return false;
}

/**
 * What it means that the services do not show a write of which nothing is on its way any more. What changes one version of an
 * invoice changes no other, and Pipedrive's lists show at once what was written. Nobody looks for the values of an update.
 */
const OUTCOME_UNSEEN: Partial<Record<Intent["kind"], "not done" | "not known">> = {
  void: "not done",
  delete: "not done",
  deal_field: "not done",
  note: "not done",
  file: "not done",
  activity: "not done",
  customer_update: "not known",
  invoice_update: "not known",
  deal_values: "not known",
  note_update: "not known",
};

/** Whether so much time has passed since the last sending that the service is no longer at work on it. */
export async function isSettled({ clock }: WritePorts, { lastSentAt }: Intent): Promise<boolean> {
  return (await clock.now()).getTime() - Date.parse(lastSentAt ?? "") > SETTLED_AFTER_MS;
}

async function end({ ledger }: WritePorts, { id }: Intent, outcome: string): Promise<true> {
  await ledger.settleIntent(id, { state: "ended", outcome }, {});
  return true;
}

async function ifFree(ports: WritePorts, intent: Intent, work: () => Promise<unknown>) {
  try {
    await ports.ledger.exclusive(lockOf(intent), work, { waitMs: 0 });
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
  }
}

/** What became of a write whose answer nobody saw, by reading alone: found at the service, or never sent; what proves nothing stays open. */
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { WritePorts } from "../../ports.ts";
import { asFound, record } from "./engine.ts";
import { type OfKind, OVER_AFTER_MS, type WriteKind } from "./kind.ts";

/** What an earlier run of the same command left open, by reading: also where the books show that nothing is left to do. */
export async function resolveKey(ports: WritePorts, kind: WriteKind, key: string): Promise<void> {
  const open = await ports.ledger.intents({ key, state: "open" });
  if (open.length === 0) return;
  await ports.ledger.exclusive(key, async () => {
    for (const intent of open) await resolveByReading(ports, { kind, intent });
  });
}

/** True if it is resolved now. The caller holds its lock. */
export async function resolveByReading(
  ports: WritePorts,
  { kind, intent: { id } }: OfKind,
): Promise<boolean> {
  const [intent] = await ports.ledger.intents({ id, state: "open" });
  if (!intent) return true;
  if (intent.firstSentAt === null) return end(ports, intent, "never sent");
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

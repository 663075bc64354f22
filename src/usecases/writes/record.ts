/** What a write came to, committed in one transaction with its history and all that follows from it. */
import type { DealId } from "../../domain/ids.ts";
import type { Follows, HistoryEntry } from "../../domain/ledger/ledger.ts";
import type { Made, WritePorts, Written } from "../../ports.ts";
import { actionOf, notNoted, outcomeOf } from "./intent-words.ts";
import type { OfKind } from "./kind.ts";

export type OneWrite<M extends Made, Input> = {
  key: string;
  /** What it is made of. */
  input: Input;
  dealId: DealId | null;
  marker: string | null;
  /** What is written, in a line for a person that `was not created` can follow: its name, and more in brackets. */
  summary: string;
  follows: Follows;
  /** Looks at the service in place of the kind's own `find`; undefined proves nothing. */
  find?(): Promise<M | undefined>;
  /** Of a file that is sent. */
  bytes?: Uint8Array;
  /** What it was before, and why it is done, for the history. */
  before?: string;
  reason?: string | undefined;
};

/** What an intent does not keep. */
export type Recording<M extends Made = Made> = Pick<
  OneWrite<M, unknown>,
  "find" | "before" | "reason" | "bytes"
> & { isFoundLater?: true };

/** What was found by reading: no answer came with it. */
export const asFound = <M extends Made>(made: M): Written<M> => ({ made, traceId: undefined });

/** Commits what an intent made, with all that follows from it. */
export async function record<M extends Made>(
  ports: WritePorts,
  of: OfKind<M>,
  one: Recording<M>,
  { made, traceId }: Written<M>,
): Promise<M> {
  const { kind, intent } = of;
  const objectId = made.id;
  const remarks = [
    ...(kind.remarks?.(intent, made) ?? []),
    ...((one.isFoundLater && kind.foundLater?.(intent, made)) || []),
  ];
  const done = outcomeOf(kind, objectId);
  const outcome = sentences(done, ...remarks);
  const told = sentences(`${done}: ${intent.summary}`, ...remarks);
  const entry = historyOf(ports, of, told, traceId);
  const before = one.before ?? null;
  const reason = one.reason ?? null;
  try {
    const follow = await kind.follow?.(ports.ledger, { intent, made, at: entry.at });
    const { invoiceId = null, ...consequences } = follow ?? {};
    const history = { ...entry, before, reason, invoiceId };
    const end = { state: "done", objectId, outcome } as const;
    await ports.ledger.closeIntent(intent.id, end, { ...consequences, history });
  } catch (error) {
    throw notNoted(of, objectId, error);
  }
  return made;
}

/** With one full stop between them, whether they have one or not. */
const sentences = (...all: string[]) => all.join(". ").replaceAll(".. ", ". ");

export function historyOf(
  ports: WritePorts,
  { kind, intent }: OfKind,
  after: string,
  traceId: string | undefined,
): HistoryEntry {
  return {
    at: ports.clock.now().toISOString(),
    actor: `${ports.machine.user}@${ports.machine.host}`,
    action: actionOf(kind),
    invoiceId: null,
    dealId: intent.dealId,
    requestId: intent.requestId,
    traceId: traceId ?? null,
    run: intent.follows.run ?? null,
    reason: null,
    before: null,
    after,
  };
}

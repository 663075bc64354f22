/** What a write came to, committed in one transaction with its history and all that follows from it. */
import type { Follows, HistoryEntry } from "../../domain/ledger/ledger.ts";
import type { PipedriveWrite, Write, WritePorts, Written } from "../../ports.ts";
import { actionOf, notNoted, outcomeOf } from "./intent-words.ts";
import type { OfKind } from "./kind.ts";

export type OneWrite<W extends Written = Written> = {
  key: string;
  write: Write | PipedriveWrite;
  dealId: number | null;
  marker: string | null;
  /** What is written, in a line for a person. */
  summary: string;
  follows: Follows;
  /** Looks at the service in place of the kind's own `find`; undefined proves nothing. */
  find?(): Promise<W | undefined>;
  /** Of a file that is sent. */
  bytes?: Uint8Array;
  /** What it was before, and why it is done, for the history. */
  before?: string;
  reason?: string | undefined;
};

/** What an intent does not keep. */
export type Recording<W extends Written = Written> = Pick<
  OneWrite<W>,
  "find" | "before" | "reason" | "bytes"
> & { isFoundLater?: true };

/** Commits what an intent made, with all that follows from it. */
export async function record<W extends Written>(
  ports: WritePorts,
  of: OfKind<W>,
  one: Recording<W>,
  written: W,
): Promise<W> {
  const { kind, intent } = of;
  const objectId = idOf(written);
  const remarks = [
    ...(kind.remarks?.(intent, written) ?? []),
    ...((one.isFoundLater && kind.foundLater?.(intent, written)) || []),
  ];
  const done = outcomeOf(kind, objectId);
  const outcome = sentences(done, ...remarks);
  const told = sentences(`${done}: ${intent.summary}`, ...remarks);
  const entry = historyOf(ports, of, told, written.traceId);
  const before = one.before ?? null;
  const reason = one.reason ?? null;
  const history = { ...entry, before, reason, invoiceId: invoiceIdOf(written) };
  try {
    await ports.ledger.closeIntent(
      intent.id,
      { state: "done", objectId, outcome },
      { ...(await kind.follow?.(ports.ledger, { intent, written, at: history.at })), history },
    );
  } catch (error) {
    throw notNoted(of, objectId, error);
  }
  return written;
}

/** With one full stop between them, whether they have one or not. */
const sentences = (...all: string[]) => all.join(". ").replaceAll(".. ", ". ");

function invoiceIdOf(written: Written): string | null {
  if ("invoiceId" in written) return written.invoiceId;
  return "invoice" in written ? written.invoice.id : null;
}

function idOf(written: Written): string {
  if ("customer" in written) return written.customer.id;
  if ("item" in written) return written.item.id;
  return "objectId" in written ? written.objectId : (invoiceIdOf(written) ?? "");
}

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

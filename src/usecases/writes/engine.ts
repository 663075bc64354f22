/**
 * One write, exactly once (docs/design.md 7.1 to 7.4): an intent is committed before the request, its outcome with all that follows in one
 * transaction after it. The caller holds the lock of the intent. What is particular to a kind stands in the kind.
 */
import { LedgerError, PdqbError, ServiceError } from "../../domain/errors.ts";
import {
  type Follows,
  type HistoryEntry,
  type Intent,
  isPipedriveKind,
} from "../../domain/ledger/ledger.ts";
import type { PipedriveWrite, Write, WritePorts, Written } from "../../ports.ts";
import { actionOf, inDoubt, notDone, notLookedUp, notNoted, outcomeOf } from "./intent-words.ts";
import type { OfKind, WriteKind } from "./kind.ts";

const ATTEMPTS_MAX = 3;
/** How often a busy service is asked again, and the longest wait it may ask for: about two minutes in all. */
const BUSY_MAX = 6;
const BUSY_WAIT_MS_MAX = 60_000;

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

/**
 * Throws ServiceError: kind `refused` (the service said no, nothing was made), `unavailable` (nothing was sent), or
 * `unknown_outcome` (it may have been made; the intent stays open).
 */
export async function writeOnce<W extends Written>(
  ports: WritePorts,
  kind: WriteKind<W>,
  one: NoInfer<OneWrite<W>>,
): Promise<W> {
  await refuseForbidden(ports, kind, one.summary);
  const intent: Intent = {
    id: ports.random.text(12),
    key: one.key,
    kind: one.write.kind,
    dealId: one.dealId,
    state: "open",
    requestId: ports.random.text(32),
    body: one.write.body,
    marker: one.marker,
    summary: one.summary,
    follows: one.follows,
    createdAt: ports.clock.now().toISOString(),
    firstSentAt: null,
    lastSentAt: null,
    objectId: null,
    outcome: "",
  };
  await ports.ledger.openIntent(intent);
  return sendIntent(ports, { kind, intent }, one);
}

/** The one gate before every sending: also of what a command planned before it was forbidden. Throws refused. */
export async function refuseForbidden(
  { policy }: WritePorts,
  kind: WriteKind,
  summary: string,
): Promise<void> {
  const refusal = await policy.refusal(kind.name);
  if (!refusal) return;
  const { thing, past } = kind.words;
  throw new PdqbError("refused", `The ${thing} was not ${past}: ${summary}.`, {
    reason: refusal.message,
    next: [refusal.next],
  });
}

/** Sends an open intent under its own id and body, at most three times; between attempts the books are looked at. */
export async function sendIntent<W extends Written>(
  ports: WritePorts,
  of: OfKind<W>,
  one: NoInfer<Recording<W>> = {},
): Promise<W> {
  const { kind, intent } = of;
  // An intent that was sent by an earlier run has an attempt whose answer nobody saw.
  let unanswered = intent.firstSentAt !== null;
  let last: ServiceError | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    try {
      await ports.ledger.markSent(intent.id, ports.clock.now().toISOString());
      const written = await deliverPatiently(ports, intent, one.bytes);
      return await record(ports, of, one, expected(kind, written));
    } catch (error) {
      // A ledger that is out of reach now does not undo what was sent before.
      if (error instanceof LedgerError && last) throw notLookedUp(of, last, error);
      if (!(error instanceof ServiceError)) throw error;
      last = error;
    }
    if (last.fate === "unclear") unanswered = true;
    else if (!unanswered) {
      await ports.ledger.closeIntent(
        intent.id,
        { state: "ended", outcome: last.message },
        { history: historyOf(ports, of, `refused: ${last.message}`, last.traceId) },
      );
      throw notDone(of, last);
    }
    const found = await look(ports, of, one);
    if (found) return record(ports, of, one, found);
    if (attempt < ATTEMPTS_MAX) await ports.clock.sleep(1000 * attempt + jitterMs(ports));
  }
  throw inDoubt(of, last);
}

/** One attempt. A service that is busy has done nothing, so it gets the same request again under its id. */
async function deliverPatiently(
  ports: WritePorts,
  intent: Intent,
  bytes: Uint8Array | undefined,
): Promise<Written> {
  for (let busy = 0; ; busy += 1) {
    try {
      return await deliver(ports, intent, bytes);
    } catch (error) {
      const waitMs = error instanceof ServiceError ? busyWaitMs(error, busy) : undefined;
      if (waitMs === undefined) throw error;
      await ports.clock.sleep(waitMs + jitterMs(ports));
      await ports.ledger.markSent(intent.id, ports.clock.now().toISOString());
    }
  }
}

/** `bytes`: of a file, which an intent does not keep. Throws ServiceError. */
function deliver(
  { pipedrive, quickbooks }: WritePorts,
  { kind, body, requestId }: Intent,
  bytes: Uint8Array | undefined,
): Promise<Written> {
  if (isPipedriveKind(kind)) return pipedrive.send({ kind, body }, bytes);
  return quickbooks.send({ kind, body }, requestId);
}

function expected<W extends Written>({ answers }: WriteKind<W>, written: Written): W {
  const isExpected = answers.some((kind) => kind === written.kind);
  if (!isExpected) throw new Error(`A ${written.kind} came back for a ${answers.join(" or ")}`);
  return written as W;
}

/** How long to wait for a service that is busy (429): what it asks for, else 1, 2, 4 … s. Undefined: it is not, or has been for too long. */
function busyWaitMs({ status, waitMs }: ServiceError, before: number): number | undefined {
  if (status !== 429 || before >= BUSY_MAX) return undefined;
  const wait = waitMs ?? 1_000 * 2 ** before;
  return wait <= BUSY_WAIT_MS_MAX ? wait : undefined;
}

/** Up to half a second, so that processes that failed together do not come back together. */
function jitterMs({ random }: WritePorts): number {
  return Number.parseInt(random.text(2), 36) % 500;
}

/** A look that fails is a look that found nothing. */
async function look<W extends Written>(
  ports: WritePorts,
  { kind, intent }: OfKind<W>,
  one: Recording<W>,
): Promise<W | undefined> {
  try {
    return await (one.find ? one.find() : kind.find?.(ports, intent));
  } catch (error) {
    if (error instanceof ServiceError || error instanceof LedgerError) return undefined;
    throw error;
  }
}

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

function historyOf(
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

/**
 * One write to QuickBooks, exactly once (docs/design.md 7.1 to 7.4): an intent is committed before the request, its outcome with all
 * that follows in one transaction after it. The caller holds the lock of the intent's key.
 */
import { ServiceError } from "../../domain/errors.ts";
import type { Follows, HistoryEntry, Intent } from "../../domain/ledger/ledger.ts";
import type { PipedriveWrite, Ports, Write, Written } from "../../ports.ts";
import { deliver } from "./deliver-intent.ts";
import { findOutcome, followOf } from "./intent-outcome.ts";
import { actionOf, inDoubt, notDone, notNoted, outcomeOf } from "./intent-words.ts";

const ATTEMPTS_MAX = 3;
/** How often a busy service is asked again, and the longest wait it may ask for: about two minutes in all. */
const BUSY_MAX = 6;
const BUSY_WAIT_MS_MAX = 60_000;

export type WritePorts = Pick<
  Ports,
  "quickbooks" | "pipedrive" | "ledger" | "clock" | "random" | "machine"
>;

export type OneWrite = {
  key: string;
  write: Write | PipedriveWrite;
  dealId: number | null;
  marker: string | null;
  /** What is written, in a line for a person. */
  summary: string;
  follows: Follows;
  /** Looks in the books in place of `findOutcome`; undefined proves nothing. */
  find?(): Promise<Written | undefined>;
  /** Of a file that is sent. */
  bytes?: Uint8Array;
  /** What it was before, for the history. */
  before?: string;
  /** What the history is to say of the answer, beside what was made. */
  remarks?(written: Written): string[];
};

export type HowToSettle = Pick<OneWrite, "find" | "before" | "remarks" | "bytes">;

/**
 * Throws ServiceError: kind `refused` (the service said no, nothing was made), `unavailable` (nothing was sent), or
 * `unknown_outcome` (it may have been made; the intent stays open).
 */
export async function writeOnce(ports: WritePorts, one: OneWrite): Promise<Written> {
  const intent: Intent = {
    id: await ports.random.text(12),
    key: one.key,
    kind: one.write.kind,
    dealId: one.dealId,
    state: "open",
    requestId: await ports.random.text(32),
    body: one.write.body,
    marker: one.marker,
    summary: one.summary,
    follows: one.follows,
    createdAt: (await ports.clock.now()).toISOString(),
    firstSentAt: null,
    lastSentAt: null,
    objectId: null,
    outcome: "",
  };
  await ports.ledger.openIntent(intent);
  return sendIntent(ports, intent, one);
}

/** Sends an open intent under its own id and body, at most three times; between attempts the books are looked at. */
export async function sendIntent(
  ports: WritePorts,
  intent: Intent,
  one: HowToSettle = {},
): Promise<Written> {
  // An intent that was sent by an earlier run has an attempt whose answer nobody saw.
  let unanswered = intent.firstSentAt !== null;
  let last: ServiceError | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    await ports.ledger.markSent(intent.id, (await ports.clock.now()).toISOString());
    try {
      const written = await deliverPatiently(ports, intent, one.bytes);
      return await settle(ports, intent, one, written);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      last = error;
    }
    if (last.fate === "unclear") unanswered = true;
    else if (!unanswered) {
      await ports.ledger.settleIntent(
        intent.id,
        { state: "ended", outcome: last.message },
        { history: await historyOf(ports, intent, `refused: ${last.message}`, last.traceId) },
      );
      throw notDone(intent, last);
    }
    const found = await look(ports, intent, one);
    if (found) return settle(ports, intent, one, found);
    if (attempt < ATTEMPTS_MAX) await ports.clock.sleep(1000 * attempt + (await jitterMs(ports)));
  }
  throw inDoubt(intent, last);
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
      await ports.clock.sleep(waitMs + (await jitterMs(ports)));
      await ports.ledger.markSent(intent.id, (await ports.clock.now()).toISOString());
    }
  }
}

/** How long to wait for a service that is busy (429): what it asks for, else 1, 2, 4 … s. Undefined: it is not, or has been for too long. */
function busyWaitMs({ status, waitMs }: ServiceError, before: number): number | undefined {
  if (status !== 429 || before >= BUSY_MAX) return undefined;
  const wait = waitMs ?? 1_000 * 2 ** before;
  return wait <= BUSY_WAIT_MS_MAX ? wait : undefined;
}

/** Up to half a second, so that processes that failed together do not come back together. */
async function jitterMs({ random }: WritePorts): Promise<number> {
  return Number.parseInt(await random.text(2), 36) % 500;
}

/** A look that fails is a look that found nothing. */
async function look(
  ports: WritePorts,
  intent: Intent,
  one: HowToSettle,
): Promise<Written | undefined> {
  try {
    return await (one.find ? one.find() : findOutcome(ports, intent));
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** Commits what an intent made, with all that follows from it. */
export async function settle(
  ports: WritePorts,
  intent: Intent,
  one: HowToSettle,
  written: Written,
): Promise<Written> {
  const objectId = idOf(written);
  const outcome = outcomeOf(intent, objectId);
  const told = [`${outcome}: ${intent.summary}`, ...(one.remarks?.(written) ?? [])].join(". ");
  const entry = await historyOf(ports, intent, told, written.traceId);
  const before = one.before ?? null;
  const history = { ...entry, before, invoiceId: invoiceIdOf(written) };
  try {
    await ports.ledger.settleIntent(
      intent.id,
      { state: "done", objectId, outcome },
      { ...(await followOf(ports.ledger, intent, written, history.at)), history },
    );
  } catch (error) {
    throw notNoted(intent, objectId, error);
  }
  return written;
}

function invoiceIdOf(written: Written): string | null {
  if (written.kind === "delete") return written.invoiceId;
  return "invoice" in written ? written.invoice.id : null;
}

function idOf(written: Written): string {
  switch (written.kind) {
    case "customer":
    case "customer_update":
      return written.customer.id;
    case "item":
      return written.item.id;
    default:
      return "objectId" in written ? written.objectId : (invoiceIdOf(written) ?? "");
  }
}

async function historyOf(
  ports: WritePorts,
  intent: Intent,
  after: string,
  traceId: string | undefined,
): Promise<HistoryEntry> {
  return {
    at: (await ports.clock.now()).toISOString(),
    actor: `${ports.machine.user}@${ports.machine.host}`,
    action: actionOf(intent),
    invoiceId: null,
    dealId: intent.dealId,
    requestId: intent.requestId,
    traceId: traceId ?? null,
    run: null,
    reason: null,
    before: null,
    after,
  };
}

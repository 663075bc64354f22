/**
 * One write, exactly once (docs/design.md 7.1 to 7.5): an intent is committed before the request, its outcome with all that follows in one
 * transaction after it; one whose sending an earlier run did not finish is taken up again. The caller holds the lock of the intent. What is
 * particular to a kind stands in the kind.
 */
import { LedgerError, PdqbError, ServiceError } from "../../domain/errors.ts";
import { type HistoryEntry, historyEntry, type Intent } from "../../domain/ledger/ledger.ts";
import type { Made, WritePorts, Written } from "../../ports.ts";
import {
  actionOf,
  inDoubt,
  notDone,
  notLookedUp,
  notNoted,
  outcomeOf,
  sentenceOf,
} from "./intent-words.ts";
import type { OfKind, OneWrite, Recording, WriteKind } from "./kind.ts";

const ATTEMPTS_MAX = 3;
/** How often a busy service is asked again, and the longest wait it may ask for: about two minutes in all. */
const BUSY_MAX = 6;
const BUSY_WAIT_MS_MAX = 60_000;
/** For how long the same id and body may be sent again: how long QuickBooks remembers an id is not documented. */
export const REPLAY_MS_MAX = 24 * 3_600_000;

/**
 * Throws ServiceError: kind `refused` (the service said no, nothing was made), `unavailable` (nothing was sent), or
 * `unknown_outcome` (it may have been made; the intent stays open).
 */
export async function writeOnce<M extends Made, Input>(
  ports: WritePorts,
  kind: WriteKind<M, Input>,
  one: NoInfer<OneWrite<M, Input>>,
): Promise<M> {
  await refuseForbidden(ports, kind, one.summary);
  const at = ports.clock.now().toISOString();
  const intent: Intent = {
    id: ports.random.text(12),
    key: one.key,
    kind: kind.name,
    dealId: one.dealId,
    state: "open",
    requestId: ports.random.text(32),
    body: kind.body(one.input),
    marker: one.marker ?? null,
    summary: one.summary,
    follows: one.follows,
    createdAt: at,
    // It leaves as soon as this is durable: from then on nobody can know that it did not.
    firstSentAt: at,
    lastSentAt: at,
    objectId: null,
    outcome: "",
  };
  await ports.ledger.openIntent(intent);
  return deliverOnce(ports, { kind, intent }, one, { isNew: true });
}

/** The one gate before every sending: also of what a command planned before it was forbidden. Throws refused. */
async function refuseForbidden(
  { policy }: WritePorts,
  kind: WriteKind,
  summary: string,
): Promise<void> {
  const refusal = await policy.refusal(kind.name);
  if (!refusal) return;
  throw new PdqbError("refused", sentenceOf(kind, summary, "was not"), {
    reason: refusal.message,
    next: [refusal.next],
  });
}

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
  return deliverOnce(ports, { kind, intent: open }, how, { isNew: false });
}

/** At most three times; between attempts the books are looked at. `isNew`: it is noted as sent, and was not sent yet. */
async function deliverOnce<M extends Made>(
  ports: WritePorts,
  of: OfKind<M>,
  one: Recording<M>,
  { isNew }: { isNew: boolean },
): Promise<M> {
  const { intent } = of;
  // An intent that was sent by an earlier run has an attempt whose answer nobody saw.
  let unanswered = !isNew;
  let last: ServiceError | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    try {
      if (!isNew || attempt > 1)
        await ports.ledger.markSent(intent.id, ports.clock.now().toISOString());
      return await record(ports, of, one, await deliverPatiently(ports, of, one.bytes));
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
    if (found) return record(ports, of, one, asFound(found));
    if (attempt < ATTEMPTS_MAX) await ports.clock.sleep(1000 * attempt + jitterMs(ports));
  }
  throw inDoubt(of, last);
}

/** One attempt. A service that is busy has done nothing, so it gets the same request again under its id. */
async function deliverPatiently<M extends Made>(
  ports: WritePorts,
  { kind, intent }: OfKind<M>,
  bytes: Uint8Array | undefined,
): Promise<Written<M>> {
  for (let busy = 0; ; busy += 1) {
    try {
      return await kind.send(ports, intent, bytes);
    } catch (error) {
      const waitMs = error instanceof ServiceError ? busyWaitMs(error, busy) : undefined;
      if (waitMs === undefined) throw error;
      await ports.clock.sleep(waitMs + jitterMs(ports));
      await ports.ledger.markSent(intent.id, ports.clock.now().toISOString());
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
function jitterMs({ random }: WritePorts): number {
  return Number.parseInt(random.text(2), 36) % 500;
}

/** A look that fails is a look that found nothing. */
async function look<M extends Made>(
  ports: WritePorts,
  { kind, intent }: OfKind<M>,
  one: Recording<M>,
): Promise<M | undefined> {
  try {
    return await (one.find ? one.find() : kind.find?.(ports, intent));
  } catch (error) {
    if (error instanceof ServiceError || error instanceof LedgerError) return undefined;
    throw error;
  }
}

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

function historyOf(
  { clock, machine: { user, host } }: WritePorts,
  { kind, intent }: OfKind,
  after: string,
  traceId: string | null = null,
): HistoryEntry {
  const { dealId, requestId, follows } = intent;
  return historyEntry({
    at: clock.now().toISOString(),
    actor: `${user}@${host}`,
    action: actionOf(kind),
    ...{ dealId, requestId, traceId, run: follows.run ?? null, after },
  });
}

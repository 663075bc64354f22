/** What is said of an intent: what kind of write it is, and in which way it did not end well. */
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import { type Intent, isPipedriveKind } from "../../domain/ledger/ledger.ts";

const KINDS: Record<Intent["kind"], { thing: string; verb: string; past: string; done: string }> = {
  customer: { thing: "customer", verb: "create", past: "created", done: "made" },
  customer_update: { thing: "customer", verb: "update", past: "updated", done: "updated" },
  item: { thing: "item", verb: "create", past: "created", done: "made" },
  invoice: { thing: "invoice", verb: "create", past: "created", done: "made" },
  invoice_update: { thing: "invoice", verb: "update", past: "updated", done: "updated" },
  send: { thing: "invoice", verb: "e-mail", past: "e-mailed", done: "e-mailed" },
  void: { thing: "invoice", verb: "void", past: "voided", done: "voided" },
  delete: { thing: "invoice", verb: "delete", past: "deleted", done: "deleted" },
  deal_field: { thing: "deal field", verb: "create", past: "created", done: "made" },
  deal_values: { thing: "deal", verb: "update", past: "updated", done: "updated" },
  note: { thing: "note", verb: "create", past: "created", done: "made" },
  note_update: { thing: "note", verb: "update", past: "updated", done: "updated" },
  file: { thing: "file", verb: "upload", past: "uploaded", done: "uploaded" },
  activity: { thing: "activity", verb: "create", past: "created", done: "made" },
};

/** `create invoice`: for the history. */
export function actionOf({ kind }: Intent): string {
  return `${KINDS[kind].verb} ${KINDS[kind].thing}`;
}

/** `made invoice 3236`. */
export function outcomeOf({ kind }: Intent, objectId: string): string {
  return `${KINDS[kind].done} ${KINDS[kind].thing} ${objectId}`;
}

/** The same error, with what it means for the books in its first line. */
export function notDone(intent: Intent, last: ServiceError): ServiceError {
  const { thing, past } = KINDS[intent.kind];
  const { kind, message, reason, service, fate, status, codes, traceId, next, retry } = last;
  return new ServiceError(kind, `The ${thing} was not ${past}: ${intent.summary}.`, {
    ...{ service, fate, status, codes, traceId, next, retry },
    reason: [message, ...reason.split("\n")],
    cause: last,
  });
}

/** It was done, and the ledger does not know: the intent is still open, so the next run finds it. */
export function notNoted(intent: Intent, objectId: string, cause: unknown): unknown {
  if (!(cause instanceof PdqbError)) return cause;
  const { thing, past } = KINDS[intent.kind];
  return new PdqbError(
    "unknown_outcome",
    `The ${thing} was ${past} but could not be saved locally: ${intent.summary}.`,
    {
      reason: `${serviceOf(intent).title} answered with id ${objectId}. ${cause.reason}`,
      next: [...cause.next, "Then the same command again: it finds what was done."],
      cause,
    },
  );
}

const serviceOf = ({ kind }: Intent) =>
  isPipedriveKind(kind)
    ? { name: "pipedrive" as const, title: "Pipedrive", books: "Pipedrive's data were looked at" }
    : { name: "quickbooks" as const, title: "QuickBooks", books: "The books were looked at" };

/** Where `findOutcome` looks. */
function lookedAt({ kind, marker, follows }: Intent): string {
  switch (kind) {
    case "invoice":
      return `every invoice made since, for the marker "${marker}"`;
    case "send":
      return "the invoice's last delivery";
    default:
      return `the ${KINDS[kind].thing} ${follows.target}`;
  }
}

/** It was sent, and nobody knows what became of it. */
export function inDoubt(intent: Intent, last?: ServiceError): PdqbError {
  const { thing, past } = KINDS[intent.kind];
  const { name, books } = serviceOf(intent);
  const message = `The ${thing} may have been ${past}: ${intent.summary}.`;
  const details = {
    reason: `It was sent${intent.firstSentAt ? " before" : ""}, and ${last ? `it is not known what became of it. ${last.reason}` : "no answer came."} ${books} (${lookedAt(intent)}) and do not show it yet.`,
    next: [
      "Run the same command again: it looks first, and repeats the same request under the same id.",
      `pdqb pending show ${intent.id}`,
    ],
  };
  return last
    ? new ServiceError("unknown_outcome", message, {
        service: name,
        fate: "unclear",
        status: last.status,
        codes: last.codes,
        traceId: last.traceId,
        ...details,
      })
    : new PdqbError("unknown_outcome", message, details);
}

/** What is said of an intent: what kind of write it is, and in which way it did not end well. */
import { PdqbError, SAME_COMMAND, ServiceError } from "../../domain/errors.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";

/** How a kind of write is spoken of. */
export type KindWords = {
  service: "quickbooks" | "pipedrive";
  /** "Invoice for deal 126 was not `created`"; "`create` `invoice`" in the history, "`made` invoice 3236" as its outcome. */
  words: { thing: string; verb: string; past: string; done: string };
  /** Where it is looked for at the service, in words. */
  lookedAt?(intent: Intent): string;
};

type Told = { kind: KindWords; intent: Intent };

/** `Invoice for deal 126 (1,503.00 EUR net) was not created.` `summary`: of its intent. */
export function sentenceOf(
  { words: { past } }: KindWords,
  summary: string,
  verb: "was not" | "may have been" | "was",
  rest = "",
): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)} ${verb} ${past}${rest}.`;
}

/** `create invoice`: for the history. */
export function actionOf({ words: { verb, thing } }: KindWords): string {
  return `${verb} ${thing}`;
}

/** `made invoice 3236`. */
export function outcomeOf({ words: { done, thing } }: KindWords, objectId: string): string {
  return `${done} ${thing} ${objectId}`;
}

/** The same error, with what it means for the books in its first line. */
export function notDone({ kind, intent }: Told, last: ServiceError): ServiceError {
  const { service, fate, status, codes, traceId, next, retry } = last;
  return new ServiceError(last.kind, sentenceOf(kind, intent.summary, "was not"), {
    ...{ service, fate, status, codes, traceId, next, retry },
    reason: [last.message, ...last.reason.split("\n")],
    cause: last,
  });
}

/** It was done, and the ledger does not know: the intent is still open, so the next run finds it. */
export function notNoted({ kind, intent }: Told, objectId: string, cause: unknown): unknown {
  if (!(cause instanceof PdqbError)) return cause;
  return new PdqbError(
    "unknown_outcome",
    sentenceOf(kind, intent.summary, "was", " but could not be saved locally"),
    {
      reason: `${SERVICES[kind.service].title} answered with id ${objectId}. ${cause.reason} The next run finds what was done.`,
      next: [...cause.next, SAME_COMMAND],
      cause,
    },
  );
}

/** No answer came, and before it could be looked for the ledger was out of reach. */
export function notLookedUp(
  { kind, intent }: Told,
  last: ServiceError,
  cause: PdqbError,
): PdqbError {
  return new PdqbError("unknown_outcome", sentenceOf(kind, intent.summary, "may have been"), {
    reason: `It was sent, but its outcome is unknown. ${last.reason} Then the ledger was out of reach. ${cause.reason} The next run looks first.`,
    next: [...cause.next, SAME_COMMAND],
    cause,
  });
}

const SERVICES = {
  pipedrive: { title: "Pipedrive", looked: "Pipedrive was searched" },
  quickbooks: { title: "QuickBooks", looked: "QuickBooks was searched" },
};

/** Where it was looked for. */
const lookedAt = ({ kind, intent }: Told): string =>
  kind.lookedAt?.(intent) ?? `the ${kind.words.thing} ${intent.follows.target}`;

/** It was sent, and nobody knows what became of it. */
export function inDoubt(one: Told, last?: ServiceError): PdqbError {
  const { kind, intent } = one;
  const { service } = kind;
  const message = sentenceOf(kind, intent.summary, "may have been");
  const details = {
    reason: `It was sent${last ? "" : " before"}, but ${last ? `its outcome is unknown. ${last.reason}` : "no answer came."} ${SERVICES[service].looked} (${lookedAt(one)}) and does not show it yet. The same command looks first, and repeats the same request under the same id.`,
    next: [SAME_COMMAND, `pdqb pending show ${intent.id}`],
  };
  return last
    ? new ServiceError("unknown_outcome", message, {
        service,
        fate: "unclear",
        status: last.status,
        codes: last.codes,
        traceId: last.traceId,
        ...details,
      })
    : new PdqbError("unknown_outcome", message, details);
}

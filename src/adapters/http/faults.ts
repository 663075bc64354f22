/**
 * What became of a request that failed (docs/design.md 7 and 10): the kind and the fate of its ServiceError.
 * No AxiosError leaves this folder, not even as a cause: it carries the bearer token and the client secret.
 */
import { counted } from "../../domain/counted.ts";
import {
  type ErrorKind,
  type RequestFate,
  SAME_COMMAND,
  ServiceError,
  type ServiceName,
} from "../../domain/errors.ts";
import { redact } from "../../domain/redact.ts";

/** `read` may be repeated by `retryRead`; a `write` may have been done even if no answer came. */
type Effect = "read" | "write";

/** Header names in lower case. */
export type Headers = Record<string, string>;

export type Answer = { status: number; headers: Headers; traceId: string | undefined };

/** `answer` is the last one that came. */
export type FailedCall = { service: ServiceName; effect: Effect; answer?: Answer };

const NAMES: Record<ServiceName, string> = { pipedrive: "Pipedrive", quickbooks: "QuickBooks" };

function serviceTitle(service: ServiceName): string {
  return NAMES[service];
}

/**
 * Faults that can only come before a connection is made, or while TLS is set up: no byte of the request has left.
 * An unreachable network is not among them, since it may also end a connection that was made.
 */
const BEFORE_SENDING = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** How reads wait between tries. */
export type RetryOptions = {
  sleep?: (ms: number) => Promise<unknown>;
  /** 0 to 1: spreads the waits, so that many processes do not come back together. */
  random?: () => number;
  /** A failure for which the caller has another way, so that it is not waited for. */
  givesUpAt?: (error: unknown) => boolean;
};

/** Whether a read that failed so may be tried again, and how long the service asked to wait first. */
export type RetryHint = { waitMs?: number };

const hints = new WeakMap<ServiceError, RetryHint>();

export function retryHint(error: unknown): RetryHint | undefined {
  return error instanceof ServiceError ? hints.get(error) : undefined;
}

/**
 * No answer came. `code`: Node's or axios' code of the fault; `connecting`: it came while the connection was being made;
 * `isPractice`: from a service on this machine.
 */
export function noAnswerError(
  call: FailedCall,
  fault: {
    code: string | undefined;
    connecting: boolean;
    timedOut: boolean;
    isPractice?: boolean;
  },
): ServiceError {
  const title = serviceTitle(call.service);
  const notSent = fault.connecting || BEFORE_SENDING.has(fault.code ?? "");
  const unclearWrite = call.effect === "write" && !notSent;
  const why = notSent
    ? "No connection could be made"
    : fault.timedOut
      ? "No answer came in time"
      : "The connection broke before a whole answer came";
  const isStopped = fault.isPractice && notSent;
  const reason = `${why}${fault.code ? ` (${fault.code})` : ""}.`;
  const error = new ServiceError(
    unclearWrite ? "unknown_outcome" : "unavailable",
    unclearWrite ? `It is not known what ${title} did.` : `${title} is out of reach.`,
    {
      service: call.service,
      fate: notSent ? "not_sent" : "unclear",
      reason: isStopped || unclearWrite ? reason : `${reason} Check that this machine is online.`,
      next: [isStopped ? "pdqb practice start" : SAME_COMMAND],
    },
  );
  // A time-out has already cost the operator the whole wait: it is not repeated.
  if (!fault.timedOut) hints.set(error, {});
  return error;
}

export type FailedAnswer = {
  status: number;
  headers: Headers;
  traceId: string | undefined;
  codes?: string[];
  /** The service's own words; cleaned here. */
  reason?: string;
  /** The service's own mapping for business faults, where the status alone does not tell. */
  kind?: ErrorKind;
  message?: string;
  next?: string[];
  /** What the answer proves, where the status alone does not tell. */
  fate?: RequestFate;
  /** Whether a read may be tried again; by the status if not given. */
  again?: boolean;
};

/**
 * The service answered, and not with success. 401: connection; 404 to a read: not_found; 429: unavailable, and nothing was done;
 * 5xx and redirects (never followed): unclear; any other 4xx: refused. `kind` overrides.
 */
export function answerError(call: FailedCall, answer: FailedAnswer): ServiceError {
  const { status } = answer;
  const title = serviceTitle(call.service);
  const proves = answer.fate
    ? answer.fate === "refused"
    : status >= 400 && status < 500 && status !== 408;
  const kind = answer.kind ?? kindOf(call, status, proves);
  const waitMs = waitAsked(status, answer.headers);
  const next = answer.next ?? nextOf(kind, title);
  const reason = reasonOf(title, answer);
  const error = new ServiceError(kind, answer.message ?? messageOf(kind, title, status), {
    service: call.service,
    fate: proves ? "refused" : "unclear",
    status,
    codes: answer.codes ?? [],
    traceId: answer.traceId,
    waitMs,
    reason: next.includes(SAME_COMMAND) ? `${reason} ${whenAgain(status, waitMs)}` : reason,
    next,
  });
  if (answer.again ?? (status === 429 || status >= 500)) {
    hints.set(error, waitMs === undefined ? {} : { waitMs });
  }
  return error;
}

/** An answer that proves nothing: HTML, half a JSON text, another entity than the one asked for. */
export function unreadableError(
  call: FailedCall,
  answer: { status: number; traceId: string | undefined; what: string; isAboutOne?: boolean },
): ServiceError {
  const title = serviceTitle(call.service);
  const write = call.effect === "write";
  return new ServiceError(
    write ? "unknown_outcome" : "unavailable",
    write
      ? `It is not known what ${title} did.`
      : `${title} gave an answer that cannot be understood.`,
    {
      service: call.service,
      fate: "unclear",
      status: answer.status,
      traceId: answer.traceId,
      reason: `${title} answered with ${answer.what}. If it keeps happening, a proxy or a login page of the network may stand in between.`,
      isAboutOne: answer.isAboutOne ?? false,
      next: [SAME_COMMAND],
    },
  );
}

function kindOf(call: FailedCall, status: number, proves: boolean): ErrorKind {
  if (!proves) return call.effect === "write" ? "unknown_outcome" : "unavailable";
  if (status === 401) return "connection";
  if (status === 429) return "unavailable";
  return status === 404 && call.effect === "read" ? "not_found" : "refused";
}

function messageOf(kind: ErrorKind, title: string, status: number): string {
  if (kind === "connection") return `${title} does not accept the connection.`;
  if (kind === "unavailable") {
    return status === 429
      ? `${title} is rate-limiting requests.`
      : `${title} is temporarily unavailable.`;
  }
  if (kind === "unknown_outcome") return `It is not known what ${title} did.`;
  if (kind === "not_found") return `${title} does not know it.`;
  return `${title} refused the request.`;
}

/** The trace id is not in it: whoever prints the error puts it last. */
function reasonOf(title: string, { status, codes = [], reason = "" }: FailedAnswer): string {
  const words = cleanText(reason).replace(/\.$/, "");
  const code = codes.length > 0 ? `, code ${codes.map((one) => cleanText(one)).join(", ")}` : "";
  const said = words === "" || words === String(status) ? " with an error" : `: ${words}`;
  return `${title} answered${said} (HTTP ${status}${code}).`;
}

function nextOf(kind: ErrorKind, title: string): string[] {
  if (kind === "unavailable") return [SAME_COMMAND];
  return kind === "refused" ? [`Fix this in ${title}, then run the command again.`] : [];
}

function whenAgain(status: number, waitMs: number | undefined): string {
  if (waitMs === undefined) return `Try again ${status === 429 ? "in a minute" : "later"}.`;
  return `Try again in ${counted(Math.max(1, Math.ceil(waitMs / 1_000)), "second")}.`;
}

/**
 * Milliseconds until the service wants to be asked again: `Retry-After` in seconds or as a date,
 * else, after a 429, Pipedrive's `x-ratelimit-reset`, which is in seconds.
 */
function waitAsked(status: number, headers: Headers): number | undefined {
  const reset = status === 429 ? headers["x-ratelimit-reset"] : undefined;
  const text = headers["retry-after"] ?? reset;
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Number(text) * 1_000;
  const until = Date.parse(text) - Date.now();
  return Number.isNaN(until) ? undefined : Math.max(0, until);
}

/** Text from a service, safe for a terminal and in one line: control characters become spaces, secrets are hidden. */
export function cleanText(text: string, lengthMax = 500): string {
  const plain = redact(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim());
  return plain.length > lengthMax ? `${plain.slice(0, lengthMax)}…` : plain;
}

/**
 * Errors in one shape: what happened, why, what to do next. The kind decides the exit code (cli/exit-codes.ts);
 * everything that is not a PdqbError is a bug.
 */
import { oneLine } from "./one-line.ts";

/** As what comes next: the command as it was typed. Whoever prints the error puts it in. */
export const SAME_COMMAND = "pdqb …";

export type ErrorKind =
  | "usage"
  | "refused"
  | "connection"
  | "not_found"
  | "unavailable"
  | "partial"
  | "unknown_outcome"
  | "interrupted"
  | "bug";

export type ErrorDetails = {
  /** Why it happened: a sentence, or several lines. A break inside of one is shown as a mark. */
  reason?: string | readonly string[];
  /** What to do: commands as typed, or a sentence. */
  next?: string[];
  /** True if the same command may succeed later without any change. */
  retry?: boolean;
  /** A service answered, and one thing in its answer cannot be read: others may be read all the same. */
  isAboutOne?: boolean;
  cause?: unknown;
};

export class PdqbError extends Error {
  readonly kind: ErrorKind;
  reason: string;
  readonly next: string[];
  readonly retry: boolean;
  readonly isAboutOne: boolean;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(oneLine(message), { cause: details.cause });
    this.kind = kind;
    const { reason = "" } = details;
    this.reason = (typeof reason === "string" ? [reason] : reason).map(oneLine).join("\n");
    this.next = (details.next ?? []).map(oneLine);
    this.isAboutOne = details.isAboutOne ?? false;
    this.retry = details.retry ?? (kind === "unavailable" || kind === "unknown_outcome");
  }

  /** Tells beside the reason what else went wrong. */
  addReason(lines: readonly string[]): void {
    this.reason = [this.reason, ...lines.map(oneLine)].filter(Boolean).join("\n");
  }
}

/** Some of it was done before the rest failed (exit 7). `steps`: what stands now, in the order in which it was made. */
export class PartlyDone extends PdqbError {
  readonly steps: string[];

  constructor(message: string, steps: string[], details: ErrorDetails) {
    super("partial", message, details);
    this.steps = steps;
  }
}

/** The ledger cannot be used: a full disk, a damaged file, a missing right. Whatever needs it cannot go on. */
export class LedgerError extends PdqbError {}

export type ServiceName = "pipedrive" | "quickbooks";

/**
 * What became of a request that failed:
 * `not_sent`: no connection was made; `refused`: the service answered and did nothing (4xx, 429, a business fault);
 * `unclear`: the request left and no answer came, or one that proves nothing (5xx, a cut or unreadable answer).
 */
export type RequestFate = "not_sent" | "refused" | "unclear";

/** What happened and why, in lines: for the reason of another error. */
export function linesOf({ message, reason }: PdqbError): string[] {
  return `${message} ${reason}`.trim().split("\n");
}

/** A request to one of the services that failed. `codes`: the service's own fault codes; `traceId`: `intuit_tid` or `x-correlation-id`. */
export class ServiceError extends PdqbError {
  readonly service: ServiceName;
  readonly fate: RequestFate;
  readonly status: number | undefined;
  readonly codes: string[];
  readonly traceId: string | undefined;
  /** How long a busy service asked to wait; undefined where it did not say. */
  readonly waitMs: number | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    facts: {
      waitMs?: number | undefined;
      service: ServiceName;
      fate: RequestFate;
      status?: number | undefined;
      codes?: string[];
      traceId?: string | undefined;
    } & ErrorDetails,
  ) {
    super(kind, message, facts);
    this.service = facts.service;
    this.fate = facts.fate;
    this.status = facts.status;
    this.codes = facts.codes ?? [];
    this.traceId = facts.traceId;
    this.waitMs = facts.waitMs;
  }
}

/** Undefined where it fails as expected; any other failure is thrown on. */
export async function orUndefined<T>(
  reading: Promise<T>,
  isExpected: (error: PdqbError) => boolean = () => true,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof PdqbError && isExpected(error)) return undefined;
    throw error;
  }
}

/**
 * One thing that is wrong with a plan. A plan with a problem is never applied. `next`: the command that mends it; until the planner
 * knows what was typed, flags to add to that command, which then leaves out those of `without`.
 */
export type Problem = {
  code: ProblemCode;
  message: string;
  next: string;
  without?: readonly string[];
  /** The line it is about, by position. */
  line?: number;
  /** The tax percent it is about, as shortest text. */
  percent?: string;
  /** Another name that may be free. */
  suggestion?: string;
  /** Customers that it may be, best first; none is chosen. */
  candidates?: { id: string; name: string; reason: string }[];
};

/** Something to know that stops nothing. `percent`: whose tax code it is about. */
export type Warning = { code: string; message: string; percent?: string };

export type ProblemCode =
  | "unlinked_item"
  | "unlinked_customer"
  | "unlinked_tax"
  | "no_customer"
  | "inactive_item"
  | "inactive_customer"
  | "category_item"
  | "name_taken"
  | "currency_mismatch"
  | "multicurrency_off"
  | "missing_rate"
  | "closed_period"
  | "unknown_term"
  | "several_tax_codes"
  | "mixed_tax"
  | "tax_inclusive_us"
  | "unclear_discount"
  | "unclear_installments"
  | "not_exact"
  | "no_lines"
  | "recurring_lines"
  | "archived_deal"
  | "over_billed"
  | "partly_billed"
  | "replaces_voided"
  | "possible_duplicate"
  | "payments_applied"
  | "in_doubt"
  | "feature_off"
  | "too_long"
  | "missing_email"
  | "no_billing_address"
  | "number_taken"
  | "not_allowed"
  | "over_limit"
  | "reason_required"
  | "other_request";

/** What an error means: for a row, for the rows beside it, and for the run as a whole. */
import { LedgerError, PdqbError, SAME_COMMAND, ServiceError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { RowOutcome } from "../../domain/run/applied.ts";
import type { RowError, RunRow } from "../../domain/run/run.ts";
import { nameInCode } from "../plan/create-command.ts";

/** What is wrong with one deal alone. */
export function isOwn(error: unknown): error is PdqbError {
  if (error instanceof LedgerError) return false;
  if (!(error instanceof PdqbError)) return false;
  return error.isAboutOne || ["usage", "refused", "not_found"].includes(error.kind);
}

/** What comes next is whole commands: it is shown beside those of other deals, and by other commands. */
export function errorOf({ kind, message, reason, next }: PdqbError, dealId: DealId): RowError {
  const create = `pdqb invoice create --deal ${dealId}`;
  const whole = next.map((one) =>
    one === SAME_COMMAND ? create : one.startsWith("--") ? `${create} ${one}` : one,
  );
  return { kind, message, reason, next: whole };
}

/** An invoice that was not created. Throws what is a bug. */
export function failedRow(error: unknown, row: RunRow): RowOutcome {
  if (!(error instanceof PdqbError)) throw error;
  const state = stateAfter(error, row);
  return { row: { ...row, state, error: errorOf(error, row.dealId) }, failure: error };
}

/** A service out of reach has refused nothing: the invoice is as ready as before, unless it may have been sent earlier. */
function stateAfter(error: PdqbError, { state }: RunRow): RunRow["state"] {
  if (error.kind === "unknown_outcome") return "in_doubt";
  const isUntouched = stopsAll(error) || error.kind === "unavailable";
  if (isUntouched) return state === "in_doubt" ? state : "ready";
  // The service was not asked: the deal's invoices are no longer those that were reviewed.
  const isOurs = error.kind === "refused" && !(error instanceof ServiceError);
  return isOurs ? "changed" : "failed";
}

/** What the other deals would fail of as well: a dead connection, a full disk, a budget that is used up, a person's word. */
export function stopsAll(error: PdqbError): boolean {
  if (error.kind === "connection" || error.kind === "interrupted") return true;
  if (error instanceof ServiceError && error.status === 429) return true;
  return isOfLedger(error);
}

export function isOfLedger(error: unknown): boolean {
  if (error instanceof LedgerError) return true;
  return error instanceof PdqbError && error.cause !== undefined && isOfLedger(error.cause);
}

/** What is wrong with every deal is wrong with what was typed, such as terms that QuickBooks does not have: nothing is kept then. */
export function refuseForAll(refusals: PdqbError[], rows: RunRow[]): void {
  const [first] = refusals;
  if (!first || refusals.length < rows.length) return;
  const isTyped = first.kind === "usage" || first.kind === "not_found";
  if (!isTyped || refusals.some(({ message }) => message !== first.message)) return;
  // Flags are proposed for the command that planned, not for the create of the first deal.
  const { next } = first.cause instanceof PdqbError ? first.cause : first;
  const isOfRow = (row: RunRow) => next.some((one) => nameInCode(flagIn(one)) in row.flags);
  if (rows.some(isOfRow)) return;
  throw new PdqbError(first.kind, `No run was planned: ${first.message}`, {
    reason: first.reason,
    next,
    cause: first,
  });
}

const flagIn = (next: string) => /^--([a-z-]+)/.exec(next)?.[1] ?? "";

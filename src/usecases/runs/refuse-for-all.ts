/** What is wrong with a run as a whole. */
import { PdqbError } from "../../domain/errors.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { nameInCode } from "../plan/create-command.ts";

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

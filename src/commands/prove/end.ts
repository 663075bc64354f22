/** How a proof ends: what it found, and what is left of what it created. */
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { ProofRun } from "../../usecases/prove/run-proof.ts";
import { MAY_STILL_COME } from "./clean.ts";

const NOT_REMOVED = "Some of what it created could not be removed.";

/** Throws partial where it stopped, found something else than expected, or left something behind. `of`: how many were to be tested. */
export function endProof(run: ProofRun, { keep, of }: { keep: boolean; of: number }): void {
  const { results, left, stopped, uncleaned, settled } = run;
  const isLeft = left.length > 0 || uncleaned !== null;
  const clean = isLeft || keep || !settled ? ["pdqb prove --clean"] : [];
  if (stopped !== null)
    throw new PdqbError("partial", `Stopped after ${results.length} of ${of} assumptions.`, {
      reason: [
        stopped.message,
        isLeft ? NOT_REMOVED : `What it created was ${keep ? "kept" : "removed"}.`,
        ...(settled ? [] : [MAY_STILL_COME]),
      ],
      next: [...clean, "pdqb prove"],
    });
  const idsOf = (of: string) => results.flatMap(({ id, outcome }) => (outcome === of ? [id] : []));
  const [others, unclear] = [idsOf("other"), idsOf("unclear")];
  if (others.length === 0 && unclear.length === 0 && !isLeft) return;
  throw new PdqbError("partial", foundText(others.length, unclear.length) || NOT_REMOVED, {
    ...(isLeft && { reason: uncleaned?.message ?? NOT_REMOVED }),
    next: [
      ...clean,
      ...(others.length > 0 ? ["pdqb config list"] : []),
      ...(unclear.length > 0 ? [`pdqb prove --only ${unclear.join(",")}`] : []),
    ],
  });
}

/** `2 assumptions do not hold in this company, 1 is unclear.`; empty where there are none. */
function foundText(others: number, unclear: number): string {
  const parts = [
    ...(others > 0
      ? [
          `${counted(others, "assumption")} ${others === 1 ? "does" : "do"} not hold in this company`,
        ]
      : []),
    ...(unclear > 0
      ? [
          `${others > 0 ? unclear : counted(unclear, "assumption")} ${unclear === 1 ? "is" : "are"} unclear`,
        ]
      : []),
  ];
  return parts.length > 0 ? `${parts.join(", ")}.` : "";
}

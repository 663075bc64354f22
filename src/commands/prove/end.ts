/** How a proof ends: what it found, what is left of what it created, and how that is removed. */
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { ProofRun } from "../../usecases/prove/assumption.ts";
import type { Context } from "../context.ts";
import { leftText } from "./views.ts";

const MAY_STILL_COME = "The last request of the proof may still be carried out.";
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

/** `pdqb prove --clean`: what proofs of this profile left, by the journal and by their names. */
export async function cleanProofs({
  ports,
  globals,
  confirmed,
  sending,
  progress,
  show,
}: Context): Promise<void> {
  const proofs = await ports.proofJournal.read();
  if (proofs.length === 0)
    return show({
      json: { outcome: "already", cleaned: 0, left: [], settled: true },
      text: () => "Nothing to clean up.\n",
    });
  const count = proofs.reduce((sum, { made }) => sum + made.length, 0);
  const what = `${counted(count, "thing")} created by ${counted(proofs.length, "proof")}`;
  if (globals.dryRun)
    return show({
      json: { outcome: "planned", made: proofs.flatMap(({ made }) => made) },
      text: () => `Would remove ${what}.\n`,
    });
  await confirmed(`Remove ${what}?`);
  const { cleanAll } = await import("../../usecases/prove/clean-up.ts");
  const { words, left, settled } = await progress.during("Cleaning up", () =>
    sending(() => cleanAll(ports)),
  );
  await show({
    json: { outcome: "cleaned", cleaned: words.length, left, settled },
    text: () => (left.length === 0 ? "Everything was removed.\n" : leftText(left)),
    ...(!settled && {
      note: `${MAY_STILL_COME} Run this again in three minutes: pdqb prove --clean`,
    }),
  });
  if (left.length > 0)
    throw new PdqbError("partial", `${counted(left.length, "thing")} could not be removed.`, {
      next: ["pdqb prove --clean"],
    });
}

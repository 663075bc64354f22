import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { cleanAll } from "../../usecases/prove/clean-up.ts";
import type { Context } from "../context.ts";
import { leftText } from "./views.ts";

export const MAY_STILL_COME = "The last request of the proof may still be carried out.";

/** `pdqb prove --clean`: what proofs of this profile left, by the journal and by their names. */
export async function cleanProofs({
  ports,
  globals,
  ask,
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
  await ask.confirmOrStop(`Remove ${what}?`, {
    flag: "--yes",
    given: globals.yes,
  });
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

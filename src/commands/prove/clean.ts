import { PdqbError } from "../../domain/errors.ts";
import { cleanAll } from "../../usecases/prove/clean-up.ts";
import type { Context } from "../context.ts";
import { leftText } from "./views.ts";

export const MAY_STILL_COME = "A service may still carry out a request of the proof.";

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
      json: { outcome: "already", cleaned: 0, left: [] },
      text: () => "No proof left anything behind.\n",
    });
  const count = proofs.reduce((sum, { made }) => sum + made.length, 0);
  if (globals.dryRun)
    return show({
      json: { outcome: "planned", made: proofs.flatMap(({ made }) => made) },
      text: () => `${count} things of ${proofs.length} proofs would be removed.\n`,
    });
  await ask.confirmOrStop(`Remove ${count} things that ${proofs.length} proofs made?`, {
    flag: "--yes",
    given: globals.yes,
  });
  const { words, left, settled } = await progress.during("Cleaning up", () =>
    sending(() => cleanAll(ports)),
  );
  await show({
    json: { outcome: "cleaned", cleaned: words.length, left, settled },
    text: () => (left.length === 0 ? "Everything is removed.\n" : leftText(left)),
    ...(!settled && {
      note: `${MAY_STILL_COME} Run this again in three minutes: pdqb prove --clean`,
    }),
  });
  if (left.length > 0)
    throw new PdqbError("partial", `${left.length} things could not be removed.`, {
      next: ["pdqb prove --clean"],
    });
}

/** Asks for what a run lacks until nothing is left that a question can mend, and plans the run again with the answers. */
import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Missing, missingOf } from "../../domain/run/needs.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { keepAnswer, lacks } from "../../usecases/runs/mend-run.ts";
import type { PlannedRun } from "../../usecases/runs/run-input.ts";
import type { Context } from "../context.ts";
import { toInput } from "../details/create-input.ts";
import { dealsText, missingName } from "../views/run.ts";
import { answerOf } from "./mend-answer.ts";

/** Each thing is asked once, the one that frees most deals first; planning again may bring up others. */
export async function mendInRounds(
  context: Context,
  profile: PinnedProfile,
  first: PlannedRun,
): Promise<PlannedRun> {
  const { canAsk } = await import("../mend-questions.ts");
  const asked = new Set<string>();
  let planned = first;
  for (;;) {
    const open = missingOf(planned.rows).filter((one) => canAsk(one) && !asked.has(one.name));
    let answered = 0;
    try {
      for (const missing of open) {
        asked.add(missing.name);
        if (await askOne(context, profile, planned, missing)) answered += 1;
      }
    } catch (error) {
      throw answered > 0 ? stoppedBetween(error, planned) : error;
    }
    if (answered === 0) return planned;
    planned = await planAgain(context, planned);
  }
}

async function askOne(
  context: Context,
  profile: PinnedProfile,
  planned: PlannedRun,
  missing: Missing,
): Promise<boolean> {
  const row = planned.rows.find((one) => lacks(one, missing.name));
  if (!row) return false;
  const { askAbout } = await import("../mend-questions.ts");
  const heading = clean(`${missingName(missing)} ${dealsText(missing.deals)}`);
  const asked = await askAbout(context, profile, inputOf(planned, row), {
    ...{ need: missing.name, heading },
  });
  if (!asked) return false;
  const answer = await answerOf(context, asked);
  await keepAnswer(context.ports, planned.run.name, missing.name, answer);
  return true;
}

const inputOf = ({ run: { flags } }: PlannedRun, row: PlannedRun["rows"][number]) =>
  toInput({ ...flags, ...row.flags, ...row.answered }, row.dealId);

/** Answers are kept one by one. */
function stoppedBetween(error: unknown, { run: { name } }: PlannedRun): unknown {
  if (!(error instanceof PdqbError) || error.kind !== "interrupted") return error;
  return new PdqbError("interrupted", "Stopped. The answers so far are kept.", {
    next: [`pdqb run mend ${name}`],
    cause: error,
  });
}

async function planAgain(
  { ports, progress, connected }: Context,
  { run }: PlannedRun,
): Promise<PlannedRun> {
  // An answer may have become a setting.
  const profile = await connected();
  const { planRun } = await import("../../usecases/runs/plan-run.ts");
  const { name, selection, flags } = run;
  try {
    return await progress.counting(`Planning run ${name} again`, (onProgress) =>
      planRun(ports, {
        ...{ name, selection, flags, profile, toInput, save: true, before: run },
        onProgress,
      }),
    );
  } catch (error) {
    throw error instanceof PdqbError ? withPlanning(error, name) : error;
  }
}

/** Flags that it proposes are those of `run plan`. */
function withPlanning(error: PdqbError, name: string): PdqbError {
  if (!error.next.some((one) => one.startsWith("--"))) return error;
  const { kind, message, reason } = error;
  const next = error.next.map((one) =>
    one.startsWith("--") ? `pdqb run plan ${name} ${one}` : one,
  );
  return new PdqbError(kind, message, { reason: reason.split("\n"), next, cause: error });
}

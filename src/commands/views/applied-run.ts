/** What became of a run that was applied: its counts, then each deal that did not end as it was to. */
import { clean } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import type { AppliedRun } from "../../domain/run/applied.ts";
import { stateText } from "./run.ts";
import { runText } from "./run-text.ts";

const SHOWN_MAX = 40;
const TROUBLE = ["changed", "failed", "in_doubt"];

export function appliedText({ run, rows }: AppliedRun, paint: Paint): string {
  const bad = rows.filter(({ state, error }) => TROUBLE.includes(state) || error !== null);
  const listed = bad.filter(({ state }) => state !== "problem");
  const lines = listed
    .slice(0, SHOWN_MAX)
    .map(
      ({ dealId, title, state, error }) =>
        `  ${paint.bold(`Deal ${dealId}`)} ${clean(title)}: ${stateText(state)}${error ? `. ${clean(error.message)}` : ""}`,
    );
  const more = listed.length - lines.length;
  return [
    runText(run, rows, paint),
    ...(lines.length > 0 ? [`${lines.join("\n")}\n`] : []),
    ...(more > 0 ? [paint.dim(`  and ${more} more: pdqb run view ${run.name}\n`)] : []),
  ].join("");
}

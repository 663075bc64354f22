/** The rows of a run before they are planned: what was selected, and what an earlier planning of the run knows of it. */
import { type RunRow, rowName } from "../../domain/run/run.ts";
import type { Picked, Selected } from "./select-deals.ts";

/** A row, and its plan as text. */
export type Kept = { row: RunRow; plan?: string | undefined };

/** `earlier`: rows of the same run, for which a person may have answered something. */
export function draftRows({ picked, read }: Selected, kept: Kept[], earlier: RunRow[]): RunRow[] {
  const done = new Set(kept.map(({ row }) => rowName(row)));
  const before = new Map(earlier.map((row) => [rowName(row), row]));
  return picked
    .filter((one) => !done.has(rowName(one)))
    .map((one) => {
      const { title = "", currency = "" } = read.deals.get(one.dealId) ?? {};
      const was = before.get(rowName(one));
      return {
        ...EMPTY_ROW,
        dealId: one.dealId,
        title,
        currency,
        flags: one.flags,
        ...(was?.answered && { answered: was.answered }),
        dueSince: one.due,
        ...stateOf(one),
      };
    });
}

const EMPTY_ROW = {
  position: 0,
  part: null,
  ownerId: null,
  pipelineId: null,
  key: null,
  digest: null,
  customer: null,
  date: null,
  dueDate: null,
  totals: null,
  problems: [],
  needs: [],
  warnings: [],
  error: null,
  invoice: null,
} satisfies Partial<RunRow>;

function stateOf({ dealId, isLate, unclear }: Picked): Partial<RunRow> & Pick<RunRow, "state"> {
  if (isLate) return { state: "late" };
  if (unclear === null) return { state: "ready" };
  const code = "recurring_lines" as const;
  const next = `pdqb invoice create --deal ${dealId} --recurring <cycle>`;
  return {
    state: "problem",
    problems: [{ code, message: unclear, next }],
    needs: [{ code, thing: `deal ${dealId}`, what: unclear, next }],
  };
}

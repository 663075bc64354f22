/** What has become different in a run that was planned again. */
import { factChanges } from "./differences.ts";
import { amountOf } from "./limits.ts";
import { type RunRow, rowName } from "./run.ts";

/** `from`, `to`: its state before and now; null where it was not in the run, or is not any more. */
export type RowChange = {
  row: RunRow;
  from: RunRow["state"] | null;
  to: RunRow["state"] | null;
  what: string;
};

/** In the order of the run; what has left it comes last. */
export function rowChanges(before: readonly RunRow[], now: readonly RunRow[]): RowChange[] {
  const earlier = new Map(before.map((row) => [rowName(row), row]));
  const changes = now.flatMap((row): RowChange[] => {
    const was = earlier.get(rowName(row));
    earlier.delete(rowName(row));
    const what = was ? changeOf(was, row) : "new in the run";
    return what === undefined ? [] : [{ row, from: was?.state ?? null, to: row.state, what }];
  });
  const gone = [...earlier.values()].map(
    (row): RowChange => ({ row, from: row.state, to: null, what: "no longer in the run" }),
  );
  return [...changes, ...gone];
}

function changeOf(was: RunRow, now: RunRow): string | undefined {
  const state = was.state === now.state ? [] : [`was ${was.state}, is ${now.state} now`];
  if (was.digest === null || now.digest === null || was.digest === now.digest) return state[0];
  const seen = (row: RunRow) => ({ ...row, total: amountOf(row) });
  const facts = factChanges(seen(was), seen(now));
  const said = [...state, ...facts.map((one) => lowered(one))];
  return said.length > 0 ? said.join("; ") : "its lines or details are others now";
}

const lowered = (sentence: string) => `i${sentence.slice(1, -1)}`;

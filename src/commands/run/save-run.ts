/** A run as a page, a workbook or a CSV file. */
import { clean } from "../../cli/format.ts";
import { planFromText } from "../../domain/plan/stored-plan.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Context } from "../context.ts";
import { type DocumentFlags, documentFacts, saveDocument } from "../details/output-file.ts";
import { type ReviewedRow, runFacts, runParts } from "../views/run-document.ts";

/** `rows`: those that are shown, of all. Throws usage for a name or a table that is none. */
export async function saveRun(
  context: Context,
  profile: PinnedProfile,
  { run, rows, all }: { run: Run; rows: readonly RunRow[]; all: readonly RunRow[] },
  flags: DocumentFlags,
): Promise<void> {
  const reviewed = await Promise.all(rows.map((row) => reviewedRow(context, run, row)));
  const document = {
    title: `Run ${run.name}`,
    facts: [...documentFacts(context, profile), ...runFacts(run, all)],
    parts: runParts(reviewed),
  };
  const { path } = await saveDocument(context, document, flags);
  await context.say(`Saved: ${clean(path)}`);
}

async function reviewedRow(
  { ports: { ledger } }: Context,
  { name }: Run,
  row: RunRow,
): Promise<ReviewedRow> {
  const text = await ledger.runPlan(name, row.position);
  return { row, plan: text === undefined ? undefined : planFromText(text) };
}

/** A run on one screen. */

import { clean, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { counted } from "../../domain/counted.ts";
import type { AppliedRun } from "../../domain/run/applied.ts";
import type { RowChange } from "../../domain/run/changes.ts";
import { type Missing, missingOf } from "../../domain/run/needs.ts";
import { listedRows, ROW_STATES, type Run, type RunRow } from "../../domain/run/run.ts";
import { countsOf, dealsText, missingName, painted, stateText, totalsOf } from "./run.ts";

const SHOWN_MAX = 12;

/** One screen: how many of which state, what they come to, and what is missing with the command that frees most deals first. */
export function runText(run: Run, rows: readonly RunRow[], paint: Paint): string {
  const lines = [...countLines(run, rows, paint), ...missingText(run, missingOf(rows), paint)];
  return `${lines.join("\n")}\n`;
}

/** How many of which state, and what they come to. */
function countLines(run: Run, rows: readonly RunRow[], paint: Paint): string[] {
  const counts = countsOf(rows);
  const listed = listedRows(run, rows).length;
  const totals = totalsOf(rows);
  const sums = (kind: "ready" | "created" | "problem") =>
    totals
      .filter((one) => !one[kind].isZero())
      .map((one) => money(one[kind], one.currency))
      .join(", ");
  const warned = rows.filter((row) => row.state === "ready" && row.warnings.length > 0).length;
  const words: Partial<Record<RunRow["state"], string>> = {
    ready: sums("ready") + (warned > 0 ? ` (${warned} with a warning)` : ""),
    created: sums("created"),
    billed: `before this run${listed < rows.length ? ": left out" : ""}`,
    problem: "need something",
    late: "due before this month (planned with --late)",
    changed: "no longer as reviewed",
    failed: "refused",
    in_doubt: "may have been created",
  };
  return [
    paint.bold(`Run ${clean(run.name)} (${run.state}): ${counted(listed, "invoice")}`),
    ...ROW_STATES.filter((state) => counts[state] > 0).map((state) =>
      `  ${String(counts[state]).padStart(5)}  ${painted(state, paint)}${" ".repeat(Math.max(1, 10 - state.length))}${words[state] ?? ""}`.trimEnd(),
    ),
    ...(run.leftOut > 0 ? [paint.dim(`  ${counted(run.leftOut, "deal")} left out: not won`)] : []),
  ];
}

function missingText({ name }: Run, missing: Missing[], paint: Paint): string[] {
  if (missing.length === 0) return [];
  const shown = missing.slice(0, SHOWN_MAX);
  return [
    "",
    paint.bold(`Missing (${counted(missing.length, "thing")}):`),
    ...shown.flatMap((one) => [
      `  ${clean(missingName(one))}  ${paint.dim(dealsText(one.deals))}`,
      `    ${clean(one.next)}`,
    ]),
    ...(missing.length > shown.length
      ? [paint.dim(`  and ${missing.length - shown.length} more: pdqb run mend ${clean(name)}`)]
      : []),
  ];
}

const TROUBLES_MAX = 40;
const TROUBLE = ["changed", "failed", "in_doubt"];

/** What became of a run that was applied: its counts, then each deal that did not end as it was to. What was missing before was listed before. */
export function appliedText({ run, rows }: AppliedRun, paint: Paint): string {
  const bad = rows.filter(({ state, error }) => TROUBLE.includes(state) || error !== null);
  const listed = bad.filter(({ state }) => state !== "problem");
  const lines = listed
    .slice(0, TROUBLES_MAX)
    .map(
      ({ dealId, title, state, error }) =>
        `  ${paint.bold(`Deal ${dealId}`)} ${clean(title)}: ${stateText(state)}${error ? `. ${clean(error.message)}` : ""}`,
    );
  const more = listed.length - lines.length;
  const isMissing = rows.some(({ state }) => state === "problem");
  return [
    `${countLines(run, rows, paint).join("\n")}\n`,
    ...(isMissing ? [paint.dim(`  What is missing: pdqb run mend ${clean(run.name)}\n`)] : []),
    ...(lines.length > 0 ? [`${lines.join("\n")}\n`] : []),
    ...(more > 0 ? [paint.dim(`  and ${more} more: pdqb run view ${run.name}\n`)] : []),
  ].join("");
}

/** Deals whose plan has become different, each with its states before and now. */
export const changesJson = (changes: readonly RowChange[]) =>
  changes.map(({ row, from, to, what }) => ({
    deal: { id: row.dealId, title: row.title },
    part: row.part,
    from,
    to,
    what,
  }));

const CHANGES_MAX = 12;

/** What is different since the run was planned before: deals of one change on one line. */
export function changesText({ name }: Run, changes: readonly RowChange[], paint: Paint): string {
  if (changes.length === 0) return "\nNothing has changed since it was planned before.\n";
  const groups = new Map<string, number[]>();
  for (const { row, what } of changes) {
    const deals = groups.get(what);
    if (deals) deals.push(row.dealId);
    else groups.set(what, [row.dealId]);
  }
  const all = [...groups].map(
    ([what, deals]) => `  ${clean(what)}  ${paint.dim(whichText(deals))}`,
  );
  const more = all.length - CHANGES_MAX;
  return [
    "",
    paint.bold(`Changed since it was planned before (${counted(changes.length, "invoice")}):`),
    ...all.slice(0, CHANGES_MAX),
    ...(more > 0
      ? [paint.dim(`  and ${more} more: pdqb run view ${clean(name)} shows each as it is now`)]
      : []),
    "",
  ].join("\n");
}

const DEALS_NAMED_MAX = 6;

function whichText(deals: number[]): string {
  const named = deals.slice(0, DEALS_NAMED_MAX).join(", ");
  const more = deals.length - DEALS_NAMED_MAX;
  return `(${deals.length === 1 ? "deal" : "deals"} ${named}${more > 0 ? ` and ${more} more` : ""})`;
}

/** What is different in a run that was planned again. */
import { clean } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { counted } from "../../domain/counted.ts";
import type { RowChange } from "../../domain/run/changes.ts";
import type { Run } from "../../domain/run/run.ts";

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

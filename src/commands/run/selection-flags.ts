/** Which deals a run takes, as typed. */
import { flag } from "../../cli/command.ts";
import { addDays, addMonths, type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { RunSelection } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { dealList } from "../details/deal-list.ts";

const DEALS = { group: "Which deals" };

export const selectionFlags = {
  won: flag.text("Deals won in this month", { ...DEALS, value: "YYYY-MM" }),
  wonSince: flag.date("Deals won on or after this day", { ...DEALS, value: "date" }),
  wonUntil: flag.date("Deals won on or before this day", { ...DEALS, value: "date" }),
  due: flag.text("Installments and recurring cycles due in this month", {
    ...DEALS,
    value: "YYYY-MM",
  }),
  late: flag.switch("With --due: also what was due before and is not billed", DEALS),
  owner: flag.integer("Deals of this Pipedrive user", { ...DEALS, value: "id" }),
  pipeline: flag.integer("Deals of this pipeline", { ...DEALS, value: "id" }),
  stage: flag.integer("Deals of this stage", { ...DEALS, value: "id" }),
  filter: flag.integer("Deals of a filter saved in Pipedrive", { ...DEALS, value: "id" }),
  deals: flag.text("These deals: 1,2,3", { ...DEALS, value: "deals" }),
  from: flag.text("Deals from a CSV file (- for stdin), one row each", {
    ...DEALS,
    value: "file",
  }),
};

export type SelectionFlags = {
  won?: string | undefined;
  wonSince?: CalendarDate | undefined;
  wonUntil?: CalendarDate | undefined;
  due?: string | undefined;
  late?: boolean;
  owner?: number | undefined;
  pipeline?: number | undefined;
  stage?: number | undefined;
  filter?: number | undefined;
  deals?: string | undefined;
  from?: string | undefined;
};

/** Undefined: nothing was named. `rows`: the deals of `--from`. Throws usage for what contradicts itself. */
export function selectionOf(
  flags: SelectionFlags,
  profile: PinnedProfile,
  rows: RunSelection["deals"],
): { selection: RunSelection; month: string | undefined } | undefined {
  const { owner, pipeline, stage, filter } = flags;
  const listed =
    flags.deals === undefined ? undefined : dealList("--deals", [flags.deals], profile);
  if (listed && rows) throw new PdqbError("usage", "--deals and --from exclude each other.");
  const deals = listed ?? rows;
  const won = wonIn(flags);
  const due = flags.due === undefined ? undefined : monthOf("--due", flags.due);
  if (flags.late && !due)
    throw new PdqbError("usage", "--late goes with --due.", { next: ["--due 2026-11 --late"] });
  const selection: RunSelection = {
    ...(won && { won }),
    ...(due && { due }),
    ...(flags.late && { late: true }),
    ...(owner !== undefined && { ownerId: owner }),
    ...(pipeline !== undefined && { pipelineId: pipeline }),
    ...(stage !== undefined && { stageId: stage }),
    ...(filter !== undefined && { filterId: filter }),
    ...(deals && { deals }),
  };
  if (Object.keys(selection).length === 0) return undefined;
  return { selection, month: flags.won ?? flags.due };
}

function wonIn({ won, wonSince, wonUntil }: SelectionFlags): RunSelection["won"] {
  if (won === undefined) {
    if (wonSince === undefined && wonUntil === undefined) return undefined;
    if (wonSince !== undefined && wonUntil !== undefined && wonUntil < wonSince)
      throw new PdqbError("usage", "--won-until is before --won-since.");
    return { since: wonSince ?? null, until: wonUntil ?? null };
  }
  if (wonSince !== undefined || wonUntil !== undefined)
    throw new PdqbError("usage", "--won is a whole month: leave out --won-since and --won-until.");
  return monthOf("--won", won);
}

function monthOf(name: string, text: string): { since: CalendarDate; until: CalendarDate } {
  const since = /^\d{4}-\d{2}$/.test(text) ? parseDate(`${text}-01`) : undefined;
  if (since) return { since, until: addDays(addMonths(since, 1), -1) };
  throw new PdqbError("usage", `${name} "${text}" is not a month.`, {
    next: [`${name} 2026-11`],
  });
}

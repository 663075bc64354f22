import { tableOf } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/flat.ts";
import { addDays, type CalendarDate, dayStart } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import { listDeals } from "../../usecases/invoices/list-deals.ts";
import { defineCommand } from "../context.ts";
import { conditionFlags, conditionsOf } from "../details/deal-conditions.ts";
import { inDoubtText } from "../views/doubt.ts";
import { DEAL_COLUMNS, DEAL_ROWS, dealSums, dealSumsJson, dealSumsText } from "./list-rows.ts";

const changeFlags = {
  since: flag.date("Changed on or after this day", { looksBack: true }),
  until: flag.date("Changed on or before this day", { looksBack: true }),
};

const LIMIT = 50;

export const dealList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List deals with what is invoiced of them",
  effect: "reads",
  isList: true,
  flags: {
    notInvoiced: flag.switch("Only deals that are not fully invoiced"),
    status: flag.choice("Deals of this status (default: won)", ["won", "open", "lost"]),
    ...changeFlags,
    ...conditionFlags,
  },
  examples: [
    "pdqb deals --not-invoiced",
    "pdqb deals --won 2026-11 --owner Aino",
    "pdqb deals --since 2026-11-01 --json",
  ],
  async run({ ports, connected, globals, io, show, progress }, { flags }) {
    const { pipedrive, quickbooks } = await connected();
    const { timeZone } = quickbooks;
    const limit = globals.limit ?? LIMIT;
    const { deals: rows, complete } = await progress.during("Reading deals", async () =>
      listDeals(ports, {
        pipedriveCompany: pipedrive.companyId,
        timeZone,
        status: flags.status ?? (flags.filter === undefined ? "won" : undefined),
        conditions: await conditionsOf(ports, flags),
        changed: changedIn(flags, timeZone),
        notInvoiced: flags.notInvoiced,
        limit,
        readAll: globals.sort !== undefined,
      }),
    );
    const sorted = sortRows(rows, DEAL_ROWS, globals.sort).slice(0, limit);
    const isComplete = complete && sorted.length === rows.length;
    const sums = dealSums(sorted);
    const doubts = sorted.map((row) => inDoubtText(row.inDoubt)).join("");
    const note = [...(io.outIsTerminal ? dealSumsText(sums) : []), doubts.trimEnd()]
      .filter((text) => text !== "")
      .join("\n");
    await show({
      json: {
        deals: sorted.map(DEAL_ROWS.json),
        complete: isComplete,
        sums: sums.map(dealSumsJson),
      },
      table: tableOf(sorted, DEAL_COLUMNS),
      fields: DEAL_ROWS.fields,
      empty: flags.notInvoiced ? "Every deal is fully invoiced." : "No deals found.",
      ...(note !== "" && { note }),
    });
  },
});

type ChangeFlags = {
  since?: CalendarDate | undefined;
  until?: CalendarDate | undefined;
  filter?: number | undefined;
};

/** From the first moment of a day of the company to the last of another. Throws usage for what contradicts itself. */
function changedIn({ since, until, filter }: ChangeFlags, timeZone: string | null) {
  const moment = (day: CalendarDate) => dayStart(day, timeZone).toISOString().replace(".000Z", "Z");
  if (since !== undefined && until !== undefined && until < since)
    throw new PdqbError("usage", "--until is before --since.");
  if (filter !== undefined && (since ?? until) !== undefined)
    throw new PdqbError("usage", "--filter cannot be combined with --since or --until.", {
      reason: "Pipedrive ignores the dates when a filter is given.",
      next: [`pdqb deals --filter ${filter}`],
    });
  return { since: since && moment(since), until: until && moment(addDays(until, 1)) };
}

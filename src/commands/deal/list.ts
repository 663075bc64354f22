import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/flat.ts";
import { listDeals } from "../../usecases/invoices/list-deals.ts";
import { defineCommand } from "../context.ts";
import { inDoubtText } from "../views/doubt.ts";
import { DEAL_COLUMNS, DEAL_ROWS } from "./list-rows.ts";

const LIMIT = 50;

export const dealList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List deals with what is invoiced of them",
  effect: "reads",
  isList: true,
  flags: {
    status: flag.choice("Deals of this status (default: won)", ["won", "open", "lost"]),
    notInvoiced: flag.switch("Only deals that are not fully invoiced"),
    since: flag.date("Changed on or after this day", { value: "date" }),
    owner: flag.integer("Pipedrive user who owns the deal", { value: "id" }),
    filter: flag.integer("A filter saved in Pipedrive (overrides all other flags)", {
      value: "id",
    }),
  },
  examples: ["pdqb deals --not-invoiced", "pdqb deals --since 2026-11-01 --json"],
  async run({ ports, connected, globals, show, progress }, { flags }) {
    const { pipedrive } = await connected();
    const { deals: rows, complete } = await progress.during("Reading deals", () =>
      listDeals(ports, {
        pipedriveCompany: pipedrive.companyId,
        status: flags.status ?? "won",
        notInvoiced: flags.notInvoiced,
        limit: globals.limit ?? LIMIT,
        readAll: globals.sort !== undefined,
        ...(flags.since === undefined ? {} : { since: `${flags.since}T00:00:00Z` }),
        ...(flags.owner === undefined ? {} : { ownerId: flags.owner }),
        ...(flags.filter === undefined ? {} : { filterId: flags.filter }),
      }),
    );
    const sorted = sortRows(rows, DEAL_ROWS, globals.sort).slice(0, globals.limit ?? LIMIT);
    const isComplete = complete && sorted.length === rows.length;
    const note = sorted.map((row) => inDoubtText(row.inDoubt)).join("");
    await show({
      json: { deals: sorted.map(DEAL_ROWS.json), complete: isComplete },
      table: tableOf(sorted, DEAL_COLUMNS),
      fields: DEAL_ROWS.fields,
      empty: flags.notInvoiced ? "Every deal is fully invoiced." : "No deals found.",
      ...(note !== "" && { note: note.trimEnd() }),
    });
  },
});

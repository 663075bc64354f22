import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { listedRows, ROW_STATES } from "../../domain/run/run.ts";
import { runNamed } from "../../usecases/runs/find-run.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { fileFlags } from "../details/output-file.ts";
import { saveRun } from "./save-run.ts";
import { showDeal } from "./view-deal.ts";
import { showRows } from "./view-rows.ts";

export const runView = defineCommand({
  name: "view",
  aliases: ["show"],
  summary: "Show the invoices of a run, or one deal's whole plan",
  effect: "local",
  isList: true,
  arguments: [
    { name: "run", summary: "Default: the newest that is not finished", required: false },
  ],
  flags: {
    deal: flag.text("The whole plan of this deal", { value: "deal", names: "deals" }),
    state: flag.text("Only invoices in this state: ready, problem, created, …", {
      value: "state",
    }),
    output: flag.text("Also write a page, workbook or CSV: .html .xlsx .csv", { value: "file" }),
    table: flag.text("With a .csv: totals, invoices, lines or missing", { value: "name" }),
    ...fileFlags,
  },
  examples: [
    "pdqb run view",
    "pdqb run view 2026-11 --state problem",
    "pdqb run view 2026-11 --deal 123",
    "pdqb run view 2026-11 --output review.html",
  ],
  async run(context, { args: [name], flags }) {
    const { ports, connected } = context;
    const profile = await connected();
    if (flags.state !== undefined && !ROW_STATES.some((state) => state === flags.state))
      throw new PdqbError("usage", `--state "${flags.state}" is not a state of an invoice.`, {
        reason: `The states are ${ROW_STATES.join(", ")}.`,
        next: ["--state problem"],
      });
    if (flags.table !== undefined && flags.output === undefined)
      throw new PdqbError("usage", "--table goes with --output.", {
        next: ["--output review.csv"],
      });
    const run = await runNamed(ports, name);
    const rows = await ports.ledger.runRows(run.name);
    const deal = flags.deal === undefined ? undefined : dealId(flags.deal, profile);
    const asked = flags.state === undefined && deal === undefined ? listedRows(run, rows) : rows;
    const chosen = asked.filter(
      (row) =>
        (flags.state === undefined || row.state === flags.state) &&
        (deal === undefined || row.dealId === deal),
    );
    const { output } = flags;
    if (output !== undefined)
      await saveRun(context, profile, { run, rows: chosen, all: rows }, { ...flags, output });
    if (deal !== undefined) return showDeal(context, run, rows, deal);
    await showRows(context, run, { rows, chosen, state: flags.state });
  },
});

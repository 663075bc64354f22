import { tableOf } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/flat.ts";
import { dayStart } from "../../domain/calendar-date.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { HISTORY_COLUMNS, HISTORY_FIELDS, historyView } from "../views/history.ts";

const LIMIT = 100;

const ROWS = { fields: HISTORY_FIELDS, json: (row: ReturnType<typeof historyView>) => row };

export const historyList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List what was done, the newest last",
  description: `Every write to QuickBooks and Pipedrive and every change of a link or a status,
as the ledger recorded it. The newest 100 unless --limit says otherwise.`,
  effect: "reads",
  isList: true,
  flags: {
    deal: flag.text("Of this deal: id or Pipedrive address", { value: "deal", names: "deals" }),
    invoice: flag.text("Of this invoice: number or id:N", { value: "invoice" }),
    run: flag.text("Of this run", { value: "run" }),
    since: flag.date("Since this day", { looksBack: true }),
    by: flag.text("By anyone with this text in their name", { value: "name" }),
  },
  examples: [
    "pdqb history --deal 123",
    "pdqb history --since yesterday --json",
    "pdqb history --by anna --csv",
  ],
  async run(context, { flags }) {
    const { ports, connected, globals, show } = context;
    const profile = await connected();
    const invoiceId =
      flags.invoice === undefined
        ? undefined
        : (await findInvoice(ports, flags.invoice, { isOffline: true, save: false })).invoice.id;
    const limit = globals.limit ?? LIMIT;
    const found = await ports.ledger.history({
      limit: globals.sort === undefined ? limit + 1 : Number.MAX_SAFE_INTEGER,
      ...(flags.deal !== undefined && { dealId: dealId(flags.deal, profile) }),
      ...(invoiceId !== undefined && { invoiceId }),
      ...(flags.run !== undefined && { run: flags.run }),
      ...(flags.since !== undefined && {
        since: dayStart(flags.since, profile.quickbooks.timeZone).toISOString(),
      }),
      ...(flags.by !== undefined && { actor: flags.by }),
    });
    const isCut = found.length > limit;
    const rows = found.slice(0, limit).reverse().map(historyView);
    const shown = sortRows(rows, ROWS, globals.sort);
    await show({
      json: { history: shown, complete: !isCut },
      table: tableOf(shown, HISTORY_COLUMNS),
      fields: ROWS.fields,
      empty: "Nothing was done that fits.",
    });
  },
});

export const historyVerify = defineCommand({
  name: "verify",
  summary: "Check that no row was changed, removed or inserted",
  description: `Each row carries a hash over itself and the row before it. A copy of the history
that was exported elsewhere proves what its last hash says.`,
  effect: "local",
  flags: {},
  examples: ["pdqb history verify", "pdqb history verify --json"],
  async run({ ports, connected, show }) {
    await connected();
    const { rows, faults } = await ports.ledger.verifyHistory();
    const [last] = await ports.ledger.history({ limit: 1 });
    const outcome = faults.length === 0 ? "sound" : "broken";
    await show({
      json: { outcome, rows, last: last?.hash ?? null, broken: faults },
      text: (paint) =>
        faults.length === 0
          ? `${paint.green("✓")} ${counted(rows, "row")}, each as it was written.${last ? ` Last hash: ${last.hash}` : ""}\n`
          : faults.map(({ row, why }) => `${paint.red("✗")} Row ${row}: ${why}\n`).join(""),
    });
    if (faults.length === 0) return;
    throw new PdqbError("partial", "The history is not as it was written.", {
      reason: `${faults.length} of ${rows} rows were changed, removed or put in.`,
      next: ["pdqb ledger check"],
    });
  },
});

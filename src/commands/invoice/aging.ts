import { tableOf } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { listed } from "../../cli/flat.ts";
import { momentText } from "../../cli/when.ts";
import { AGED_BY } from "../../domain/invoice/aging-sums.ts";
import { ageInvoices } from "../../usecases/invoices/age-invoices.ts";
import { defineCommand } from "../context.ts";
import { freshLedger, readFresh } from "../details/read-fresh.ts";
import { checkAging } from "./aging-check.ts";
import { AGING_COLUMNS, AGING_ROWS, drawnColumns, totalJson } from "./aging-columns.ts";

export const invoiceAging = defineCommand({
  name: "aging",
  summary: "Show what is owed, by how long it has been due",
  description: `Of the invoices that pdqb knows, as the ledger has them; --whole-company reads all
open invoices from QuickBooks. --as-of a past day shows what was owed at its end:
payments dated later are added back, and invoices dated later are left out. It is
based on the dates of QuickBooks' invoices, payments and credit memos as they are
now, so an invoice that was voided since does not count.`,
  effect: "reads",
  isList: true,
  flags: {
    asOf: flag.date("Age as of this day (default: today)", { looksBack: true }),
    by: flag.choice("A row for each (default: customer)", AGED_BY),
    wholeCompany: flag.switch("Invoices made elsewhere too"),
    refresh: flag.switch("Read statuses from QuickBooks first"),
    check: flag.switch("Compare the whole company with QuickBooks' own report"),
  },
  examples: [
    "pdqb invoices aging",
    "pdqb invoices aging --by owner --csv",
    "pdqb invoices aging --whole-company --as-of 2026-10-31",
    "pdqb invoices aging --as-of 2026-10-31 --check",
  ],
  async run(context, { flags }) {
    const { ports, connected, today, globals, show, io, progress } = context;
    const profile = await connected();
    const now = await today();
    const asOf = flags.asOf ?? now;
    if (flags.check) return checkAging(context, asOf);
    const by = flags.by ?? "customer";
    const isPast = asOf < now;
    if (!flags.wholeCompany && flags.refresh) await readFresh(context, profile, undefined);
    else if (!flags.wholeCompany && isPast) await freshLedger(context, profile);
    const read = () => ageInvoices(ports, { asOf, by, isPast, wholeCompany: flags.wholeCompany });
    const { rows, totals, oldest } = flags.wholeCompany
      ? await progress.during("Reading open invoices", read)
      : await read();
    const isDrawn = io.outIsTerminal && !globals.csv;
    const columns = isDrawn ? drawnColumns(rows, io.width) : AGING_COLUMNS;
    const shown = listed(rows, AGING_ROWS, globals);
    await show({
      json: {
        as_of: asOf,
        by,
        rows: shown.map(AGING_ROWS.json),
        totals: totals.map(totalJson),
        complete: shown.length === rows.length,
      },
      table: tableOf(isDrawn ? [...shown, ...totals] : shown, columns),
      fields: AGING_ROWS.fields,
      empty: "Nothing is owed.",
      ...(isDrawn && oldest
        ? {
            note: isPast
              ? `Owed at the end of ${asOf}, by the dates of payments in QuickBooks.`
              : flags.wholeCompany
                ? `Aged as of ${asOf}, as QuickBooks has them now.`
                : `Aged as of ${asOf}, as read at ${momentText(oldest, ports.clock.now())}; --refresh reads QuickBooks first.`,
          }
        : {}),
    });
  },
});

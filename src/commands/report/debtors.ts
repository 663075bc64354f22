import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";
import { documentFacts } from "../details/output-file.ts";
import { freshLedger } from "../details/read-fresh.ts";
import { outputFlags, showReport } from "./show-report.ts";

export const reportDebtors = defineCommand({
  name: "debtors",
  summary: "Report who owes what, and which invoices are overdue",
  effect: "reads",
  flags: {
    asOf: flag.date("As of this day (default: today)", { looksBack: true }),
    ...outputFlags,
  },
  examples: ["pdqb report debtors", "pdqb report debtors --as-of 2026-10-31 --output owed.xlsx"],
  async run(context, { flags }) {
    const { ports, connected, progress } = context;
    const profile = await connected();
    const today = await context.today();
    const asOf = flags.asOf ?? today;
    await freshLedger(context, profile);
    const [{ readDebtors }, { debtorParts }] = await Promise.all([
      import("../../usecases/reports/debtors.ts"),
      import("../views/report-debtors.ts"),
    ]);
    const debtors = await progress.during("Reading payments", () =>
      readDebtors(ports, { asOf, isPast: asOf < today }),
    );
    const document = {
      title: `Debtors at the end of ${asOf}`,
      facts: documentFacts(context, profile),
      parts: debtorParts(debtors, asOf),
    };
    await showReport(context, document, flags, { report: "debtors", as_of: asOf });
  },
});

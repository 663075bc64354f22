import { defineCommand } from "../context.ts";
import { documentFacts } from "../details/output-file.ts";
import { periodOf } from "../details/typed-period.ts";
import { checkPeriod } from "./check-period.ts";
import { outputFlags, showReport } from "./show-report.ts";

export const reportMonth = defineCommand({
  name: "month",
  summary: "Report on a month: from won deals to invoices, paid, owed, runs",
  description: `What a finance lead forwards: from won deals to invoices, what was invoiced, paid,
open and overdue with the month before, who owes, what is not billed, mismatches,
runs, and what was voided or deleted, by whom and why.`,
  effect: "reads",
  arguments: [{ name: "month", summary: "YYYY-MM (default: the current month)", required: false }],
  flags: outputFlags,
  examples: [
    "pdqb report month 2026-11",
    "pdqb report month 2026-11 --output november.html",
    "pdqb report month --output owed.csv --table owed",
  ],
  async run(context, { args: [month], flags }) {
    const { ports, connected, progress } = context;
    const profile = await connected();
    const today = await context.today();
    const period = periodOf({ month, since: undefined, until: undefined }, today);
    const check = await checkPeriod(context, profile, { period });
    const [{ monthFigures }, { monthParts }] = await Promise.all([
      import("../../usecases/reports/month.ts"),
      import("../views/report-month.ts"),
    ]);
    const figures = await progress.during("Reading payments", () =>
      monthFigures(ports, {
        ...{ check, today, timeZone: profile.quickbooks.timeZone },
        pipedriveCompany: profile.pipedrive.companyId,
      }),
    );
    const usage = await ports.quickbooks.usage();
    const tokens = await ports.pipedrive.tokensSpent();
    const document = {
      title: `Report of ${period.since.slice(0, 7)}`,
      facts: documentFacts(context, profile),
      parts: monthParts(check, figures, { ...usage, tokens }),
    };
    const { since, until } = period;
    await showReport(context, document, flags, {
      ...{ report: "month", period: { since, until }, as_of: figures.asOf },
      complete: check.complete,
    });
  },
});

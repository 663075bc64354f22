/** Reports that are forwarded: of a month, of who owes, and of what changed. */

import { flag } from "../../cli/command.ts";
import { addDays, dayStart } from "../../domain/calendar-date.ts";
import { readChanges } from "../../usecases/reports/changes.ts";
import { defineCommand } from "../context.ts";
import { documentFacts } from "../details/output-file.ts";
import { freshLedger } from "../details/read-fresh.ts";
import { periodOf } from "../details/typed-period.ts";
import { dayParts } from "../views/report-day.ts";
import { checkPeriod } from "./check-period.ts";
import { outputFlags, showReport } from "./show-report.ts";

const reportMonth = defineCommand({
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

const reportDebtors = defineCommand({
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

const reportDay = defineCommand({
  name: "day",
  summary: "Report what changed since yesterday, for a daily mail",
  description: `New invoices, what became overdue, writes in doubt, and all that was done or found
changed since then, as the history has it.`,
  effect: "reads",
  flags: {
    since: flag.date("Since this day (default: yesterday)", { looksBack: true }),
    ...outputFlags,
  },
  examples: ["pdqb report day", "pdqb report day --since 2026-11-01 --output week.html"],
  async run(context, { flags }) {
    const { ports, connected, progress } = context;
    const profile = await connected();
    const today = await context.today();
    const since = flags.since ?? addDays(today, -1);
    await freshLedger(context, profile);
    const changes = await progress.during("Reading the history", () =>
      readChanges(ports, {
        ...{ since, today },
        start: dayStart(since, profile.quickbooks.timeZone).toISOString(),
      }),
    );
    const document = {
      title: `Changes since ${since}`,
      facts: documentFacts(context, profile),
      parts: dayParts(changes),
    };
    await showReport(context, document, flags, { report: "day", since });
  },
});

export const verbs = [reportMonth, reportDebtors, reportDay];

import { flag } from "../../cli/command.ts";
import { addDays, dayStart } from "../../domain/calendar-date.ts";
import { readChanges } from "../../usecases/reports/changes.ts";
import { defineCommand } from "../context.ts";
import { documentFacts } from "../details/output-file.ts";
import { freshLedger } from "../details/read-fresh.ts";
import { dayParts } from "../views/report-day.ts";
import { outputFlags, showReport } from "./show-report.ts";

export const reportDay = defineCommand({
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

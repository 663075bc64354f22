/** The figures of a month beside its check: what became of its invoices, who owes, what is not billed, runs, and what was cancelled. */
import { addDays, type CalendarDate, dayStart } from "../../domain/calendar-date.ts";
import { type Unbilled, unbilledBy } from "../../domain/check/bridge.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import type { CheckResult } from "../check/check-types.ts";
import { ageInvoices } from "../invoices/age-invoices.ts";
import { type MonthSums, monthSums } from "./month-sums.ts";
import { type NumberedRow, numbered } from "./numbered-rows.ts";

type MonthPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

export type MonthFigures = {
  /** The month, and the one before it, each at its own end. */
  months: MonthSums[];
  asOf: CalendarDate;
  aging: Awaited<ReturnType<typeof ageInvoices>>;
  unbilled: (Unbilled & { owner: string; pipeline: string })[];
  runs: { run: Run; rows: RunRow[] }[];
  /** Voids and deletions. */
  ended: NumberedRow[];
};

type MonthInput = {
  check: CheckResult;
  today: CalendarDate;
  timeZone: string | null;
  pipedriveCompany: string;
};

/** Throws connection, unavailable. The ledger has to be fresh. */
export async function monthFigures(ports: MonthPorts, input: MonthInput): Promise<MonthFigures> {
  const { check, today } = input;
  const { period } = check;
  const isPast = period.until < today;
  const asOf = isPast ? period.until : today;
  const months = await monthSums(ports, check.known, {
    ...{ period, asOf, pipedriveCompany: input.pipedriveCompany },
  });
  const aging = await ageInvoices(ports, { asOf, by: "customer", wholeCompany: false, isPast });
  const { ledger } = ports;
  const span = [period.since, addDays(period.until, 1)].map((day) =>
    dayStart(day, input.timeZone).toISOString(),
  );
  const [since = "", end = ""] = span;
  const isWithin = (at: string) => at >= since && at < end;
  const history = await ledger.history({ since, limit: Number.MAX_SAFE_INTEGER });
  const runs = (await ledger.runs()).filter(
    ({ createdAt, applied }) => isWithin(createdAt) || (applied !== null && isWithin(applied.at)),
  );
  return {
    ...{ months, asOf, aging },
    unbilled: await named(ports, unbilledBy(check.checked)),
    runs: await Promise.all(
      runs.map(async (run) => ({ run, rows: await ledger.runRows(run.name) })),
    ),
    ended: numbered(
      history.filter(({ action, at }) => ENDINGS.includes(action) && isWithin(at)).reverse(),
      check.known,
    ),
  };
}

/** As the history calls them. */
const ENDINGS = ["void invoice", "delete invoice"];

async function named(
  { pipedrive }: MonthPorts,
  rows: Unbilled[],
): Promise<MonthFigures["unbilled"]> {
  if (rows.length === 0) return [];
  const [owners, pipelines] = await Promise.all([pipedrive.owners(), pipedrive.pipelines()]);
  const nameIn = (all: typeof owners, id: number | null) =>
    all.find((one) => one.id === id)?.name ?? (id === null ? "" : `id ${id}`);
  return rows.map((row) => ({
    ...row,
    owner: nameIn(owners, row.ownerId),
    pipeline: nameIn(pipelines, row.pipelineId),
  }));
}

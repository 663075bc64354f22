/** A run as JSON and as a table. */

import type { Paint } from "../../cli/paint.ts";
import { counted } from "../../domain/counted.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText, type Decimal, decimal, ZERO } from "../../domain/money/money.ts";
import { amountOf } from "../../domain/run/limits.ts";
import { type Missing, missingOf } from "../../domain/run/needs.ts";
import {
  isBilledByRun,
  listedRows,
  ROW_STATES,
  type Run,
  type RunRow,
  type Who,
} from "../../domain/run/run.ts";
import type { Pipedrive } from "../../ports/pipedrive.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";

type Calls = { quickbooks: number; quickbooks_metered: number; pipedrive_tokens: number };

/** What the services were asked for by this command. */
export async function callsOf({
  quickbooks,
  pipedrive,
}: {
  quickbooks: Pick<QuickBooks, "usage">;
  pipedrive: Pick<Pipedrive, "tokensSpent">;
}): Promise<Calls> {
  const { calls, metered } = await quickbooks.usage();
  const tokens = await pipedrive.tokensSpent();
  return { quickbooks: calls, quickbooks_metered: metered, pipedrive_tokens: tokens };
}

/** By currency; a deal that could not be planned has no amount. */
export type RunTotals = { currency: string; ready: Decimal; created: Decimal; problem: Decimal };

export function totalsOf(rows: readonly RunRow[]): RunTotals[] {
  const sums = new Map<string, RunTotals>();
  for (const row of rows) {
    const amount = amountIn(row);
    if (amount === null) continue;
    const before = sums.get(row.currency) ?? {
      currency: row.currency,
      ready: ZERO,
      created: ZERO,
      problem: ZERO,
    };
    const kind = isBilledByRun(row)
      ? "created"
      : row.state === "ready"
        ? "ready"
        : row.state === "problem" || row.state === "changed" || row.state === "failed"
          ? "problem"
          : undefined;
    sums.set(row.currency, kind ? { ...before, [kind]: before[kind].plus(amount) } : before);
  }
  return [...sums.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1));
}

export function countsOf(rows: readonly RunRow[]): Record<RunRow["state"] | "all", number> {
  const counts = Object.fromEntries(ROW_STATES.map((state) => [state, 0]));
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return { all: rows.length, ...counts } as Record<RunRow["state"] | "all", number>;
}

/** Deals that were selected and need no invoice of this run. */
export function leftOutText(run: Run, rows: readonly RunRow[]): string {
  const billed = rows.length - listedRows(run, rows).length;
  return [
    ...(billed > 0 ? [`${counted(billed, "deal")} billed already`] : []),
    ...(run.leftOut > 0 ? [`${counted(run.leftOut, "deal")} not won`] : []),
  ].join(", ");
}

/** What was booked, else what is planned; null where the deal could not be planned. */
export const amountIn = (row: RunRow): Decimal | null =>
  isBilledByRun(row) && row.invoice ? decimal(row.invoice.total) : amountOf(row);

const whoJson = (done: { by: Who; at: string } | null) =>
  done && { user: done.by.name, email: done.by.pipedrive, system: done.by.system, at: done.at };

export function runHead(run: Run, rows: readonly RunRow[]) {
  return {
    name: run.name,
    state: run.state,
    digest: run.digest,
    date: run.date,
    planned_by: whoJson(run.planned),
    approved_by: run.approved && { ...whoJson(run.approved), reason: run.approved.reason },
    applied_by: whoJson(run.applied),
    counts: countsOf(rows),
    left_out: run.leftOut,
    totals: totalsOf(rows).map(({ currency, ready, created, problem }) => ({
      currency,
      ready: amountText(ready),
      created: amountText(created),
      problem: amountText(problem),
    })),
  };
}

export const RUN_FIELDS: readonly (keyof ReturnType<typeof runHead>)[] = [
  ...(["name", "state", "digest", "date", "planned_by", "approved_by", "applied_by"] as const),
  ...(["counts", "left_out", "totals"] as const),
];

export function rowJson(row: RunRow) {
  return {
    deal: { id: row.dealId, title: row.title },
    state: row.state,
    part: row.part,
    due_since: row.dueSince,
    customer: row.customer,
    total: textOrNull(amountIn(row)),
    currency: row.currency,
    date: row.date,
    due_date: row.dueDate,
    plan: row.digest === null ? null : { digest: row.digest, totals: row.totals },
    invoice: row.invoice,
    problems: row.problems,
    warnings: row.warnings,
    error: row.error,
  };
}

export const ROW_FIELDS: readonly (keyof ReturnType<typeof rowJson>)[] = [
  ...(["deal", "state", "part", "due_since", "customer", "total", "currency"] as const),
  ...(["date", "due_date", "plan", "invoice", "problems", "warnings", "error"] as const),
];

export const missingJson = (rows: readonly RunRow[]) =>
  missingOf(rows).map(({ code, what, deals, next }) => ({ code, what, deals, next }));

/** The JSON of every command about one run. `calls`: null where no service was asked. */
export function runJson(run: Run, rows: readonly RunRow[], calls: Calls | null) {
  return {
    run: runHead(run, rows),
    deals: listedRows(run, rows).map(rowJson),
    missing: missingJson(rows),
    calls,
  };
}

export const invoiceOf = ({ invoice }: RunRow) => (invoice ? invoiceName(invoice) : "");

/** Why it is not simply ready or made. */
export function whatOf({ error, problems, warnings, dueSince, state }: RunRow): string {
  if (state === "late") return `due ${dueSince}; planned with --late`;
  const [first] = error ? [error] : problems.length > 0 ? problems : warnings;
  return first?.message ?? "";
}

export const stateText = (state: string) => state.replace("_", " ");

export function painted(state: RunRow["state"], paint: Paint): string {
  if (state === "ready" || state === "created" || state === "sent") return paint.green(state);
  if (state === "problem" || state === "failed" || state === "in_doubt")
    return paint.red(stateText(state));
  return state === "changed" ? paint.yellow(state) : paint.dim(state);
}

const textOrNull = (amount: Decimal | null) => (amount === null ? null : amountText(amount));

const NAMES: Record<string, string> = {
  unlinked_item: "No item",
  inactive_item: "Inactive item",
  category_item: "The item is a category",
  unlinked_tax: "No tax code",
  several_tax_codes: "Several tax codes",
  unlinked_customer: "No customer",
  inactive_customer: "Inactive customer",
  missing_rate: "No exchange rate",
};

/** What it is that is missing, in words. */
export function missingName({ code, what }: Missing): string {
  const name = NAMES[code];
  return name === undefined ? what : `${name}: ${what}`;
}

export function dealsText(deals: number[]): string {
  const [only, ...more] = deals;
  return more.length === 0 ? `(deal ${only})` : `(${counted(deals.length, "deal")})`;
}

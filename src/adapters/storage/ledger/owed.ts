/** What is owed, added up by the engine: a ledger of 100,000 invoices is not read row by row for a few sums. */
import { addDays, type CalendarDate } from "../../../domain/calendar-date.ts";
import {
  AGING_BUCKETS,
  type AgedBy,
  type AgingBucket,
  type AgingSums,
} from "../../../domain/invoice/aging-sums.ts";
import { BUCKET_DAYS } from "../../../domain/invoice/invoice-aging.ts";
import { REFRESHED } from "../../../domain/ledger/ledger.ts";
import { type Decimal, decimal } from "../../../domain/money/money.ts";
import type { OverdueSum } from "../../../ports.ts";
import { cursorOf, knownSince, UNPAID } from "./known-invoices.ts";
import type { Tables } from "./tables.ts";
import { type Row, together, type Work } from "./work.ts";

/** Of the deal with the lowest id. The plus keeps SQLite from walking all links in the order of deals, for each invoice. */
const ofLink = (column: string) => `(select ${column} from invoice_links l
  where l.environment = invoices.environment and l.pipedrive_company = invoices.pipedrive_company
  and l.realm = invoices.realm and l.invoice_id = invoices.id order by +deal_id limit 1)`;

const GROUPS: Record<AgedBy, { id: string; name: string }> = {
  customer: { id: "customer_id", name: "max(customer_name)" },
  owner: { id: ofLink("owner_id"), name: "''" },
  pipeline: { id: ofLink("pipeline_id"), name: "''" },
};

/** One without a due date is due on its own day. */
const DUE = "coalesce(due_date, date)";

/** Dates are checked by their type: none of them can be anything but digits and dashes. */
function isIn(bucket: AgingBucket, asOf: CalendarDate): string {
  const { from, to } = BUCKET_DAYS[bucket];
  const bounds = [
    to === null ? "" : `${DUE} >= '${addDays(asOf, -to)}'`,
    from === null ? "" : `${DUE} <= '${addDays(asOf, -from)}'`,
  ];
  return bounds.filter((bound) => bound !== "").join(" and ");
}

export function* owedSums(
  tables: Tables,
  { asOf, by }: { asOf: CalendarDate; by: AgedBy },
): Work<AgingSums[]> {
  const { id, name } = GROUPS[by];
  const sums = AGING_BUCKETS.map(
    (bucket) => `${tables.dialect.sumOf("balance", isIn(bucket, asOf))} as ${bucket}`,
  );
  const what = `${id} as group_id, ${name} as group_name, currency, min(refreshed_at) as refreshed_at, ${sums.join(", ")}`;
  const more = `and ${UNPAID} and date <= ? group by currency, ${by === "customer" ? id : "group_id"}`;
  const [refreshed = "", rows] = yield* together(
    cursorOf(tables, REFRESHED),
    tables.rows("invoices", more, [asOf], what),
  );
  return rows.map((row) => ({
    group: {
      id: row["group_id"] === null ? "" : String(row["group_id"]),
      name: String(row["group_name"]),
    },
    currency: String(row["currency"]),
    buckets: Object.fromEntries(
      AGING_BUCKETS.map((bucket) => [bucket, amountOf(row, bucket)]),
    ) as AgingSums["buckets"],
    oldest: knownSince(row, refreshed),
  }));
}

export function* overdueSums(tables: Tables, today: CalendarDate): Work<OverdueSum[]> {
  const sum = tables.dialect.sumOf("balance", "1 = 1");
  const more = `and ${UNPAID} and due_date < ? group by currency`;
  const what = `currency, count(*) as total, ${sum} as amount`;
  const rows = yield* tables.rows("invoices", more, [today], what);
  return rows.map((row) => ({
    currency: String(row["currency"]),
    invoices: Number(row["total"]),
    amount: amountOf(row, "amount"),
  }));
}

const amountOf = (row: Row, column: string): Decimal => decimal(String(row[column]));

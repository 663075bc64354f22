/** What customers owed at the end of a day, by its age, in the company's own currency (docs/quickbooks.md 18). */
import type { Decimal } from "decimal.js";
import { type Books, type EntityRow, table } from "../books.ts";
import { homeCurrency } from "../company.ts";
import { refusal } from "../fault.ts";
import { settlingsOf } from "../sales/settling.ts";
import { pacificTime, serverDate } from "../times.ts";
import {
  amountAt,
  cents,
  decimalAt,
  type JsonObject,
  refAt,
  sum,
  textAt,
  ZERO,
} from "../values.ts";

const COLUMNS = ["Current", "1 - 30", "31 - 60", "61 - 90", "91 and over", "Total"];
const TOTAL = COLUMNS.length - 1;

/** What is open of one transaction, in the company's own currency; negative for money that belongs to the customer. */
type Open = { customer: string; amount: Decimal; since: string };

export function agedReceivables(books: Books, query: URLSearchParams): JsonObject {
  const today = serverDate(books.now);
  const day = query.get("report_date") ?? today;
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw invalid("report_date", day);
  const method = query.get("aging_method") ?? "Report_Date";
  if (method !== "Report_Date" && method !== "Current") throw invalid("aging_method", method);
  const wanted = query.get("customer")?.split(",");
  const agedAt = method === "Current" ? today : day;
  const amounts = new Map<string, Decimal[]>();
  for (const { customer, amount, since } of openAt(books, day)) {
    if (wanted && !wanted.includes(customer)) continue;
    const row = amounts.get(customer) ?? COLUMNS.map(() => ZERO);
    for (const column of [columnOf(since, agedAt), TOTAL])
      row[column] = (row[column] ?? ZERO).plus(amount);
    amounts.set(customer, row);
  }
  for (const [customer, row] of amounts)
    if (row.every((amount) => amount.isZero())) amounts.delete(customer);
  return {
    Header: {
      ReportName: "AgedReceivables",
      ...(wanted && { Customer: wanted.join(",") }),
      Option: [
        { Name: "report_date", Value: day },
        { Name: "NoReportData", Value: String(amounts.size === 0) },
      ],
      Currency: homeCurrency(books),
      Time: pacificTime(books.now),
    },
    Columns: {
      Column: [
        { ColTitle: "", ColType: "Customer" },
        ...COLUMNS.map((ColTitle) => ({ ColTitle, ColType: "Money" })),
      ],
    },
    Rows: amounts.size === 0 ? {} : { Row: [...rowsOf(books, amounts), grandTotal(amounts)] },
  };
}

function invalid(name: string, value: string) {
  return refusal("4000", `Invalid value for ${name}: ${value}`);
}

/** Of transactions that the books had at the end of the day; what settled them later counts as open. */
function openAt(books: Books, day: string): Open[] {
  const until = (entity: "Invoice" | "CreditMemo" | "Payment") =>
    table(books, entity)
      .all()
      .filter(({ wire }) => dateOf(wire) <= day);
  const payments = until("Payment");
  const isPaymentThen = new Set(payments.map(({ id }) => id));
  const given = new Map<string, Decimal>();
  const leftOf = (row: EntityRow, sign: 1 | -1) => {
    const settled = settlingsOf(row).filter(({ id }) => isPaymentThen.has(id));
    for (const { id, amount } of settled)
      given.set(id, (given.get(id) ?? ZERO).plus(amount.times(sign)));
    const whole = amountAt(row.wire, "TotalAmt").minus(amountAt(row.wire, "Deposit"));
    return whole.minus(sum(settled.map(({ amount }) => amount))).times(sign);
  };
  return [
    ...until("Invoice").map((row) => openOf(row, leftOf(row, 1), textAt(row.wire, "DueDate"))),
    ...until("CreditMemo").map((row) => openOf(row, leftOf(row, -1))),
    ...payments.map((row) => {
      const left = amountAt(row.wire, "TotalAmt").minus(given.get(row.id) ?? ZERO);
      return openOf(row, left.negated());
    }),
  ].filter(({ amount }) => !amount.isZero());
}

const dateOf = (wire: JsonObject) => textAt(wire, "TxnDate") ?? "";

function openOf({ wire }: EntityRow, amount: Decimal, due = dateOf(wire)): Open {
  const rate = decimalAt(wire, "ExchangeRate");
  return {
    customer: refAt(wire, "CustomerRef") ?? "",
    amount: rate === undefined ? amount : cents(amount.times(rate)),
    since: due,
  };
}

function columnOf(since: string, day: string): number {
  const days = Math.round((Date.parse(day) - Date.parse(since)) / 86_400_000);
  if (days <= 0) return 0;
  return Math.min(4, Math.ceil(days / 30));
}

/** By name; sub-customers in the section of their customer. */
function rowsOf(books: Books, amounts: Map<string, Decimal[]>): JsonObject[] {
  const customers = table(books, "Customer").all();
  const name = (id: string) =>
    textAt(customers.find((row) => row.id === id)?.wire ?? {}, "DisplayName") ?? id;
  const childrenOf = (parent: string | undefined) =>
    customers
      .filter(({ wire }) => refAt(wire, "ParentRef") === parent)
      .sort((one, other) => name(one.id).localeCompare(name(other.id)));
  const own = (id: string) => [{ value: name(id), id }, ...cellsOf(amounts.get(id))];
  const branch = (id: string): { rows: JsonObject[]; sums: Decimal[] } => {
    const inner = childrenOf(id).map((row) => branch(row.id));
    const rows = inner.flatMap((one) => one.rows);
    const all = [amounts.get(id) ?? [], ...inner.map(({ sums }) => sums)];
    const sums = COLUMNS.map((_title, column) => sum(all.map((row) => row[column] ?? ZERO)));
    if (rows.length === 0) return { rows: amounts.has(id) ? [{ ColData: own(id) }] : [], sums };
    const section = {
      Header: { ColData: own(id) },
      Rows: { Row: rows },
      Summary: { ColData: [{ value: `Total ${name(id)}` }, ...cellsOf(sums)] },
      type: "Section",
    };
    return { rows: [section], sums };
  };
  return childrenOf(undefined).flatMap(({ id }) => branch(id).rows);
}

const cellsOf = (row: Decimal[] | undefined, zero = "") =>
  COLUMNS.map((_title, column) => {
    const amount = row?.[column] ?? ZERO;
    return { value: amount.isZero() ? zero : amount.toFixed(2) };
  });

function grandTotal(amounts: Map<string, Decimal[]>): JsonObject {
  const sums = COLUMNS.map((_title, column) =>
    sum([...amounts.values()].map((row) => row[column] ?? ZERO)),
  );
  return {
    Summary: { ColData: [{ value: "TOTAL" }, ...cellsOf(sums, "0.00")] },
    type: "Section",
    group: "GrandTotal",
  };
}

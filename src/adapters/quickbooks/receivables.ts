/** What settles invoices: payments and credit memos; and QuickBooks' own report of what is owed (docs/quickbooks.md 6 and 18). */
import * as v from "valibot";
import { type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import type { CreditMemo, Payment } from "../../domain/invoice/invoice.ts";
import { type Decimal, ZERO } from "../../domain/money/money.ts";
import type { AgedReceivables, QuickBooks } from "../../ports.ts";
import type { Client } from "./client.ts";
import { checkedId, chunks, idList, quoted } from "./query-words.ts";
import {
  amount,
  id,
  maybeAmount,
  onlyAsked,
  parse,
  readableRows,
  reference,
  text,
} from "./wire.ts";

export type Receivables = Pick<
  QuickBooks,
  "payments" | "paymentsAfter" | "creditMemos" | "agedReceivables"
>;

const PAGE_SIZE = 1000;
/** A million rows; a service that never ends its pages is stopped here. */
const PAGES_MAX = 1000;

export function receivables(client: Client): Receivables {
  async function all<T>(
    list: "Payments" | "CreditMemos",
    condition: string,
    read: (row: unknown) => T,
  ): Promise<T[]> {
    const result: T[] = [];
    for (let page = 0; page < PAGES_MAX; page++) {
      const start = 1 + page * PAGE_SIZE;
      const where = `${condition} orderby Id startposition ${start} maxresults ${PAGE_SIZE}`;
      const rows = await client.query(list, where.trim());
      result.push(...rows.map(read));
      if (rows.length < PAGE_SIZE) return result;
    }
    throw new Error(`QuickBooks gave ${PAGES_MAX} full pages of ${list}.`);
  }

  return {
    async payments(ids) {
      const found: Payment[] = [];
      for (const chunk of chunks(ids.map(checkedId)))
        found.push(
          ...readableRows(
            await client.query("Payments", `where Id in (${idList(chunk)})`),
            toPayment,
            client,
          ),
        );
      return onlyAsked(found, ids, ({ id }) => id);
    },
    paymentsAfter: (day) =>
      all("Payments", day === null ? "" : `where TxnDate > ${quoted(day)}`, toPayment),
    creditMemos: () => all("CreditMemos", "", toCreditMemo),
    agedReceivables: (day) =>
      client.read(
        (sdk, done) =>
          sdk.reportAgedReceivables({ report_date: day, aging_method: "Report_Date" }, done),
        toAgedReceivables,
      ),
  };
}

const name = v.nullish(v.object({ value: v.string(), name: text }));
const customerOf = (reference: v.InferOutput<typeof name>) => ({
  id: reference?.value ?? "",
  name: reference?.name ?? "",
});
const dayOf = (text: string | null): CalendarDate | null => parseDate(text ?? "") ?? null;

const paymentSchema = v.object({
  Id: id,
  PaymentRefNum: text,
  TxnDate: text,
  CustomerRef: name,
  CurrencyRef: reference,
  TotalAmt: amount,
  UnappliedAmt: maybeAmount,
  Line: v.nullish(
    v.array(
      v.object({
        Amount: maybeAmount,
        LinkedTxn: v.nullish(v.array(v.object({ TxnId: id, TxnType: v.string() })), []),
      }),
    ),
    [],
  ),
});

function toPayment(wire: unknown): Payment {
  const payment = parse(paymentSchema, wire, "a payment");
  const linked = (type: string) =>
    payment.Line.flatMap(({ Amount, LinkedTxn }) =>
      LinkedTxn.filter(({ TxnType }) => TxnType === type).map(({ TxnId }) => ({
        id: TxnId,
        amount: Amount ?? ZERO,
      })),
    );
  return {
    id: payment.Id,
    number: payment.PaymentRefNum,
    date: dayOf(payment.TxnDate),
    customer: customerOf(payment.CustomerRef),
    currency: payment.CurrencyRef?.value ?? "",
    total: payment.TotalAmt,
    unapplied: payment.UnappliedAmt ?? ZERO,
    applied: linked("Invoice").map(({ id, amount }) => ({ invoiceId: id, amount })),
    credits: linked("CreditMemo").map(({ id, amount }) => ({ creditMemoId: id, amount })),
  };
}

const creditMemoSchema = v.object({
  Id: id,
  TxnDate: text,
  CustomerRef: name,
  CurrencyRef: reference,
  TotalAmt: amount,
  RemainingCredit: maybeAmount,
});

function toCreditMemo(wire: unknown): CreditMemo {
  const memo = parse(creditMemoSchema, wire, "a credit memo");
  return {
    id: memo.Id,
    date: dayOf(memo.TxnDate),
    customer: customerOf(memo.CustomerRef),
    currency: memo.CurrencyRef?.value ?? "",
    remaining: memo.RemainingCredit ?? memo.TotalAmt,
  };
}

/** A customer's row, or a section of one with its sub-customers. */
type ReportRow = {
  ColData?: ReportCell[] | null | undefined;
  Header?: { ColData: ReportCell[] } | null | undefined;
  Rows?: { Row: ReportRow[] } | null | undefined;
};
type ReportCell = { value: string | null; id?: string | null | undefined };

const cells = v.array(v.object({ value: text, id: v.nullish(v.string()) }));
const rowSchema: v.GenericSchema<unknown, ReportRow> = v.object({
  ColData: v.nullish(cells),
  Header: v.nullish(v.object({ ColData: cells })),
  Rows: v.nullish(v.object({ Row: v.nullish(v.array(v.lazy(() => rowSchema)), []) })),
});
const reportSchema = v.object({
  Header: v.object({ Currency: text }),
  Columns: v.object({ Column: v.array(v.looseObject({})) }),
  Rows: v.object({ Row: v.nullish(v.array(rowSchema), []) }),
});

/** A customer, five ages, and their sum. */
const COLUMNS = 7;

function toAgedReceivables(body: unknown): AgedReceivables {
  const report = parse(reportSchema, body, "a report");
  const rows = report.Rows.Row.flatMap(customersOf).map((row) => {
    const [head, ...amounts] = row;
    if (row.length !== COLUMNS) parse(v.never(), row, "a report of other columns");
    const [current, days_1_30, days_31_60, days_61_90, over_90, total] = amounts.map(cellAmount);
    return {
      customer: { id: head?.id ?? "", name: head?.value ?? "" },
      buckets: {
        ...{ current: current ?? ZERO, days_1_30: days_1_30 ?? ZERO },
        ...{ days_31_60: days_31_60 ?? ZERO, days_61_90: days_61_90 ?? ZERO },
        over_90: over_90 ?? ZERO,
      },
      total: total ?? ZERO,
    };
  });
  return { currency: report.Header.Currency ?? "", rows };
}

/** The sums of sections and the grand total are left out: they say nothing of a customer. */
function customersOf({ ColData, Header, Rows }: ReportRow): ReportCell[][] {
  const own = [ColData, Header?.ColData].flatMap((row) => (row?.[0]?.id ? [row] : []));
  return [...own, ...(Rows?.Row ?? []).flatMap(customersOf)];
}

function cellAmount({ value }: ReportCell): Decimal {
  return value === null ? ZERO : parse(amount, value, "an amount of a report");
}

/** What one deal is to show in Pipedrive, what it shows already, and so what is left to write. */

import type { CalendarDate } from "../calendar-date.ts";
import type { DealId } from "../ids.ts";
import type { Invoice } from "../invoice/invoice.ts";
import { type DealResults, dealResults, noteHtml, resultValues } from "../invoice/write-back.ts";
import type { WriteBackChoice } from "../invoice/write-back-choice.ts";
import type { KnownInvoice, WrittenBack } from "../ledger/ledger.ts";

export type WriteBackInput = {
  choice: WriteBackChoice;
  today: CalendarDate;
  urlOf: (invoice: Invoice) => string;
};

export type DealWriteBack = {
  dealId: DealId;
  /** In a line for a person. */
  words: string;
  rows: DealResults["rows"];
  /** Field code → value. */
  values: Record<string, unknown>;
  /** Null where no note is chosen. */
  note: string | null;
  row: WrittenBack;
};

const nothingWritten = (dealId: DealId): WrittenBack => ({
  dealId,
  values: {},
  note: null,
  files: [],
  activities: [],
  refused: null,
});

/** A deal whose last invoice was untied shows nothing any more; undefined where it never showed anything. */
export function dealWriteBack(
  dealId: DealId,
  invoices: KnownInvoice[],
  before: WrittenBack | undefined,
  { choice, today, urlOf }: WriteBackInput,
): DealWriteBack | undefined {
  const results = dealResults(invoices, today);
  const row = before ?? nothingWritten(dealId);
  if (results)
    return {
      dealId,
      words: `${results.numbers.join(", ")} ${results.status}`,
      rows: results.rows,
      values: resultValues(results, choice, urlOf),
      note: choice.note ? noteHtml(results.rows, urlOf) : null,
      row,
    };
  if (!before) return undefined;
  const codes = Object.values(choice.fields).map(({ code }) => code);
  return {
    dealId,
    words: "no invoice",
    rows: [],
    values: Object.fromEntries(
      codes.filter((code) => code in row.values).map((code) => [code, null]),
    ),
    note: choice.note && row.note ? noteHtml([], urlOf) : null,
    row,
  };
}

export function isDue(deal: DealWriteBack, choice: WriteBackChoice): boolean {
  if (deal.row.refused === wish(deal)) return false;
  return (
    Object.keys(changedValues(deal)).length > 0 ||
    (deal.note !== null && deal.note !== deal.row.note?.html) ||
    (choice.pdf && missingFiles(deal).length > 0) ||
    (choice.activity && missingActivities(deal).length > 0)
  );
}

/** Values that are not the ones that were written last. */
export function changedValues({ values, row }: DealWriteBack): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([code, value]) => JSON.stringify(value) !== row.values[code]),
  );
}

/** Live invoices whose PDF is not on the deal. */
export const missingFiles = ({ rows, row }: DealWriteBack): Invoice[] =>
  rows
    .filter(({ status }) => status !== "voided" && status !== "deleted")
    .map(({ invoice }) => invoice)
    .filter(({ id }) => !row.files.includes(id));

/** Overdue invoices that have no activity yet. */
export const missingActivities = ({ rows, row }: DealWriteBack): Invoice[] =>
  rows
    .filter(({ status, invoice }) => status === "overdue" && !row.activities.includes(invoice.id))
    .map(({ invoice }) => invoice);

/** What is wanted of a deal, as one text to compare. */
export const wish = ({ values, note }: DealWriteBack) => JSON.stringify([values, note]);

/** Values as people and spreadsheets read them. */

import { moneyWords } from "../domain/money/amount-words.ts";
import { amountText, type CurrencyCode, type Decimal } from "../domain/money/money.ts";
import type { Column } from "./column.ts";
import { clean } from "./text.ts";

export { counted } from "../domain/counted.ts";
export { amountWords as bareAmount, groupedText } from "../domain/money/amount-words.ts";
export { clean, truncate } from "./text.ts";

/** `1,653.15 EUR`, with a currency that came from outside. */
export function money(amount: Decimal, currency: CurrencyCode): string {
  return moneyWords(amount, clean(currency));
}

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
/** What makes a spreadsheet calculate; the wide forms count in some of its languages. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
/** The same behind what spreadsheets of some countries, or a person at the import, split a line at. */
const INNER_FORMULA = /([;|]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A clean cell that a spreadsheet never takes for a formula. Plain numbers such as -5.00 stay what they are. */
export function safeCell(text: string): string {
  const startsWithBreak = /^[\t\r]/.test(text);
  const cell = clean(text);
  if (PLAIN_NUMBER.test(cell)) return cell;
  const inner = cell.replace(INNER_FORMULA, "$1'");
  return startsWithBreak || FORMULA.test(cell) ? `'${inner}` : inner;
}

/** A cell of a CSV file (RFC 4180). */
export function csvCell(text: string): string {
  const cell = safeCell(text);
  return /[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** An amount: plain in pipes and files, where its currency has a column, and as `shown` on a screen; nothing where there is none. */
export function amountColumn<T>(
  { key, title, ...more }: Omit<Column<T>, "value" | "terminal" | "align">,
  amountOf: (row: T) => Decimal | null,
  shown: (amount: Decimal, row: T) => string,
): Column<T> {
  const cell = (row: T, text: (amount: Decimal, row: T) => string) => {
    const amount = amountOf(row);
    return amount === null ? "" : text(amount, row);
  };
  return {
    ...{ key, title, align: "right" },
    value: (row) => cell(row, amountText),
    terminal: (row) => cell(row, shown),
    ...more,
  };
}

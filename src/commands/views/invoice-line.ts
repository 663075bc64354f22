/** The lines of an invoice, planned or booked, and the sums below them. */
import { clean, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { groupedText } from "../../domain/money/amount-words.ts";
import {
  amountText,
  type CurrencyCode,
  type Decimal,
  plainText,
} from "../../domain/money/money.ts";

export type ShownLine = {
  position: number;
  text: string;
  quantity: Decimal | null;
  unitPrice: Decimal | null;
  /** Null for a line of text alone. */
  amount: Decimal | null;
  currency: CurrencyCode;
  /** What the amount is with tax, where the customer's price holds it. */
  gross?: Decimal | null;
};

/** Its first line of text with what it comes to, the rest of the text below: `  2. Website care  4 × 95.00 = 380.00 EUR` */
export function invoiceLineText(line: ShownLine, paint: Paint): string[] {
  const [title = "", ...more] = line.text.split("\n");
  return [
    `  ${line.position}. ${clean(title)}${itsAmounts(line)}`,
    ...more.map((text) => paint.dim(`     ${clean(text)}`)),
  ];
}

function itsAmounts({ quantity, unitPrice, amount, currency, gross = null }: ShownLine): string {
  if (amount === null) return "";
  const price = unitPrice === null ? "" : ` × ${groupedText(amountText(unitPrice))}`;
  const product = quantity === null ? "" : `${groupedText(plainText(quantity))}${price} = `;
  const withTax = gross === null ? "" : ` (${money(gross, currency)} with tax)`;
  return `  ${product}${money(amount, currency)}${withTax}`;
}

/** A line of the sums below the lines of an invoice. */
export function sumLine(name: string, value: string): string {
  return `  ${name.padEnd(10)}${value.padStart(24)}`;
}

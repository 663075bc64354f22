/** Amounts as people read them, in every list, message and document. JSON, CSV, pipes and the wire have `amountText` instead. */
import { amountText, type CurrencyCode, type Decimal, minorUnits } from "./money.ts";

/** `1,653.15 EUR`. Shows every digit that the amount has: an amount is rounded where it is worked out, never here. */
export function moneyWords(amount: Decimal, currency: CurrencyCode): string {
  return `${amountWords(amount, currency)} ${currency}`;
}

/** `1,653.15`, where its currency stands beside it. */
export function amountWords(amount: Decimal, currency: CurrencyCode): string {
  return groupedText(amount.toFixed(Math.max(amount.decimalPlaces(), minorUnits(currency))));
}

/** Decimal text with its thousands parted: `1,653.15` of `1653.15`. */
export function groupedText(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1,653.15`, where no currency is at hand. */
export const bareWords = (amount: Decimal): string => groupedText(amountText(amount));

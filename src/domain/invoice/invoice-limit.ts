/** How large an invoice may be outside an approved run: the setting `limit.invoice`, such as `10000 EUR, 12000 USD`. */
import { moneyWords } from "../money/amount-words.ts";
import { type CurrencyCode, type Decimal, decimal } from "../money/money.ts";

type InvoiceLimit = { amount: Decimal; currency: CurrencyCode };

/** Undefined for a text that is not amounts with their currencies. Empty: there is no limit. */
export function invoiceLimits(text: string): InvoiceLimit[] | undefined {
  if (text.trim() === "") return [];
  const limits = text.split(",").map((part) => /^\s*(\d+(?:\.\d+)?) ([A-Z]{3})\s*$/.exec(part));
  const found = limits.flatMap((match) =>
    match ? [{ amount: decimal(match[1] ?? "0"), currency: match[2] ?? "" }] : [],
  );
  return found.length === limits.length ? found : undefined;
}

/** Why an invoice of this amount needs an approved run; undefined where it does not. */
export function overLimit(
  setting: string,
  { amount, currency }: { amount: Decimal; currency: CurrencyCode },
): string | undefined {
  const limit = invoiceLimits(setting)?.find((one) => one.currency === currency);
  if (!limit || amount.lte(limit.amount)) return undefined;
  return `The invoice comes to ${moneyWords(amount, currency)}. The setting limit.invoice allows ${moneyWords(limit.amount, currency)} outside an approved run.`;
}

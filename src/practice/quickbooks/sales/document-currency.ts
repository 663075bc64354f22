/** The currency of a transaction and its exchange rate (docs/quickbooks.md 4.5). */
import { Decimal } from "decimal.js";
import type { Books, EntityRow } from "../books.ts";
import { homeCurrency, isCurrencyCode, isMulticurrency } from "../company.ts";
import { rateOn } from "../exchange-rates.ts";
import { badValue, business, missing } from "../fault.ts";
import { type JsonObject, refAt } from "../json.ts";

/** No unit of money is worth nothing, or less. */
export function positiveRate(rate: number): Decimal {
  if (rate > 0) return new Decimal(rate);
  throw business("The exchange rate must be greater than zero.", "ExchangeRate");
}

/** docs/quickbooks.md 4.5: the currency is the customer's; a rate that is not sent is 1, not the day's. */
export function currencyOf(
  books: Books,
  members: JsonObject,
  customer: EntityRow,
  date: string,
): { currency: string; rate: Decimal | undefined } {
  const home = homeCurrency(books);
  const own = refAt(customer.wire, "CurrencyRef") ?? home;
  let sent = refAt(members, "CurrencyRef");
  if (sent !== undefined && !isCurrencyCode(sent)) {
    if (books.settings("quickbooks.unknown_currency") !== "home") {
      throw badValue("2220", "Currency Type", "CurrencyRef", sent);
    }
    sent = home;
  }
  if (!isMulticurrency(books)) {
    if (sent === undefined || sent === home) return { currency: home, rate: undefined };
    throw business("Multicurrency is not enabled, so only the home currency can be used.");
  }
  if (sent === undefined && books.settings("quickbooks.missing_currency") === "2020") {
    throw missing("CurrencyRef");
  }
  const currency = sent ?? own;
  if (currency !== own) {
    throw business("The transaction needs to be in the same currency as the A/R account it uses.");
  }
  const rate = members["ExchangeRate"];
  if (currency === home) return { currency, rate: new Decimal(1) };
  if (typeof rate === "number") return { currency, rate: positiveRate(rate) };
  const isDay = books.settings("quickbooks.missing_rate") === "day";
  return { currency, rate: isDay ? rateOn(books, currency, date) : new Decimal(1) };
}

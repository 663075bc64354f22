/** Exchange rates: home units for one unit of the source (docs/quickbooks.md 4.5, 11). One made-up rate a day, and what a company stored itself. */
import { Decimal } from "decimal.js";
import { type Books, type EntityRow, insert, replace, table } from "./books.ts";
import { homeCurrency, isCurrencyCode, isMulticurrency } from "./company.ts";
import { badValue, business, missing, otherCurrency, refusal } from "./fault.ts";
import { addDays, isDate, serverDate } from "./times.ts";
import { compact, type JsonObject, refAt, textAt } from "./values.ts";

/** Euros for one unit, about as in 2026. */
const IN_EUROS: Record<string, string> = {
  ...{ EUR: "1", USD: "0.8624", GBP: "1.1487", SEK: "0.0913", NOK: "0.0856", DKK: "0.1339" },
  CHF: "1.0702",
};

export function rateOn(books: Books, code: string, date: string): Decimal {
  const home = homeCurrency(books);
  if (code === home) return new Decimal(1);
  const stored = table(books, "ExchangeRate").get(`${code}@${date}`);
  if (stored) return new Decimal(Number(stored.wire["Rate"]));
  const euros = new Decimal(IN_EUROS[code] ?? "0.5").dividedBy(IN_EUROS[home] ?? "1");
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  // A rate that never moves would hide a client that asks for the wrong day.
  const drift = new Decimal((day * 7) % 41).minus(20).dividedBy(10_000);
  return euros.times(drift.plus(1)).toDecimalPlaces(6);
}

/** No unit of money is worth nothing, or less. */
export function positiveRate(rate: number): Decimal {
  if (rate > 0) return new Decimal(rate);
  throw business("The exchange rate must be greater than zero.", "ExchangeRate");
}

function exchangeRate(books: Books, code: string, date: string): JsonObject {
  return compact({
    SourceCurrencyCode: code,
    TargetCurrencyCode: homeCurrency(books),
    Rate: rateOn(books, code, date).toNumber(),
    AsOfDate: date,
    domain: "QBO",
    sparse: false,
    SyncToken: "0",
    MetaData: { LastUpdatedTime: `${addDays(date, 0)}T00:00:00-08:00` },
  });
}

/** docs/quickbooks.md 4.5: the currency is the customer's; a rate that is not sent is 1, not the day's. */
export function transactionCurrency(
  books: Books,
  members: JsonObject,
  customer: EntityRow,
  date: string,
): { currency: string; rate: Decimal | undefined } {
  const home = homeCurrency(books);
  const own = refAt(customer.wire, "CurrencyRef") ?? home;
  let sent = refAt(members, "CurrencyRef");
  if (sent !== undefined && !isCurrencyCode(sent)) {
    if (books.settings("unknown_currency") !== "home") throw badValue("2220", "CurrencyRef", sent);
    sent = home;
  }
  if (!isMulticurrency(books)) {
    if (sent === undefined || sent === home) return { currency: home, rate: undefined };
    throw business("Multicurrency is not enabled, so only the home currency can be used.");
  }
  if (sent === undefined && books.settings("missing_currency") === "2020")
    throw missing("CurrencyRef");
  const currency = sent ?? own;
  if (currency !== own) throw otherCurrency();
  const rate = members["ExchangeRate"];
  if (currency === home) return { currency, rate: new Decimal(1) };
  if (typeof rate === "number") return { currency, rate: positiveRate(rate) };
  const isDay = books.settings("missing_rate") === "day";
  return { currency, rate: isDay ? rateOn(books, currency, date) : new Decimal(1) };
}

export function readExchangeRate(books: Books, query: URLSearchParams): JsonObject {
  requireMulticurrency(books);
  const code = query.get("sourcecurrencycode");
  if (!code) throw missing("sourcecurrencycode");
  if (!isCurrencyCode(code)) throw badValue("2220", "sourcecurrencycode", code);
  const date = query.get("asofdate") || serverDate(books.now);
  if (!isDate(date)) throw badValue("2060", "asofdate", date);
  return exchangeRate(books, code, date);
}

export function storeExchangeRate(books: Books, members: JsonObject): EntityRow {
  requireMulticurrency(books);
  const code = textAt(members, "SourceCurrencyCode");
  const date = textAt(members, "AsOfDate");
  const rate = members["Rate"];
  if (!code) throw missing("SourceCurrencyCode");
  if (!isCurrencyCode(code)) throw badValue("2220", "SourceCurrencyCode", code);
  if (!date) throw missing("AsOfDate");
  if (typeof rate !== "number" || rate <= 0) throw missing("Rate");
  const row = table(books, "ExchangeRate").get(`${code}@${date}`);
  const wire = { SourceCurrencyCode: code, AsOfDate: date, Rate: rate };
  if (row) replace(books, row, wire);
  else insert(books, "ExchangeRate", wire, { id: `${code}@${date}` });
  return rateRow(books, code, date);
}

const rateRow = (books: Books, code: string, date: string): EntityRow => ({
  ...{ id: `${code}@${date}`, entity: "ExchangeRate", wire: exchangeRate(books, code, date) },
  ...{ created: 0, updated: 0 },
});

/** Rates are not kept by day: rows for the currencies of the company, or those named, on a day or today. */
export function rateRows(
  books: Books,
  {
    codes = table(books, "CompanyCurrency")
      .all()
      .map((row) => String(row.wire["Code"])),
    date = serverDate(books.now),
  }: { codes?: string[] | undefined; date?: string | undefined },
): EntityRow[] {
  return codes.filter(isCurrencyCode).map((code) => rateRow(books, code, date));
}

function requireMulticurrency(books: Books): void {
  if (isMulticurrency(books)) return;
  throw refusal("5030", "Multicurrency is not enabled for this company.");
}

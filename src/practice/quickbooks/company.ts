/** What the company's preferences say, with the named settings over them, and how answers show these and any other entity. */
import { type Books, companyTable, type EntityName, type EntityRow, table } from "./books.ts";
import { notFound, refusal } from "./fault.ts";
import { compact, isObject, type JsonObject, objectAt, pick, refAt, textAt } from "./values.ts";

export function realmOf(books: Pick<Books, "state">): string {
  return companyTable(books).get("company")?.realm ?? "";
}

export function companyInfo(books: Books): JsonObject {
  return table(books, "CompanyInfo").get("1")?.wire ?? {};
}

/** Preferences as answers show them. */
export function preferences(books: Books): JsonObject {
  const stored = table(books, "Preferences").get("1")?.wire ?? {};
  const close = books.settings("book_close_date");
  const numbers = books.settings("custom_txn_numbers");
  const tax = books.settings("us_tax");
  const accounting = { ...objectAt(stored, "AccountingInfoPrefs") };
  if (close !== "company") delete accounting["BookCloseDate"];
  if (/^\d/.test(close)) accounting["BookCloseDate"] = close;
  const forms = { ...objectAt(stored, "SalesFormsPrefs") };
  if (numbers !== "company") forms["CustomTxnNumbers"] = numbers === "on";
  const credits = books.settings("auto_apply_credits");
  if (credits !== "company") forms["AutoApplyCredit"] = credits === "on";
  const taxes = { ...objectAt(stored, "TaxPrefs") };
  if (isUs(books) && tax !== "company") {
    taxes["UsingSalesTax"] = tax !== "off";
    taxes["PartnerTaxEnabled"] = tax === "automated";
  }
  return { ...stored, AccountingInfoPrefs: accounting, SalesFormsPrefs: forms, TaxPrefs: taxes };
}

export function isUs(books: Books): boolean {
  return textAt(companyInfo(books), "Country") === "US";
}

function section(books: Books, name: string): JsonObject {
  return objectAt(preferences(books), name) ?? {};
}

export function salesForms(books: Books): JsonObject {
  return section(books, "SalesFormsPrefs");
}

export function accountingInfo(books: Books): JsonObject {
  return section(books, "AccountingInfoPrefs");
}

/** Each of the dates must be after the closing date of the books (docs/quickbooks.md 12). */
export function refuseClosedPeriod(books: Books, ...dates: (string | undefined)[]): void {
  const closed = textAt(accountingInfo(books), "BookCloseDate");
  if (closed === undefined) return;
  if (!dates.some((date) => date !== undefined && date <= closed)) return;
  throw refusal(
    books.settings("closed_books"),
    `Account Period Closed, Cannot Update Through Services API : The account period has closed on or before ${closed}.`,
  );
}

export function homeCurrency(books: Books): string {
  return refAt(section(books, "CurrencyPrefs"), "HomeCurrency") ?? "USD";
}

export function isMulticurrency(books: Books): boolean {
  return section(books, "CurrencyPrefs")["MultiCurrencyEnabled"] === true;
}

export type TaxMode = "codes" | "automated" | "manual" | "off";

/** docs/quickbooks.md 4.4 and 11: PartnerTaxEnabled true is the engine, false is manual tax, absent is tax that was never set up. */
export function taxMode(books: Books): TaxMode {
  if (!isUs(books)) return "codes";
  const prefs = section(books, "TaxPrefs");
  if (prefs["UsingSalesTax"] !== true) return "off";
  if (prefs["PartnerTaxEnabled"] === true) return "automated";
  return prefs["PartnerTaxEnabled"] === false ? "manual" : "off";
}

const currencyNames = new Intl.DisplayNames(["en-US"], { type: "currency" });

export function isCurrencyCode(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && currencyNames.of(code) !== code;
}

/** A currency as a reference: `name` is the English name, as answers have it (docs/quickbooks.md 16.2). */
export function currencyRef(code: string): JsonObject {
  const name = CURRENCY_NAMES[code] ?? currencyNames.of(code) ?? code;
  return compact({ value: code, name });
}

const CURRENCY_NAMES: Record<string, string> = {
  USD: "United States Dollar",
  EUR: "Euro",
  SEK: "Swedish Krona",
  NOK: "Norwegian Krone",
};

export function readEntity(books: Books, entity: EntityName, id: string): JsonObject {
  const row = table(books, entity).get(id);
  if (!row) throw notFound();
  return present(books, row);
}

export function present(books: Books, row: EntityRow): JsonObject {
  return { [row.entity]: wireOf(books, row) };
}

/** As answers show it: tax registrations are masked but for the last five characters (docs/quickbooks.md 9). */
export function wireOf(books: Books, row: EntityRow): JsonObject {
  if (row.entity === "Preferences") return preferences(books);
  if (row.entity !== "Customer") return row.wire;
  const wire = { ...row.wire };
  for (const member of ["PrimaryTaxIdentifier", "SecondaryTaxIdentifier"]) {
    const value = textAt(wire, member);
    if (value !== undefined) wire[member] = value.slice(0, -5).replace(/./g, "X") + value.slice(-5);
  }
  return wire;
}

/** A projection saves bytes; ids and the like are there anyway (docs/quickbooks.md 7). */
export function projected(
  books: Books,
  row: EntityRow,
  properties: string[] | undefined,
): JsonObject {
  const wire = wireOf(books, row);
  if (!properties) return wire;
  const asked = new Set(
    [...properties, "Id", "domain", "sparse"].map((name) => name.split(".")[0]?.toLowerCase()),
  );
  const result = pick(
    wire,
    Object.keys(wire).filter((name) => asked.has(name.toLowerCase())),
  );
  if (isObject(result)) result["sparse"] = true;
  return result;
}

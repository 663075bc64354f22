/** The company, its settings and its lists on the wire (docs/quickbooks.md 11). */
import * as v from "valibot";
import type {
  Account,
  Company,
  ExchangeRate,
  NamedEntry,
  Preferences,
  TaxCode,
  Term,
} from "../../domain/books.ts";
import { type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import type { Decimal } from "../../domain/money/money.ts";
import {
  flag,
  id,
  maybeAmount,
  parse,
  readableRows,
  reference,
  type Skip,
  shown,
  text,
  UnexpectedAnswer,
} from "./wire.ts";

export function toAccount(wire: unknown): Account {
  const account = parse(v.object({ Id: id, Name: shown }), wire, "an account");
  return { id: account.Id, name: account.Name ?? "" };
}

/** A class or a department, by the name that has its parents in it. */
export function toNamedEntry(wire: unknown): NamedEntry {
  const schema = v.object({ Id: id, Name: shown, FullyQualifiedName: shown });
  const entry = parse(schema, wire, "a class or a location");
  return { id: entry.Id, name: entry.FullyQualifiedName ?? entry.Name ?? "" };
}

/** docs/quickbooks.md 11. A date-driven term has no number of days. */
export function toTerm(wire: unknown): Term {
  const schema = v.object({ Id: id, Name: shown, Type: text, DueDays: v.nullish(v.number()) });
  const term = parse(schema, wire, "a term");
  const dueDays = term.Type === "DATE_DRIVEN" ? null : (term.DueDays ?? null);
  return { id: term.Id, name: term.Name ?? "", dueDays };
}

/** docs/quickbooks.md 11. `Id` is "1" in every company, so the realm comes from the caller; a name may change, a country never does. */
export function toCompany(
  { realm, country }: { realm: string; country?: string },
  wire: unknown,
): Company {
  const schema = v.object({
    CompanyName: shown,
    LegalName: shown,
    Country: text,
    DefaultTimeZone: text,
  });
  const company = parse(schema, wire, "company data");
  if (company.CompanyName === null && company.Country === null) {
    throw new UnexpectedAnswer("company data without a name");
  }
  if (country && company.Country !== country)
    throw new UnexpectedAnswer("the data of another company than the connected one");
  return {
    realm,
    name: company.CompanyName ?? company.LegalName ?? "",
    country: company.Country ?? "",
    timeZone: company.DefaultTimeZone,
  };
}

const preferencesSchema = v.object({
  SalesFormsPrefs: v.nullish(
    v.object({
      CustomTxnNumbers: flag,
      AllowDiscount: flag,
      DefaultTerms: reference,
      CustomField: v.nullish(v.array(v.unknown()), []),
    }),
  ),
  CurrencyPrefs: v.object({
    MultiCurrencyEnabled: flag,
    HomeCurrency: v.object({ value: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)) }),
  }),
  TaxPrefs: v.nullish(v.object({ UsingSalesTax: flag, PartnerTaxEnabled: flag })),
  AccountingInfoPrefs: v.nullish(
    v.object({
      BookCloseDate: text,
      ClassTrackingPerTxn: flag,
      ClassTrackingPerTxnLine: flag,
      TrackDepartments: flag,
    }),
  ),
});

const rateSchema = v.object({
  ExchangeRate: v.object({
    SourceCurrencyCode: text,
    TargetCurrencyCode: text,
    Rate: maybeAmount,
    AsOfDate: text,
  }),
});

/** Null where the answer holds no rate above zero. It may be of an earlier day, which the plan tells of, never of a later one. */
export function toExchangeRate(
  { from, to, date: asked }: { from: string; to: string; date: CalendarDate },
  wire: unknown,
): ExchangeRate | null {
  const found = parse(rateSchema, wire, "an exchange rate").ExchangeRate;
  const date = parseDate(found.AsOfDate ?? "") ?? null;
  const isOther =
    (found.SourceCurrencyCode ?? from) !== from ||
    (found.TargetCurrencyCode ?? to) !== to ||
    (date !== null && date > asked);
  if (isOther) throw new UnexpectedAnswer("another exchange rate than the one that was asked for");
  return found.Rate?.greaterThan(0) ? { rate: found.Rate, date } : null;
}

/** docs/quickbooks.md 11. */
export function toPreferences(wire: unknown): Preferences {
  const prefs = parse(preferencesSchema, wire, "settings of the company");
  const tax = prefs.TaxPrefs;
  const books = prefs.AccountingInfoPrefs;
  return {
    customNumbers: prefs.SalesFormsPrefs?.CustomTxnNumbers ?? false,
    allowDiscount: prefs.SalesFormsPrefs?.AllowDiscount ?? false,
    multicurrency: prefs.CurrencyPrefs.MultiCurrencyEnabled ?? false,
    homeCurrency: prefs.CurrencyPrefs.HomeCurrency.value,
    tax: tax?.PartnerTaxEnabled ? "automated" : tax?.UsingSalesTax ? "manual" : "off",
    bookCloseDate: parseDate(books?.BookCloseDate ?? "") ?? null,
    defaultTermId: prefs.SalesFormsPrefs?.DefaultTerms?.value ?? null,
    classes: books?.ClassTrackingPerTxnLine
      ? "line"
      : books?.ClassTrackingPerTxn
        ? "transaction"
        : "off",
    locations: books?.TrackDepartments ?? false,
    customFields: customFields(prefs.SalesFormsPrefs?.CustomField ?? []),
  };
}

/** A list of lists of switches `…UseSalesCustomN` and names `…SalesCustomNameN`; N is the DefinitionId (docs/quickbooks.md 4.8). */
function customFields(wire: unknown[]): Preferences["customFields"] {
  const entry = v.object({ Name: v.string(), StringValue: text, BooleanValue: flag });
  const group = v.object({ CustomField: v.array(v.unknown()) });
  const unused = new Set<string>();
  const names = new Map<string, string>();
  for (const outer of wire) {
    const inner = v.safeParse(group, outer);
    for (const candidate of inner.success ? inner.output.CustomField : [outer]) {
      const field = v.safeParse(entry, candidate);
      if (!field.success) continue;
      const number = /Sales(?:Custom|CustomName)(\d+)$/.exec(field.output.Name)?.[1];
      if (number === undefined) continue;
      if (field.output.BooleanValue === false) unused.add(number);
      if (field.output.StringValue) names.set(number, field.output.StringValue);
    }
  }
  return [...names]
    .filter(([number]) => !unused.has(number))
    .map(([number, name]) => ({ id: number, name }));
}

const taxCodeSchema = v.object({
  Id: id,
  Name: shown,
  Active: flag,
  Hidden: flag,
  SalesTaxRateList: v.nullish(
    v.object({
      TaxRateDetail: v.nullish(
        v.array(v.object({ TaxRateRef: v.object({ value: v.string() }), TaxTypeApplicable: text })),
        [],
      ),
    }),
  ),
});

const taxRateSchema = v.object({ Id: id, RateValue: maybeAmount });

/** The rates that a tax code is made of. */
export function rateIds(wire: unknown): string[] {
  const code = parse(taxCodeSchema, wire, "a tax code");
  return (code.SalesTaxRateList?.TaxRateDetail ?? []).map(({ TaxRateRef }) => TaxRateRef.value);
}

const toRate = (wire: unknown) => parse(taxRateSchema, wire, "a tax rate");

/** Whose percent it is. */
export const rateIdOf = (wire: unknown) => toRate(wire).Id;

/** Pseudo codes of US companies (docs/quickbooks.md 16.2). `CustomSalesTax` cannot be used on a create (docs/quickbooks.md 4.4). */
const PSEUDO_CODES = ["TAX", "NON"];

/**
 * Codes that can stand on a sales line, each with the rates it is made of. Left out: hidden ones, those for purchases alone,
 * and those whose tax is not the plain sum of known rates on the net.
 */
export function toTaxCodes(
  codes: unknown[],
  rates: unknown[],
  skipping: { skip: Skip },
): TaxCode[] {
  const percents = new Map<string, Decimal>();
  for (const rate of readableRows(rates, toRate, skipping)) {
    if (rate.RateValue) percents.set(rate.Id, rate.RateValue);
  }
  const result = new Map<string, TaxCode>();
  const toCode = (wire: unknown) => parse(taxCodeSchema, wire, "a tax code");
  for (const code of readableRows(codes, toCode, skipping)) {
    const made = code.SalesTaxRateList?.TaxRateDetail ?? [];
    const known = made.flatMap(({ TaxRateRef }) => {
      const percent = percents.get(TaxRateRef.value);
      return percent ? [{ id: TaxRateRef.value, percent }] : [];
    });
    const isPlain = made.every(({ TaxTypeApplicable: type }) => !type || type === "TaxOnAmount");
    const hasRates = made.length > 0 && known.length === made.length && isPlain;
    if (code.Hidden || !(hasRates || PSEUDO_CODES.includes(code.Id))) continue;
    const active = code.Active ?? true;
    result.set(code.Id, { id: code.Id, name: code.Name ?? code.Id, active, rates: known });
  }
  return [...result.values()];
}

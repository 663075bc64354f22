/** Puts the books of src/practice/companies into the tables, through the same rules that a client's writes pass. */
import { COMPANIES, type CompanyName } from "../companies/index.ts";
import type { SeedBooks, SeedCustomer, SeedRate } from "../companies/quickbooks-company.ts";
import type { State } from "../state.ts";
import { type Books, companyTable, insert } from "./books.ts";
import { currencyRef } from "./company.ts";
import { compact, type JsonObject } from "./json.ts";
import { completeItem } from "./lists/items.ts";
import { completePerson } from "./lists/people.ts";
import { completePlain } from "./lists/plain-lists.ts";
import { seedCredit, seedInvoice } from "./seed-sales.ts";
import { settingsOf } from "./settings.ts";

const DAY_MS = 86_400_000;
/** As QuickBooks writes them in an address. */
const COUNTRIES: Record<string, string> = { US: "USA", FI: "FIN", CA: "Canada" };

export function seedQuickBooks(state: State, company: CompanyName, now: Date): void {
  const seed = COMPANIES[company].books;
  // Seeds are made under the default settings, whatever is set: they are the same for everybody.
  const settings = settingsOf({ clientId: "", clientSecret: "", apiToken: "", setting: () => "" });
  const at = (daysAgo: number): Books => ({
    state,
    now: new Date(now.getTime() - daysAgo * DAY_MS),
    settings,
  });
  const start = at(720);
  companyTable(start).put({ id: "company", realm: seed.realm, name: seed.name });
  seedCompany(start, seed);
  seedLists(start, seed);
  for (const customer of seed.customers) seedCustomer(start, customer);
  for (const name of seed.vendors)
    insert(start, "Vendor", completePerson(start, "Vendor", { DisplayName: name }, undefined));
  for (const item of seed.items) {
    const members: JsonObject = compact({
      Name: item.name,
      Sku: item.sku,
      Type: item.isCategory ? "Category" : "Service",
      UnitPrice: item.price,
      // In the US goods are taxed and services are not; elsewhere the line's code decides.
      Taxable: seed.country === "US" && item.isGoods === true,
      IncomeAccountRef: item.isCategory ? undefined : { value: item.income },
    });
    insert(start, "Item", inactiveIf(item.isInactive, completeItem(start, members, undefined)), {
      id: item.id,
    });
  }
  for (const invoice of seed.invoices) seedInvoice(at, invoice);
  for (const [index, credit] of seed.credits.entries())
    seedCredit(at(credit.daysAgo), credit, index);
}

function seedCompany(books: Books, seed: SeedBooks): void {
  insert(
    books,
    "CompanyInfo",
    {
      CompanyName: seed.name,
      LegalName: seed.name,
      Country: seed.country,
      CompanyAddr: {
        Id: "1",
        Line1: "1 Main Street",
        City: seed.city,
        Country: COUNTRIES[seed.country] ?? seed.country,
      },
      DefaultTimeZone: seed.timeZone,
      FiscalYearStartMonth: "January",
      SupportedLanguages: "en",
      NameValue: [
        { Name: "SubscriptionStatus", Value: "PAID" },
        { Name: "OfferingSku", Value: "QuickBooks Online Plus" },
      ],
    },
    { id: "1" },
  );
  const fields = seed.customFields.flatMap((name, index) => [
    { Name: `SalesFormsPrefs.UseSalesCustom${index + 1}`, Type: "BooleanType", BooleanValue: true },
    { Name: `SalesFormsPrefs.SalesCustomName${index + 1}`, Type: "StringType", StringValue: name },
  ]);
  insert(
    books,
    "Preferences",
    {
      AccountingInfoPrefs: {
        FirstMonthOfFiscalYear: "January",
        TrackDepartments: true,
        ClassTrackingPerTxn: true,
        ClassTrackingPerTxnLine: false,
      },
      SalesFormsPrefs: {
        CustomTxnNumbers: false,
        AllowDiscount: true,
        AllowDeposit: true,
        AllowShipping: false,
        AllowServiceDate: false,
        DefaultDiscountAccount: "63",
        CustomField: [
          { CustomField: fields.filter(({ Type }) => Type === "BooleanType") },
          { CustomField: fields.filter(({ Type }) => Type === "StringType") },
        ],
      },
      TaxPrefs: seed.taxPrefs,
      CurrencyPrefs: compact({
        MultiCurrencyEnabled: seed.currencies.length > 0,
        HomeCurrency: { value: seed.homeCurrency },
      }),
      EmailMessagesPrefs: {},
      OtherPrefs: {
        NameValue: [
          { Name: "SalesFormsPrefs.DefaultCustomerMessage", Value: "Thank you for your business." },
        ],
      },
    } as unknown as JsonObject,
    { id: "1" },
  );
}

function seedLists(books: Books, seed: SeedBooks): void {
  for (const { id, name, type, subType } of seed.accounts) {
    insert(
      books,
      "Account",
      completePlain(
        books,
        "Account",
        { Name: name, AccountType: type, AccountSubType: subType },
        undefined,
      ),
      { id },
    );
  }
  for (const { id, name, days } of seed.terms)
    insert(books, "Term", completePlain(books, "Term", { Name: name, DueDays: days }, undefined), {
      id,
    });
  for (const name of seed.classes)
    insert(books, "Class", completePlain(books, "Class", { Name: name }, undefined));
  for (const name of seed.locations)
    insert(books, "Department", completePlain(books, "Department", { Name: name }, undefined));
  for (const name of ["Bank transfer", "Cash"])
    insert(
      books,
      "PaymentMethod",
      completePlain(books, "PaymentMethod", { Name: name }, undefined),
    );
  for (const code of seed.currencies)
    insert(books, "CompanyCurrency", {
      Code: code,
      Name: String(currencyRef(code).name ?? code),
      Active: true,
    });
  if (seed.taxCodes.length === 0) return;
  insert(books, "TaxAgency", { DisplayName: seed.taxAgency }, { id: "1" });
  const ratesOf = (code: SeedBooks["taxCodes"][number]): SeedRate[] =>
    "rates" in code
      ? code.rates
      : [{ id: String(Number(code.id) + 10), name: code.name, percent: code.percent }];
  const rates = new Map(seed.taxCodes.flatMap(ratesOf).map((rate) => [rate.id, rate]));
  for (const { id, name, percent } of rates.values()) {
    insert(
      books,
      "TaxRate",
      {
        Name: name,
        Description: name,
        Active: true,
        RateValue: percent,
        AgencyRef: { value: "1" },
        EffectiveTaxRate: [{ RateValue: percent, EffectiveDate: "2024-09-01T00:00:00-07:00" }],
        DisplayType: "ReadOnly",
      },
      { id },
    );
  }
  for (const code of seed.taxCodes) {
    insert(
      books,
      "TaxCode",
      {
        Name: code.name,
        Description: code.name,
        Active: true,
        Hidden: false,
        Taxable: ratesOf(code).some(({ percent }) => percent > 0),
        TaxGroup: true,
        SalesTaxRateList: {
          TaxRateDetail: ratesOf(code).map(({ id, name }, order) => ({
            TaxRateRef: { value: id, name },
            TaxTypeApplicable: "TaxOnAmount",
            TaxOrder: order,
          })),
        },
        PurchaseTaxRateList: { TaxRateDetail: [] },
      },
      { id: code.id },
    );
  }
}

function seedCustomer(books: Books, customer: SeedCustomer): void {
  const { id, name, email, address, term, currency, isInactive } = customer;
  const members = compact({
    DisplayName: name,
    CompanyName: name,
    PrimaryEmailAddr: email && { Address: email },
    BillAddr:
      address &&
      compact({
        Line1: address.line,
        City: address.city,
        CountrySubDivisionCode: address.region,
        PostalCode: address.postalCode,
        Country: address.country,
      }),
    SalesTermRef: term && { value: term },
    CurrencyRef: currency && { value: currency },
  } as JsonObject);
  insert(
    books,
    "Customer",
    inactiveIf(isInactive, completePerson(books, "Customer", members, undefined)),
    { id },
  );
}

function inactiveIf(isInactive: boolean | undefined, members: JsonObject): JsonObject {
  return isInactive ? { ...members, Active: false } : members;
}

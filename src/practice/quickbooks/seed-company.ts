/** The company of the practice books as it describes itself, and every section of its preferences (docs/quickbooks.md 11, 16.2). */
import type { SeedAddress, SeedBooks } from "../companies/quickbooks-company.ts";
import { type Books, insert, replace, table } from "./books.ts";
import { compact, type JsonObject, objectAt } from "./json.ts";
import { addDays, serverDate } from "./times.ts";

export function addressMembers(address: SeedAddress): JsonObject {
  return compact({
    Line1: address.line,
    City: address.city,
    CountrySubDivisionCode: address.region,
    PostalCode: address.postalCode,
    Country: address.country,
  });
}

/** Registration and bank are not of the API: an invoice that is printed shows them. */
export function seedCompany(books: Books, seed: SeedBooks): void {
  const address = addressMembers(seed.address);
  const members = {
    CompanyName: seed.name,
    LegalName: seed.name,
    CompanyAddr: { Id: "1", ...address },
    CustomerCommunicationAddr: { Id: "2", ...address },
    LegalAddr: { Id: "3", ...address },
    PrimaryPhone: { FreeFormNumber: seed.phone },
    Email: { Address: seed.email },
    CustomerCommunicationEmailAddr: { Address: seed.email },
    WebAddr: { URI: `https://${seed.email.split("@")[1]}` },
    CompanyStartDate: serverDate(books.now),
    Country: seed.country,
    DefaultTimeZone: seed.timeZone,
    FiscalYearStartMonth: "January",
    SupportedLanguages: "en",
    NameValue: [
      { Name: "SubscriptionStatus", Value: "PAID" },
      { Name: "OfferingSku", Value: "QuickBooks Online Plus" },
    ],
  };
  const hidden = { registration: seed.registration, bank: seed.bank };
  insert(books, "CompanyInfo", members, { id: "1", hidden });
  insert(books, "Preferences", sections(seed), { id: "1" });
}

function sections(seed: SeedBooks): JsonObject {
  return {
    AccountingInfoPrefs: {
      UseAccountNumbers: false,
      FirstMonthOfFiscalYear: "January",
      TaxYearMonth: "January",
      TrackDepartments: true,
      DepartmentTerminology: "Location",
      ClassTrackingPerTxn: true,
      ClassTrackingPerTxnLine: false,
      CustomerTerminology: "Customers",
    },
    ProductAndServicesPrefs: {
      ForSales: true,
      ForPurchase: true,
      QuantityWithPriceAndRate: true,
      QuantityOnHand: true,
      RevenueRecognition: false,
    },
    SalesFormsPrefs: salesForms(seed),
    EmailMessagesPrefs: Object.fromEntries(
      ["Invoice", "Estimate", "SalesReceipt", "Statement"].map((kind) => [
        `${kind}Message`,
        {
          Subject: `${kind} from ${seed.name}`,
          Message: `Please find your ${kind.toLowerCase()} attached.`,
        },
      ]),
    ),
    VendorAndPurchasesPrefs: {
      TrackingByCustomer: true,
      BillableExpenseTracking: true,
      POCustomField: [{ CustomField: [] }],
    },
    TimeTrackingPrefs: {
      UseServices: true,
      BillCustomers: true,
      ShowBillRateToAll: false,
      WorkWeekStartDate: "Monday",
      MarkTimeEntriesBillable: true,
    },
    TaxPrefs: seed.taxPrefs as JsonObject,
    CurrencyPrefs: {
      MultiCurrencyEnabled: seed.currencies.length > 0,
      HomeCurrency: { value: seed.homeCurrency },
    },
    ReportPrefs: { ReportBasis: "Accrual", CalcAgingReportFromTxnDate: false },
    OtherPrefs: {
      NameValue: [
        { Name: "SalesFormsPrefs.DefaultCustomerMessage", Value: "Thank you for your business." },
        { Name: "SalesFormsPrefs.DefaultItem", Value: "1" },
        { Name: "WarnDuplicateCheckNumber", Value: "true" },
        { Name: "WarnDuplicateBillNumber", Value: "false" },
        { Name: "WarnDuplicateJournalNumber", Value: "true" },
      ],
    },
  };
}

function salesForms({ customFields }: SeedBooks): JsonObject {
  const isUsed = [0, 1, 2].map((index) => ({
    Name: `SalesFormsPrefs.UseSalesCustom${index + 1}`,
    Type: "BooleanType",
    BooleanValue: index < customFields.length,
  }));
  const names = customFields.map((name, index) => ({
    Name: `SalesFormsPrefs.SalesCustomName${index + 1}`,
    Type: "StringType",
    StringValue: name,
  }));
  return {
    CustomTxnNumbers: false,
    AllowDiscount: true,
    AllowDeposit: true,
    AllowShipping: false,
    AllowServiceDate: false,
    AllowEstimates: true,
    AutoApplyCredit: false,
    AutoApplyPayments: false,
    DefaultDiscountAccount: "63",
    EmailCopyToCompany: false,
    ETransactionEnabledStatus: "NotApplicable",
    ETransactionAttachPDF: false,
    ETransactionPaymentEnabled: false,
    IPNSupportEnabled: false,
    UsingPriceLevels: false,
    UsingProgressInvoicing: false,
    CustomField: [{ CustomField: isUsed }, { CustomField: names }],
  };
}

/** What would have been in the way of booking the past: own numbers, closed books, default terms. */
export function seedHabits(books: Books, { habits }: SeedBooks): void {
  const row = table(books, "Preferences").get("1");
  if (!habits || !row) return;
  const { usesOwnNumbers, closedDaysAgo, defaultTerm } = habits;
  const accounting = {
    ...objectAt(row.wire, "AccountingInfoPrefs"),
    BookCloseDate:
      closedDaysAgo === undefined ? undefined : addDays(serverDate(books.now), -closedDaysAgo),
  };
  const forms = {
    ...objectAt(row.wire, "SalesFormsPrefs"),
    CustomTxnNumbers: usesOwnNumbers ?? false,
    DefaultTerms: defaultTerm === undefined ? undefined : { value: defaultTerm },
  };
  replace(books, row, {
    ...row.wire,
    AccountingInfoPrefs: compact(accounting),
    SalesFormsPrefs: compact(forms),
  });
}

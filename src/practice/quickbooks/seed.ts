/**
 * Puts the books of src/practice/companies into the tables, through the same rules that a client's writes pass: first the company as it
 * describes itself, with every section of its preferences (docs/quickbooks.md 11, 16.2).
 */
import { COMPANIES } from "../companies/index.ts";
import type { CompanyName, SeedBooks } from "../companies/seed-types.ts";
import type { State } from "../state.ts";
import { type Books, booksAt, companyTable, insert } from "./books.ts";
import { addressMembers, seedLists } from "./seed-lists.ts";
import { serverDate } from "./times.ts";
import type { JsonObject } from "./values.ts";

/** All but the sales, which come after. */
export function seedQuickBooks(state: State, company: CompanyName, now: Date): void {
  const seed = COMPANIES[company].books;
  const start = booksAt(state, now)(720);
  companyTable(start).put({ id: "company", realm: seed.realm, name: seed.name });
  seedCompany(start, seed);
  seedLists(start, seed);
}

/** Registration and bank are not of the API: an invoice that is printed shows them. */
function seedCompany(books: Books, seed: SeedBooks): void {
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

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
  const { name, email } = seed;
  const members = {
    ...{ CompanyName: name, LegalName: name, Country: seed.country },
    CompanyAddr: { Id: "1", ...address },
    CustomerCommunicationAddr: { Id: "2", ...address },
    LegalAddr: { Id: "3", ...address },
    PrimaryPhone: { FreeFormNumber: seed.phone },
    ...{ Email: { Address: email }, CustomerCommunicationEmailAddr: { Address: email } },
    WebAddr: { URI: `https://${email.split("@")[1]}` },
    ...{ CompanyStartDate: serverDate(books.now), DefaultTimeZone: seed.timeZone },
    ...{ FiscalYearStartMonth: "January", SupportedLanguages: "en" },
    NameValue: [
      { Name: "SubscriptionStatus", Value: "PAID" },
      { Name: "OfferingSku", Value: "QuickBooks Online Plus" },
    ],
  };
  const hidden = { registration: seed.registration, bank: seed.bank };
  insert(books, "CompanyInfo", members, { id: "1", hidden });
  insert(books, "Preferences", sections(seed), { id: "1" });
}

const MONTHS = { FirstMonthOfFiscalYear: "January", TaxYearMonth: "January" };
const OTHER = {
  "SalesFormsPrefs.DefaultCustomerMessage": "Thank you for your business.",
  "SalesFormsPrefs.DefaultItem": "1",
  WarnDuplicateCheckNumber: "true",
  WarnDuplicateBillNumber: "false",
  WarnDuplicateJournalNumber: "true",
};

function sections(seed: SeedBooks): JsonObject {
  const mails = ["Invoice", "Estimate", "SalesReceipt", "Statement"].map((kind) => {
    const Message = `Please find your ${kind.toLowerCase()} attached.`;
    return [`${kind}Message`, { Subject: `${kind} from ${seed.name}`, Message }];
  });
  return {
    AccountingInfoPrefs: {
      ...{ UseAccountNumbers: false, ...MONTHS, CustomerTerminology: "Customers" },
      ...{ TrackDepartments: true, DepartmentTerminology: "Location" },
      ...{ ClassTrackingPerTxn: true, ClassTrackingPerTxnLine: false },
    },
    ProductAndServicesPrefs: {
      ...{ ForSales: true, ForPurchase: true, QuantityWithPriceAndRate: true },
      ...{ QuantityOnHand: true, RevenueRecognition: false },
    },
    SalesFormsPrefs: salesForms(seed),
    EmailMessagesPrefs: Object.fromEntries(mails),
    VendorAndPurchasesPrefs: {
      ...{ TrackingByCustomer: true, BillableExpenseTracking: true },
      POCustomField: [{ CustomField: [] }],
    },
    TimeTrackingPrefs: {
      ...{ UseServices: true, BillCustomers: true, ShowBillRateToAll: false },
      ...{ WorkWeekStartDate: "Monday", MarkTimeEntriesBillable: true },
    },
    TaxPrefs: seed.taxPrefs as JsonObject,
    CurrencyPrefs: {
      MultiCurrencyEnabled: seed.currencies.length > 0,
      HomeCurrency: { value: seed.homeCurrency },
    },
    ReportPrefs: { ReportBasis: "Accrual", CalcAgingReportFromTxnDate: false },
    OtherPrefs: { NameValue: Object.entries(OTHER).map(([Name, Value]) => ({ Name, Value })) },
  };
}

function salesForms({ customFields }: SeedBooks): JsonObject {
  const isUsed = [0, 1, 2].map((index) => ({
    ...{ Name: `SalesFormsPrefs.UseSalesCustom${index + 1}`, Type: "BooleanType" },
    BooleanValue: index < customFields.length,
  }));
  const names = customFields.map((name, index) => ({
    ...{ Name: `SalesFormsPrefs.SalesCustomName${index + 1}`, Type: "StringType" },
    StringValue: name,
  }));
  return {
    ...{ CustomTxnNumbers: false, AllowDiscount: true, AllowDeposit: true, AllowShipping: false },
    ...{ AllowServiceDate: false, AllowEstimates: true, DefaultDiscountAccount: "63" },
    ...{ AutoApplyCredit: false, AutoApplyPayments: false, EmailCopyToCompany: false },
    ...{ ETransactionEnabledStatus: "NotApplicable", ETransactionAttachPDF: false },
    ...{ ETransactionPaymentEnabled: false, IPNSupportEnabled: false },
    ...{ UsingPriceLevels: false, UsingProgressInvoicing: false },
    CustomField: [{ CustomField: isUsed }, { CustomField: names }],
  };
}

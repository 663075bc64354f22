/** Invoices and credit memos, created and updated: one model for both (docs/quickbooks.md 4 and 6). */
import { Decimal } from "decimal.js";
import { type Books, type EntityRow, isActive, table } from "../books.ts";
import {
  accountingInfo,
  currencyRef,
  homeCurrency,
  isCurrencyCode,
  isMulticurrency,
  isUs,
  salesForms,
  taxMode,
} from "../company.ts";
import { rateOn } from "../exchange-rates.ts";
import { badReference, badValue, business, inactive, missing, refusal, tooLong } from "../fault.ts";
import {
  amountAt,
  compact,
  type Json,
  type JsonObject,
  objectAt,
  objectsAt,
  refAt,
  textAt,
} from "../json.ts";
import { storedAddress } from "../lists/addresses.ts";
import { checkEmail, checkReference } from "../lists/checks.ts";
import { cents } from "../money.ts";
import { serverDate } from "../times.ts";
import { refuseClosedPeriod } from "../transactions.ts";
import { customFields } from "./custom-fields.ts";
import { dueDate } from "./due-date.ts";
import { readLines } from "./lines.ts";
import { newNumber, refuseUsedNumber } from "./numbers.ts";
import { hiddenWith, type Settled, settledMembers, settlingsOf } from "./settling.ts";
import { totalsOf } from "./totals.ts";

export type DocumentInput = {
  entity: Settled;
  /** All members that the document is to have: what was sent, or on a sparse update what was merged. */
  members: JsonObject;
  /** Members that the request named. */
  sent: Set<string>;
  before: EntityRow | undefined;
  allowsDuplicateNumber: boolean;
};

export function completeDocument(
  books: Books,
  input: DocumentInput,
): { wire: JsonObject; hidden: JsonObject } {
  const { entity, before } = input;
  const members = { ...input.members };
  const customer = customerOf(books, members, before);
  const date = textAt(members, "TxnDate") ?? serverDate(books.now);
  refuseClosedPeriod(books, date, before && textAt(before.wire, "TxnDate"));
  const money = currencyOf(books, members, customer, date);
  const globalTax = globalTaxOf(books, members);
  const sentLines = objectsAt(members, "Line");
  if (members["Line"] === undefined) throw missing("Line");
  const kept = objectsAt(before?.wire ?? {}, "Line");
  fillFromCustomer(books, entity, members, customer, input);
  const lines = readLines(sentLines, {
    books,
    tax: {
      isUs: isUs(books),
      isApplicable: globalTax !== "NotApplicable",
      isCustomerTaxable: customer.wire["Taxable"] !== false,
    },
    kept: new Map(kept.flatMap((line) => (line["Id"] ? [[String(line["Id"]), line]] : []))),
  });
  const isTaxKept = before !== undefined && !input.sent.has("TxnTaxDetail");
  if (isTaxKept && before.hidden?.["isTaxForced"] !== true) delete members["TxnTaxDetail"];
  const totals = totalsOf(books, {
    lines,
    mode: taxMode(books),
    globalTax,
    members,
    isExempt: customer.wire["Taxable"] === false,
    isUpdate: before !== undefined,
  });
  checkReferences(books, members);
  checkLinks(members, before);
  const number = numberOf(books, members, input);
  const settlings = settlingsOf(before);
  const wire: Record<string, Json | undefined> = {
    ...members,
    DocNumber: number,
    TxnDate: date,
    CustomerRef: { value: customer.id, name: textAt(customer.wire, "DisplayName") ?? "" },
    CurrencyRef: currencyRef(money.currency),
    CustomField: customFields(books, members),
    Line: totals.lines,
    TxnTaxDetail: totals.tax.detail,
    TotalAmt: totals.total.toNumber(),
    PrintStatus: textAt(members, "PrintStatus") ?? "NotSet",
    EmailStatus: textAt(members, "EmailStatus") ?? "NotSet",
    ApplyTaxAfterDiscount: isUs(books) ? members["ApplyTaxAfterDiscount"] === true : undefined,
    GlobalTaxCalculation: isUs(books) ? undefined : globalTax,
    ExchangeRate: money.rate?.toNumber(),
    HomeTotalAmt: money.rate && cents(totals.total.times(money.rate)).toNumber(),
    HomeBalance: undefined,
    FreeFormAddress: true,
  };
  if (entity === "Invoice") Object.assign(wire, invoiceMembers(books, members, input, date));
  checkDeposit(books, wire, totals.total);
  // There is no un-void; a voided document whose lines are edited back is an ordinary one again (docs/quickbooks.md 6).
  const isVoid = before?.hidden?.["isVoid"] === true && totals.total.isZero();
  const hidden = hiddenWith({ isVoid, isTaxForced: totals.tax.isForced === true }, settlings);
  return { wire: compact(settledMembers(entity, compact(wire), settlings)), hidden };
}

function customerOf(books: Books, members: JsonObject, before: EntityRow | undefined): EntityRow {
  const id = refAt(members, "CustomerRef");
  if (id === undefined) throw missing("CustomerRef");
  const customer = table(books, "Customer").get(id);
  if (!customer) throw badReference("Names", id);
  const isKept = before !== undefined && refAt(before.wire, "CustomerRef") === id;
  if (!isKept && !isActive(customer)) {
    throw inactive(books.settings("quickbooks.inactive_customer"), "CustomerRef");
  }
  return customer;
}

/** docs/quickbooks.md 4.5: the currency is the customer's; a rate that is not sent is 1, not the day's. */
function currencyOf(
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
  if (typeof rate === "number") return { currency, rate: new Decimal(rate) };
  const isDay = books.settings("quickbooks.missing_rate") === "day";
  return { currency, rate: isDay ? rateOn(books, currency, date) : new Decimal(1) };
}

function globalTaxOf(books: Books, members: JsonObject): string | undefined {
  if (isUs(books)) return undefined;
  const sent = textAt(members, "GlobalTaxCalculation");
  if (sent !== undefined) return sent;
  if (books.settings("quickbooks.missing_global_tax") === "excluded") return "TaxExcluded";
  throw missing("GlobalTaxCalculation");
}

/** Defaults from the customer, on creation alone: an update that omits a member clears it. */
function fillFromCustomer(
  books: Books,
  entity: Settled,
  members: JsonObject,
  customer: EntityRow,
  { before }: DocumentInput,
): void {
  if (!before) {
    const { PrimaryEmailAddr, BillAddr, ShipAddr, SalesTermRef, PreferredDeliveryMethod } =
      customer.wire;
    if (PrimaryEmailAddr)
      members["BillEmail"] ??= {
        Address: textAt(objectAt(customer.wire, "PrimaryEmailAddr") ?? {}, "Address") ?? "",
      };
    if (BillAddr) members["BillAddr"] ??= BillAddr;
    if (ShipAddr) members["ShipAddr"] ??= ShipAddr;
    if (entity === "Invoice" && SalesTermRef) members["SalesTermRef"] ??= SalesTermRef;
    if (PreferredDeliveryMethod === "Email" && members["BillEmail"])
      members["EmailStatus"] ??= "NeedToSend";
    if (PreferredDeliveryMethod === "Print") members["PrintStatus"] ??= "NeedToPrint";
    if (entity === "Invoice") {
      const { SalesEmailCc, SalesEmailBcc } = salesForms(books);
      if (SalesEmailCc) members["BillEmailCc"] ??= SalesEmailCc;
      if (SalesEmailBcc) members["BillEmailBcc"] ??= SalesEmailBcc;
    }
  }
  for (const address of ["BillAddr", "ShipAddr", "ShipFromAddr"])
    storedAddress(books, members, address);
  checkEmail(members, "BillEmail");
  if (members["EmailStatus"] === "NeedToSend" && !members["BillEmail"]) {
    throw refusal(
      "6420",
      "Email address is required",
      "An email address is required for this customer since the delivery type is email.",
      "BillEmail",
    );
  }
}

function checkReferences(books: Books, members: JsonObject): void {
  checkReference(books, members, "SalesTermRef", "Term", "Terms");
  checkReference(books, members, "DepositToAccountRef", "Account", "Accounts");
  const accounting = accountingInfo(books);
  if (accounting["ClassTrackingPerTxn"] !== true) delete members["ClassRef"];
  if (accounting["TrackDepartments"] !== true) delete members["DepartmentRef"];
  for (const [member, entity, kind] of [
    ["SalesTermRef", "Term", "Terms"],
    ["ClassRef", "Class", "Klasses"],
    ["DepartmentRef", "Department", "Departments"],
  ] as const) {
    const row = checkReference(books, members, member, entity, kind);
    if (row) members[member] = { value: row.id, name: textAt(row.wire, "Name") ?? "" };
  }
  const shipMethod = refAt(members, "ShipMethodRef");
  if (shipMethod !== undefined && shipMethod.length > 30) {
    throw tooLong("ShipMethodRef", 30, shipMethod.length);
  }
}

/** Writable links are estimates and time alone, and there are none here; what settles the document is read only (docs/quickbooks.md 4.3). */
function checkLinks(members: JsonObject, before: EntityRow | undefined): void {
  const known = new Set(objectsAt(before?.wire ?? {}, "LinkedTxn").map((link) => link["TxnId"]));
  for (const link of objectsAt(members, "LinkedTxn")) {
    const type = textAt(link, "TxnType");
    if (type !== "Estimate" && type !== "TimeActivity") continue;
    if (known.has(link["TxnId"] ?? null)) continue;
    throw refusal(
      "620",
      "Txn ID Cannot Be Linked",
      `The transaction ID ${textAt(link, "TxnId")} cannot be linked.`,
      "LinkedTxn",
    );
  }
}

function numberOf(books: Books, members: JsonObject, input: DocumentInput): string | undefined {
  const { before, entity, allowsDuplicateNumber } = input;
  const number = before ? textAt(members, "DocNumber") : newNumber(books, members);
  const isNew = number !== undefined && number !== before?.wire["DocNumber"];
  if (isNew && !allowsDuplicateNumber) refuseUsedNumber(books, entity, number, before);
  return number;
}

function invoiceMembers(
  books: Books,
  members: JsonObject,
  { before, sent }: DocumentInput,
  date: string,
): JsonObject {
  const byTerms = dueDate(books, date, refAt(members, "SalesTermRef"));
  const isTermsNew = before !== undefined && sent.has("SalesTermRef") && !sent.has("DueDate");
  const given = isTermsNew ? undefined : textAt(members, "DueDate");
  const termsWin =
    books.settings("quickbooks.due_date") === "terms" && refAt(members, "SalesTermRef");
  const isOnline = salesForms(books)["ETransactionPaymentEnabled"] === true;
  return {
    DueDate: given === undefined || termsWin ? byTerms : given,
    AllowIPNPayment: members["AllowIPNPayment"] ?? false,
    AllowOnlinePayment: members["AllowOnlinePayment"] ?? false,
    AllowOnlineCreditCardPayment: members["AllowOnlineCreditCardPayment"] ?? isOnline,
    AllowOnlineACHPayment: members["AllowOnlineACHPayment"] ?? isOnline,
  };
}

function checkDeposit(books: Books, wire: Record<string, Json | undefined>, total: Decimal): void {
  if (wire["Deposit"] === undefined) return;
  if (salesForms(books)["AllowDeposit"] !== true) {
    throw business("Deposits are turned off in this company's sales settings.", "Deposit");
  }
  const deposit = amountAt(compact({ Deposit: wire["Deposit"] }), "Deposit");
  if (deposit.isNegative() || deposit.gt(total)) {
    throw business("The deposit must not be more than the total.", "Deposit");
  }
}

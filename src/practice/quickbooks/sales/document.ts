/** Invoices and credit memos, created and updated: one model for both (docs/quickbooks.md 4 and 6). */
import type { Books } from "../books.ts";
import { currencyRef, isUs, salesForms, taxMode } from "../company.ts";
import { missing } from "../fault.ts";
import { compact, type Json, type JsonObject, objectsAt, refAt, textAt } from "../json.ts";
import { cents } from "../money.ts";
import { serverDate } from "../times.ts";
import { refuseClosedPeriod } from "../transactions.ts";
import { customFields } from "./custom-fields.ts";
import { checkDeposit, checkLinks, checkReferences } from "./document-checks.ts";
import { currencyOf } from "./document-currency.ts";
import { customerOf, fillFromCustomer } from "./document-customer.ts";
import type { DocumentInput } from "./document-input.ts";
import { dueDate } from "./due-date.ts";
import { readLines } from "./lines.ts";
import { newNumber, refuseUsedNumber } from "./numbers.ts";
import { hiddenWith, settledMembers, settlingsOf } from "./settling.ts";
import { totalsOf } from "./totals.ts";

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
  fillFromCustomer(books, members, customer, input);
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
    isTaxSent: input.sent.has("TxnTaxDetail"),
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

function globalTaxOf(books: Books, members: JsonObject): string | undefined {
  if (isUs(books)) return undefined;
  const sent = textAt(members, "GlobalTaxCalculation");
  if (sent !== undefined) return sent;
  if (books.settings("quickbooks.missing_global_tax") === "excluded") return "TaxExcluded";
  throw missing("GlobalTaxCalculation");
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

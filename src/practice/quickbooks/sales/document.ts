/** Invoices and credit memos, created and updated: one model for both (docs/quickbooks.md 4 and 6). */
import { type Books, refTo } from "../books.ts";
import { currencyRef, isUs, taxMode } from "../company.ts";
import { cents, compact, type Json, type JsonObject, objectsAt } from "../values.ts";
import type { DocumentInput } from "../write-context.ts";
import { type DocumentHead, documentHead } from "./document-head.ts";
import { documentMembers } from "./document-members.ts";
import { readLines } from "./lines.ts";
import { hiddenWith, settledMembers, settlingsOf } from "./settling.ts";
import { type Totals, totalsOf } from "./totals.ts";

export function completeDocument(
  books: Books,
  input: DocumentInput,
): { wire: JsonObject; hidden: JsonObject } {
  const { entity, before } = input;
  const head = documentHead(books, input);
  const { customer, money } = head;
  const totals = documentTotals(books, input, head);
  const settlings = settlingsOf(before);
  const wire: Record<string, Json | undefined> = {
    ...documentMembers(books, head.members, input, { date: head.date, total: totals.total }),
    TxnDate: head.date,
    CustomerRef: refTo(customer, "DisplayName"),
    CurrencyRef: currencyRef(money.currency),
    Line: totals.lines,
    TxnTaxDetail: totals.tax.detail,
    TotalAmt: totals.total.toNumber(),
    ApplyTaxAfterDiscount: isUs(books) ? head.members["ApplyTaxAfterDiscount"] === true : undefined,
    GlobalTaxCalculation: isUs(books) ? undefined : head.globalTax,
    ExchangeRate: money.rate?.toNumber(),
    HomeTotalAmt: money.rate && cents(totals.total.times(money.rate)).toNumber(),
    HomeBalance: undefined,
  };
  // There is no un-void; a voided document whose lines are edited back is an ordinary one again (docs/quickbooks.md 6).
  const isVoid = before?.hidden?.["isVoid"] === true && totals.total.isZero();
  const hidden = hiddenWith({ isVoid, isTaxForced: totals.tax.isForced === true }, settlings);
  return { wire: compact(settledMembers(entity, compact(wire), settlings)), hidden };
}

function documentTotals(books: Books, input: DocumentInput, head: DocumentHead): Totals {
  const { before } = input;
  const { customer, globalTax } = head;
  const kept = objectsAt(before?.wire ?? {}, "Line");
  const isTaxable = customer.wire["Taxable"] !== false;
  const lines = readLines(objectsAt(head.members, "Line"), {
    books,
    tax: {
      isUs: isUs(books),
      isApplicable: globalTax !== "NotApplicable",
      isCustomerTaxable: isTaxable,
    },
    kept: new Map(kept.flatMap((line) => (line["Id"] ? [[String(line["Id"]), line]] : []))),
  });
  const isTaxSent = input.sent.has("TxnTaxDetail");
  const members = { ...head.members };
  const isTaxKept = before !== undefined && !isTaxSent;
  if (isTaxKept && before.hidden?.["isTaxForced"] !== true) delete members["TxnTaxDetail"];
  return totalsOf(books, {
    lines,
    mode: taxMode(books),
    globalTax,
    members,
    isExempt: !isTaxable,
    isUpdate: before !== undefined,
    isTaxSent,
  });
}

/** What a document says beside its lines and its money: number, references, fields, and the due date of an invoice (docs/quickbooks.md 4.3). */
import type { Decimal } from "decimal.js";
import type { Books } from "../books.ts";
import { salesForms } from "../company.ts";
import { compact, type JsonObject, refAt, textAt } from "../json.ts";
import { customFields } from "./custom-fields.ts";
import { checkDeposit, checkLinks, checkReferences } from "./document-checks.ts";
import type { DocumentInput } from "./document-input.ts";
import { dueDate } from "./due-date.ts";
import { newNumber, refuseUsedNumber } from "./numbers.ts";

export function documentMembers(
  books: Books,
  sent: JsonObject,
  input: DocumentInput,
  { date, total }: { date: string; total: Decimal },
): JsonObject {
  const members = { ...sent };
  checkReferences(books, members);
  checkLinks(members, input.before);
  const result = compact({
    ...members,
    DocNumber: numberOf(books, members, input),
    CustomField: customFields(books, members),
    PrintStatus: textAt(members, "PrintStatus") ?? "NotSet",
    EmailStatus: textAt(members, "EmailStatus") ?? "NotSet",
    FreeFormAddress: true,
    ...(input.entity === "Invoice" && invoiceMembers(books, members, input, date)),
  });
  checkDeposit(books, result, total);
  return result;
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

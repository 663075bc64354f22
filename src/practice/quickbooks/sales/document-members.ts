/** What a document says beside its lines and its money: number, custom fields, references, and the due date of an invoice (docs/quickbooks.md 4.3, 4.6, 4.8). */
import type { Decimal } from "decimal.js";
import { type Books, deletedTable, type EntityName, type EntityRow, table } from "../books.ts";
import { salesForms } from "../company.ts";
import { refusal, tooLong } from "../fault.ts";
import { addDays } from "../times.ts";
import { compact, type JsonObject, objectsAt, refAt, textAt } from "../values.ts";
import type { DocumentInput } from "../write-context.ts";
import { checkDeposit, checkLinks, withReferences } from "./document-checks.ts";

function dueDate(books: Books, date: string, termId: string | undefined): string {
  const term = termId === undefined ? undefined : table(books, "Term").get(termId)?.wire;
  if (!term) return date;
  if (term["Type"] !== "DATE_DRIVEN") return addDays(date, daysAt(term, "DueDays"));
  const day = daysAt(term, "DayOfMonthDue") || 1;
  const due = dayOfMonth(date, 0, day);
  const isTooNear = due < date || daysBetween(date, due) < daysAt(term, "DueNextMonthDays");
  return isTooNear ? dayOfMonth(date, 1, day) : due;
}

function daysAt(term: JsonObject, member: string): number {
  const value = term[member];
  return typeof value === "number" ? value : 0;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** The day in the month `months` after that of `date`; the last one where the month is shorter. */
function dayOfMonth(date: string, months: number, day: number): string {
  const [year = 0, month = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10);
}

const FORMS: EntityName[] = ["Invoice", "CreditMemo"];

/** The number of a new document; undefined is a document without one. */
function newNumber(books: Books, members: JsonObject): string | undefined {
  const sent = textAt(members, "DocNumber");
  const isCustom = salesForms(books)["CustomTxnNumbers"] === true;
  const isAsked = sent === "AUTO_GENERATE" && books.settings("auto_generate") === "number";
  if (sent !== undefined && !isAsked) return sent;
  if (isCustom && !isAsked) return undefined;
  for (;;) {
    const number = String(books.state.next("qb.numbers", 1001));
    if (FORMS.every((form) => table(books, form).having("number", number).length === 0))
      return number;
  }
}

function refuseUsedNumber(
  books: Books,
  entity: EntityName,
  number: string,
  except: EntityRow | undefined,
): void {
  if (books.settings("duplicate_numbers") === "accept") return;
  for (const row of table(books, entity).having("number", number)) {
    if (row.wire["DocNumber"] === number && row.id !== except?.id)
      throw duplicate(number, entity, row.id);
  }
  if (books.settings("deleted_numbers") === "free") return;
  const deleted = deletedTable(books).all();
  const taken = deleted.find((row) => row.entity === entity && row.number === number);
  if (taken) throw duplicate(number, entity, taken.entityId);
}

const duplicate = (number: string, entity: string, id: string) =>
  refusal(
    "6140",
    `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${number} is assigned to TxnType=${entity} with TxnId=${id}`,
  );

/** DefinitionId and name, from the doubly nested list in Preferences. */
function definedFields(books: Books): { id: string; name: string }[] {
  const entries = objectsAt(salesForms(books), "CustomField").flatMap((group) =>
    objectsAt(group, "CustomField"),
  );
  return entries.flatMap((entry) => {
    const id = /SalesCustomName(\d)$/.exec(textAt(entry, "Name") ?? "")?.[1];
    const name = textAt(entry, "StringValue");
    return id !== undefined && name !== undefined ? [{ id, name }] : [];
  });
}

function customFields(books: Books, members: JsonObject): JsonObject[] {
  const defined = definedFields(books);
  const sent = objectsAt(members, "CustomField");
  const max = Number(books.settings("custom_field_length"));
  for (const field of sent) {
    const id = textAt(field, "DefinitionId");
    const value = textAt(field, "StringValue") ?? "";
    if (value.length > max) throw tooLong("CustomField", max, value.length);
    const isUnknown = !defined.some((definition) => definition.id === id);
    if (isUnknown && books.settings("unknown_custom_field") === "3000")
      throw refusal("3000", `Invalid Custom Field : DefinitionId ${id}`, "CustomField");
  }
  return defined.map(({ id, name }) =>
    compact({
      ...{ DefinitionId: id, Name: name, Type: "StringType" },
      StringValue: sent.find((field) => textAt(field, "DefinitionId") === id)?.["StringValue"],
    }),
  );
}

export function documentMembers(
  books: Books,
  sent: JsonObject,
  input: DocumentInput,
  { date, total }: { date: string; total: Decimal },
): JsonObject {
  const members = withReferences(books, sent);
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
  const termsWin = books.settings("due_date") === "terms" && refAt(members, "SalesTermRef");
  const isOnline = salesForms(books)["ETransactionPaymentEnabled"] === true;
  return {
    DueDate: given === undefined || termsWin ? byTerms : given,
    AllowIPNPayment: members["AllowIPNPayment"] ?? false,
    AllowOnlinePayment: members["AllowOnlinePayment"] ?? false,
    AllowOnlineCreditCardPayment: members["AllowOnlineCreditCardPayment"] ?? isOnline,
    AllowOnlineACHPayment: members["AllowOnlineACHPayment"] ?? isOnline,
  };
}

/** Numbers of sales documents: made by the service or sent, and whether one may be used twice (docs/quickbooks.md 4.6). */
import { type Books, deletedTable, type EntityName, type EntityRow, table } from "../books.ts";
import { salesForms } from "../company.ts";
import { refusal } from "../fault.ts";
import { type JsonObject, textAt } from "../json.ts";

const FORMS: EntityName[] = ["Invoice", "CreditMemo"];

/** The number of a new document; undefined is a document without one. */
export function newNumber(books: Books, members: JsonObject): string | undefined {
  const sent = textAt(members, "DocNumber");
  const isCustom = salesForms(books)["CustomTxnNumbers"] === true;
  const isAsked =
    sent === "AUTO_GENERATE" && books.settings("quickbooks.auto_generate") === "number";
  if (sent !== undefined && !isAsked) return sent;
  if (isCustom && !isAsked) return undefined;
  for (;;) {
    const number = String(books.state.next("qb.numbers", 1001));
    if (FORMS.every((form) => table(books, form).having("number", number).length === 0))
      return number;
  }
}

export function refuseUsedNumber(
  books: Books,
  entity: EntityName,
  number: string,
  except: EntityRow | undefined,
): void {
  if (books.settings("quickbooks.duplicate_numbers") === "accept") return;
  for (const row of table(books, entity).having("number", number)) {
    if (row.wire["DocNumber"] === number && row.id !== except?.id) {
      throw duplicate(number, entity, row.id);
    }
  }
  if (books.settings("quickbooks.deleted_numbers") === "free") return;
  const deleted = deletedTable(books).all();
  const taken = deleted.find((row) => row.entity === entity && row.number === number);
  if (taken) throw duplicate(number, entity, taken.entityId);
}

const duplicate = (number: string, entity: string, id: string) =>
  refusal(
    "6140",
    "Duplicate Document Number Error",
    `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${number} is assigned to TxnType=${entity} with TxnId=${id}`,
  );

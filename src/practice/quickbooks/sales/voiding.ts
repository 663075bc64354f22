/** Void and delete of an invoice, with and without something that settles it (docs/quickbooks.md 5 and 6). */
import { type Books, type EntityRow, table } from "../books.ts";
import { refuseClosedPeriod } from "../company.ts";
import { refusal } from "../fault.ts";
import { removeTransaction, replaceTransaction } from "../transactions.ts";
import { compact, isObject, type Json, type JsonObject, objectsAt, textAt } from "../values.ts";
import { releaseTarget, settlingsOf } from "./settling.ts";

const NOTE_MAX = 4000;

/** The marker of a void: the word, alone or in front of the old note. */
export function voidNote(books: Books, wire: JsonObject): string {
  const word = books.settings("void_word");
  const old = textAt(wire, "PrivateNote");
  const isKept = old !== undefined && books.settings("void_note") === "prefix";
  return (isKept ? `${word} - ${old}` : word).slice(0, NOTE_MAX);
}

export function voidInvoice(books: Books, row: EntityRow): EntityRow {
  refuseClosedPeriod(books, textAt(row.wire, "TxnDate"));
  const free = freeOf(
    books,
    row,
    () => refusal("6450", "Since the transaction is already settled, you can't void it."),
    books.settings("void_with_payment"),
  );
  const isVoid = free.hidden?.["isVoid"] === true;
  return replaceTransaction(
    books,
    free,
    {
      ...free.wire,
      ...zeroed(free.wire),
      LinkedTxn: [],
      PrivateNote: isVoid ? (free.wire["PrivateNote"] ?? "") : voidNote(books, free.wire),
    },
    { hidden: { ...free.hidden, isVoid: true, isTaxForced: false } },
  );
}

function zeroed(wire: JsonObject): JsonObject {
  return compact({
    TotalAmt: 0,
    Balance: 0,
    Deposit: wire["Deposit"] === undefined ? undefined : 0,
    HomeTotalAmt: wire["HomeTotalAmt"] === undefined ? undefined : 0,
    HomeBalance: wire["HomeBalance"] === undefined ? undefined : 0,
    TxnTaxDetail: { TotalTax: 0 },
    Line: objectsAt(wire, "Line").map(zeroLine),
  });
}

function zeroLine(line: JsonObject): JsonObject {
  const zero: Record<string, Json> = {};
  for (const [member, value] of Object.entries(line)) {
    if (["Amount", "Qty", "UnitPrice", "TaxInclusiveAmt"].includes(member)) zero[member] = 0;
    else if (member.endsWith("Detail") && isObject(value)) zero[member] = zeroLine(value);
    else if (member === "Line") zero[member] = objectsAt(line, "Line").map(zeroLine);
    else zero[member] = value;
  }
  return zero;
}

export function deleteDocument(books: Books, row: EntityRow): void {
  refuseClosedPeriod(books, textAt(row.wire, "TxnDate"));
  const free = freeOf(
    books,
    row,
    () =>
      refusal(
        "800",
        "The object can't be deleted due to existing dependencies. Unlink the payments first.",
      ),
    books.settings("delete_with_payment"),
  );
  removeTransaction(books, free);
}

/** The row without what settles it, which stays behind unapplied; or the refusal, by the setting. */
function freeOf(books: Books, row: EntityRow, refused: () => Error, setting: string): EntityRow {
  const settlings = settlingsOf(row);
  if (settlings.length === 0) return row;
  if (setting !== "unlink") throw refused();
  for (const { id } of settlings) releaseTarget(books, id, row.entity, row.id);
  return table(books, row.entity).get(row.id) ?? row;
}

/** What a document refers to has to be there, and a deposit has to fit it (docs/quickbooks.md 4.3). */
import type { Decimal } from "decimal.js";
import { type Books, type EntityRow, refTo } from "../books.ts";
import { accountingInfo, salesForms } from "../company.ts";
import { business, cannotBeLinked, tooLong } from "../fault.ts";
import { checkReference } from "../lists/checks.ts";
import {
  amountAt,
  compact,
  type Json,
  type JsonObject,
  objectsAt,
  refAt,
  textAt,
} from "../values.ts";

const REFERENCES = {
  SalesTermRef: "Term",
  ClassRef: "Class",
  DepartmentRef: "Department",
} as const;

/** The members with the names of what they refer to; without classes and locations where the company does not track them. */
export function withReferences(books: Books, sent: JsonObject): JsonObject {
  checkReference(books, sent, "DepositToAccountRef", "Account");
  const { ClassTrackingPerTxn, TrackDepartments } = accountingInfo(books);
  const members = compact({
    ...sent,
    ...(ClassTrackingPerTxn !== true && { ClassRef: undefined }),
    ...(TrackDepartments !== true && { DepartmentRef: undefined }),
  });
  const named = Object.entries(REFERENCES).flatMap(([member, entity]) => {
    const row = checkReference(books, members, member, entity);
    return row ? [[member, refTo(row, "Name")]] : [];
  });
  const shipMethod = refAt(members, "ShipMethodRef");
  if (shipMethod !== undefined && shipMethod.length > 30)
    throw tooLong("ShipMethodRef", 30, shipMethod.length);
  return { ...members, ...Object.fromEntries(named) };
}

/** Writable links are estimates and time alone, and there are none here; what settles the document is read only (docs/quickbooks.md 4.3). */
export function checkLinks(members: JsonObject, before: EntityRow | undefined): void {
  const known = new Set(objectsAt(before?.wire ?? {}, "LinkedTxn").map((link) => link["TxnId"]));
  for (const link of objectsAt(members, "LinkedTxn")) {
    const type = textAt(link, "TxnType");
    if (type !== "Estimate" && type !== "TimeActivity") continue;
    if (known.has(link["TxnId"] ?? null)) continue;
    throw cannotBeLinked(textAt(link, "TxnId"));
  }
}

export function checkDeposit(
  books: Books,
  wire: Record<string, Json | undefined>,
  total: Decimal,
): void {
  if (wire["Deposit"] === undefined) return;
  if (salesForms(books)["AllowDeposit"] !== true)
    throw business("Deposits are turned off in this company's sales settings.", "Deposit");
  const deposit = amountAt(compact({ Deposit: wire["Deposit"] }), "Deposit");
  if (deposit.isNegative() || deposit.gt(total))
    throw business("The deposit must not be more than the total.", "Deposit");
}

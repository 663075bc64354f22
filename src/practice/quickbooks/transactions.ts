/** Keeping transactions: the customer's balance follows (docs/quickbooks.md 4, 6). */
import type { Decimal } from "decimal.js";
import {
  type Books,
  type EntityName,
  type EntityRow,
  insert,
  remove,
  replace,
  table,
} from "./books.ts";
import { amountAt, type JsonObject, refAt, ZERO } from "./values.ts";

export function insertTransaction(
  books: Books,
  entity: EntityName,
  members: JsonObject,
  extra: { id?: string; hidden?: JsonObject } = {},
): EntityRow {
  const row = insert(books, entity, members, extra);
  moveBalance(books, row, 1);
  return row;
}

export function replaceTransaction(
  books: Books,
  row: EntityRow,
  members: JsonObject,
  change: { hidden?: JsonObject; keepsToken?: boolean } = {},
): EntityRow {
  moveBalance(books, row, -1);
  const next = replace(books, row, members, change);
  moveBalance(books, next, 1);
  return next;
}

export function removeTransaction(books: Books, row: EntityRow): void {
  moveBalance(books, row, -1);
  remove(books, row);
}

/** What a transaction adds to what its customer owes, in the customer's currency. */
function owed({ entity, wire }: EntityRow): Decimal {
  if (entity === "Invoice") return amountAt(wire, "Balance");
  if (entity === "CreditMemo") return amountAt(wire, "RemainingCredit").negated();
  if (entity === "Payment") return amountAt(wire, "UnappliedAmt").negated();
  return ZERO;
}

/** The customer's own members do not change by it: no new SyncToken. */
function moveBalance(books: Books, row: EntityRow, sign: 1 | -1): void {
  const amount = owed(row).times(sign);
  if (amount.isZero()) return;
  let id = refAt(row.wire, "CustomerRef");
  for (let level = 0; id !== undefined && level < 5; level++) {
    const customer: EntityRow | undefined = table(books, "Customer").get(id);
    if (!customer) return;
    const add = (member: string) => amountAt(customer.wire, member).plus(amount).toNumber();
    const own: JsonObject = level === 0 ? { Balance: add("Balance") } : {};
    replace(
      books,
      customer,
      { ...customer.wire, ...own, BalanceWithJobs: add("BalanceWithJobs") },
      { isQuiet: true },
    );
    id = refAt(customer.wire, "ParentRef");
  }
}

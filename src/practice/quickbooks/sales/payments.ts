/** Payments: money in, applied to invoices and from credit memos; what is not applied stays on the payment (docs/quickbooks.md 6). */
import { Decimal } from "decimal.js";
import { type Books, type EntityRow, table } from "../books.ts";
import { badReference, business, missing, refusal } from "../fault.ts";
import { amountAt, decimalAt, type JsonObject, objectsAt, refAt, textAt } from "../json.ts";
import { sum } from "../money.ts";
import {
  insertTransaction,
  refuseClosedPeriod,
  removeTransaction,
  replaceTransaction,
} from "../transactions.ts";
import { paymentHead } from "./payment-head.ts";
import {
  isSettledEntity,
  linkedTo,
  type Settled,
  setSettlings,
  settle,
  settlingsOf,
  unsettle,
} from "./settling.ts";
import { voidNote } from "./void-note.ts";

type Applied = { target: { entity: Settled; id: string }; amount: Decimal };

export function createPayment(
  books: Books,
  members: JsonObject,
  extra: { id?: string } = {},
): EntityRow {
  const head = paymentHead(books, members, undefined);
  const row = insertTransaction(books, "Payment", { ...head, UnappliedAmt: 0 }, extra);
  return applyLines(books, row, head, members);
}

export function updatePayment(books: Books, row: EntityRow, members: JsonObject): EntityRow {
  refuseDeposited(books);
  const head = paymentHead(books, members, row);
  release(books, row);
  return applyLines(books, row, head, members);
}

/** Total zero, nothing applied; what it had settled is open again. */
export function voidPayment(books: Books, row: EntityRow): EntityRow {
  refuseDeposited(books);
  refuseClosedPeriod(books, textAt(row.wire, "TxnDate"));
  release(books, row);
  return replaceTransaction(books, row, {
    ...row.wire,
    TotalAmt: 0,
    UnappliedAmt: 0,
    Line: [],
    PrivateNote: voidNote(books, row.wire),
  });
}

export function deletePayment(books: Books, row: EntityRow): void {
  refuseDeposited(books);
  refuseClosedPeriod(books, textAt(row.wire, "TxnDate"));
  release(books, row);
  removeTransaction(books, row);
}

/** Takes one document out of a payment, which keeps the money unapplied. */
export function releaseTarget(books: Books, paymentId: string, entity: string, id: string): void {
  const row = table(books, "Payment").get(paymentId);
  if (!row || !isSettledEntity(entity)) return;
  unsettle(books, { entity, id }, paymentId);
  setAppliedAmount(books, row, { entity, id }, new Decimal(0));
}

function setAppliedAmount(
  books: Books,
  payment: EntityRow,
  of: { entity: Settled; id: string },
  amount: Decimal,
): void {
  const applied = appliedOf(payment).flatMap((one): Applied[] => {
    const isIt = one.target.entity === of.entity && one.target.id === of.id;
    if (!isIt) return [one];
    return amount.isZero() ? [] : [{ ...one, amount }];
  });
  replaceTransaction(books, payment, withApplied(payment.wire, applied));
}

/** A document that was made smaller than what settles it gives the rest back, latest first: no negative balance (docs/quickbooks.md 5). */
export function trimOverpaid(books: Books, row: EntityRow): EntityRow {
  let excess = amountAt(row.wire, "Balance").negated();
  if (excess.lte(0) || !isSettledEntity(row.entity)) return row;
  const settlings = settlingsOf(row);
  for (const settling of settlings.toReversed()) {
    const cut = Decimal.min(excess, settling.amount);
    settling.amount = settling.amount.minus(cut);
    excess = excess.minus(cut);
    const payment = table(books, "Payment").get(settling.id);
    const of = { entity: row.entity, id: row.id };
    if (payment && cut.gt(0)) setAppliedAmount(books, payment, of, settling.amount);
  }
  const left = settlings.filter(({ amount }) => amount.gt(0));
  return setSettlings(books, row, left, { keepsToken: true });
}

/** Applies the lines; a line on another customer's document, or more than is open, stays unapplied (docs/quickbooks.md 5, 6). */
function applyLines(
  books: Books,
  row: EntityRow,
  head: JsonObject,
  members: JsonObject,
): EntityRow {
  const wanted = objectsAt(members, "Line").flatMap((line): Applied[] => {
    const amount = decimalAt(line, "Amount");
    if (amount === undefined) throw missing("Line.Amount");
    const link = linkedTo(line);
    if (!link) return [];
    if (!isSettledEntity(link.entity)) {
      throw refusal(
        "620",
        "Txn ID Cannot Be Linked",
        `The transaction ID ${link.id} cannot be linked.`,
        "LinkedTxn",
      );
    }
    const document = table(books, link.entity).get(link.id);
    if (!document) throw badReference("Transaction", link.id, "LinkedTxn");
    if (amount.isNegative())
      throw refusal(
        "2290",
        "Negative Amount",
        "Negative amounts aren't supported on transaction lines.",
        "Line.Amount",
      );
    const isOwn = refAt(document.wire, "CustomerRef") === refAt(head, "CustomerRef");
    return isOwn ? [{ target: { entity: link.entity, id: link.id }, amount }] : [];
  });
  const of = (entity: Settled) =>
    sum(wanted.filter(({ target }) => target.entity === entity).map(({ amount }) => amount));
  const available = amountAt(head, "TotalAmt").plus(of("CreditMemo"));
  if (of("Invoice").gt(available)) {
    throw business(
      "The amount applied is more than the total of the payment and the credits.",
      "Line.Amount",
    );
  }
  const applied = wanted.map(({ target, amount }) => ({
    target,
    amount: settle(books, target, { id: row.id, type: "Payment", amount }),
  }));
  return replaceTransaction(
    books,
    row,
    withApplied(
      head,
      applied.filter(({ amount }) => amount.gt(0)),
    ),
    // A row that was put a moment ago, only to have an id, is still its first version.
    { keepsToken: row.wire["Line"] === undefined },
  );
}

function withApplied(head: JsonObject, applied: Applied[]): JsonObject {
  const signed = applied.map(({ target, amount }) =>
    target.entity === "CreditMemo" ? amount.negated() : amount,
  );
  const unapplied = amountAt(head, "TotalAmt").minus(sum(signed));
  return {
    ...head,
    UnappliedAmt: Decimal.max(0, unapplied).toNumber(),
    Line: applied.map(({ target, amount }) => ({
      Amount: amount.toNumber(),
      LinkedTxn: [{ TxnId: target.id, TxnType: target.entity }],
    })),
  };
}

function appliedOf(row: EntityRow): Applied[] {
  return objectsAt(row.wire, "Line").flatMap((line): Applied[] => {
    const link = linkedTo(line);
    if (!link || !isSettledEntity(link.entity)) return [];
    return [{ target: { entity: link.entity, id: link.id }, amount: amountAt(line, "Amount") }];
  });
}

function release(books: Books, row: EntityRow): void {
  for (const { target } of appliedOf(row)) unsettle(books, target, row.id);
}

function refuseDeposited(books: Books): void {
  if (books.settings("quickbooks.payments_deposited") !== "yes") return;
  throw refusal(
    "6540",
    "Deposited Transaction cannot be changed",
    "This transaction is part of a deposit. If you want to change or delete it, you must edit and remove it from the deposit it appears on.",
  );
}

/** What a payment is applied to, and how it is taken back from one document or from all (docs/quickbooks.md 5, 6). */
import { Decimal } from "decimal.js";
import { type Books, type EntityRow, type Settled, table } from "../books.ts";
import { amountAt, type JsonObject, objectsAt } from "../json.ts";
import { sum } from "../money.ts";
import { replaceTransaction } from "../transactions.ts";
import { isSettledEntity, linkedTo, setSettlings, settlingsOf, unsettle } from "./settling.ts";

export type Applied = { target: { entity: Settled; id: string }; amount: Decimal };

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

/** A payment with what it is applied to; the rest of it stays unapplied. */
export function withApplied(head: JsonObject, applied: Applied[]): JsonObject {
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

/** Takes it back from everything that it was applied to. */
export function release(books: Books, row: EntityRow): void {
  for (const { target } of appliedOf(row)) unsettle(books, target, row.id);
}

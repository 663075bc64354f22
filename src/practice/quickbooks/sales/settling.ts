/** What settles an invoice or uses a credit memo: amounts by transaction, links on both sides, the balance that is left, and how it is taken back (docs/quickbooks.md 5, 6). */
import { Decimal } from "decimal.js";
import { type Books, type EntityRow, type Settled, table } from "../books.ts";
import { replaceTransaction } from "../transactions.ts";
import { amountAt, isObject, type JsonObject, objectsAt, sum, textAt } from "../values.ts";

type Settling = { id: string; type: string; amount: Decimal };

export function settlingsOf(row: EntityRow | undefined): Settling[] {
  return objectsAt(row?.hidden ?? {}, "settlings").map((one) => ({
    id: textAt(one, "id") ?? "",
    type: textAt(one, "type") ?? "",
    amount: new Decimal(textAt(one, "amount") ?? "0"),
  }));
}

export function hiddenWith(hidden: JsonObject | undefined, settlings: Settling[]): JsonObject {
  const list = settlings.map(({ id, type, amount }) => ({ id, type, amount: amount.toFixed() }));
  return { ...hidden, settlings: list };
}

/** Balance, home balance and links of a document whose total is known. */
export function settledMembers(
  entity: Settled,
  wire: JsonObject,
  settlings: Settling[],
): JsonObject {
  const paid = sum(settlings.map(({ amount }) => amount));
  const balance = amountAt(wire, "TotalAmt").minus(amountAt(wire, "Deposit")).minus(paid);
  const rate = new Decimal(Number(wire["ExchangeRate"] ?? 1));
  const links: JsonObject[] = settlings.map(({ id, type }) => ({ TxnId: id, TxnType: type }));
  return {
    ...wire,
    LinkedTxn: links,
    Balance: balance.toNumber(),
    ...(entity === "CreditMemo" && { RemainingCredit: balance.toNumber() }),
    ...(wire["HomeTotalAmt"] !== undefined && {
      HomeBalance: balance.times(rate).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber(),
    }),
  };
}

/** Applies up to `amount`; answers with what was applied, which is never more than what is open. */
export function settle(
  books: Books,
  target: { entity: Settled; id: string },
  by: Settling,
): Decimal {
  const row = table(books, target.entity).get(target.id);
  if (!row) return new Decimal(0);
  const open = amountAt(row.wire, "Balance");
  const applied = Decimal.min(open, by.amount);
  if (applied.lte(0)) return new Decimal(0);
  setSettlings(books, row, [...settlingsOf(row), { ...by, amount: applied }]);
  return applied;
}

/** Takes away what one transaction settled; answers with how much. */
function unsettle(books: Books, target: { entity: Settled; id: string }, by: string): void {
  const row = table(books, target.entity).get(target.id);
  if (!row) return;
  setSettlings(
    books,
    row,
    settlingsOf(row).filter(({ id }) => id !== by),
  );
}

function setSettlings(
  books: Books,
  row: EntityRow,
  settlings: Settling[],
  { keepsToken = books.settings("payment_moves_token") === "no" } = {},
): EntityRow {
  const entity = row.entity === "CreditMemo" ? "CreditMemo" : "Invoice";
  return replaceTransaction(books, row, settledMembers(entity, row.wire, settlings), {
    hidden: hiddenWith(row.hidden, settlings),
    keepsToken,
  });
}

export function isSettledEntity(type: string | undefined): type is Settled {
  return type === "Invoice" || type === "CreditMemo";
}

export function linkedTo(line: JsonObject): { entity: string; id: string } | undefined {
  const link = line["LinkedTxn"];
  const first = Array.isArray(link) ? link[0] : link;
  if (!isObject(first)) return undefined;
  return { entity: textAt(first, "TxnType") ?? "", id: textAt(first, "TxnId") ?? "" };
}

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

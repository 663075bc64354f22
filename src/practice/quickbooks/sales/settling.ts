/** What settles an invoice or uses a credit memo: amounts by transaction, links on both sides, and the balance that is left (docs/quickbooks.md 5, 6). */
import { Decimal } from "decimal.js";
import { type Books, type EntityRow, type Settled, table } from "../books.ts";
import { amountAt, isObject, type JsonObject, objectsAt, textAt } from "../json.ts";
import { sum } from "../money.ts";
import { replaceTransaction } from "../transactions.ts";

export type Settling = { id: string; type: string; amount: Decimal };

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
export function unsettle(books: Books, target: { entity: Settled; id: string }, by: string): void {
  const row = table(books, target.entity).get(target.id);
  if (!row) return;
  setSettlings(
    books,
    row,
    settlingsOf(row).filter(({ id }) => id !== by),
  );
}

export function setSettlings(
  books: Books,
  row: EntityRow,
  settlings: Settling[],
  { keepsToken = books.settings("quickbooks.payment_moves_token") === "no" } = {},
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

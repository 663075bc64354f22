/** Payments: money in, applied to invoices and from credit memos; what is not applied stays on the payment (docs/quickbooks.md 6). */

import { type Books, type EntityRow, isActive, type Settled, table } from "../books.ts";
import { currencyRef, homeCurrency, isMulticurrency, refuseClosedPeriod } from "../company.ts";
import { positiveRate, rateOn } from "../exchange-rates.ts";
import { badReference, badValue, business, inactive, missing, refusal } from "../fault.ts";
import { checkReference } from "../lists/checks.ts";
import { serverDate } from "../times.ts";
import { insertTransaction, removeTransaction, replaceTransaction } from "../transactions.ts";
import {
  amountAt,
  cents,
  compact,
  decimalAt,
  type JsonObject,
  objectAt,
  objectsAt,
  refAt,
  sum,
  textAt,
} from "../values.ts";
import {
  type Applied,
  isSettledEntity,
  linkedTo,
  release,
  settle,
  withApplied,
} from "./settling.ts";
import { voidNote } from "./voiding.ts";

function paymentHead(books: Books, members: JsonObject, before: EntityRow | undefined): JsonObject {
  const total = decimalAt(members, "TotalAmt");
  if (total === undefined) throw missing("TotalAmt");
  const id = refAt(members, "CustomerRef");
  if (id === undefined) throw missing("CustomerRef");
  const customer = table(books, "Customer").get(id);
  if (!customer) throw badReference("Names", id);
  if (!before && !isActive(customer)) {
    throw inactive(books.settings("inactive_customer"), "CustomerRef");
  }
  if (total.isNegative()) throw badValue("2140", "TotalAmt", total);
  const date = textAt(members, "TxnDate") ?? serverDate(books.now);
  refuseClosedPeriod(books, date, before && textAt(before.wire, "TxnDate"));
  checkReference(books, members, "PaymentMethodRef", "PaymentMethod");
  checkReference(books, members, "DepositToAccountRef", "Account");
  const { Line: _line, ...rest } = members;
  return compact({
    ...rest,
    TxnDate: date,
    TotalAmt: cents(total).toNumber(),
    CustomerRef: { value: id, name: textAt(customer.wire, "DisplayName") ?? "" },
    ...currencyMembers(books, members, customer, date),
    DepositToAccountRef: objectAt(members, "DepositToAccountRef") ?? undepositedFunds(books),
    ProcessPayment: false,
  });
}

function currencyMembers(
  books: Books,
  members: JsonObject,
  customer: EntityRow,
  date: string,
): JsonObject {
  const home = homeCurrency(books);
  const own = refAt(customer.wire, "CurrencyRef") ?? home;
  const sent = refAt(members, "CurrencyRef");
  if (
    sent === undefined &&
    isMulticurrency(books) &&
    books.settings("missing_currency") === "2020"
  ) {
    throw missing("CurrencyRef");
  }
  if (sent !== undefined && sent !== own) {
    throw business("The transaction needs to be in the same currency as the A/R account it uses.");
  }
  if (!isMulticurrency(books)) return { CurrencyRef: currencyRef(own) };
  const isDay = own !== home && books.settings("missing_rate") === "day";
  const sentRate = members["ExchangeRate"];
  if (typeof sentRate === "number" && own !== home) positiveRate(sentRate);
  const rate = sentRate ?? (isDay ? rateOn(books, own, date).toNumber() : 1);
  return { CurrencyRef: currencyRef(own), ExchangeRate: own === home ? 1 : rate };
}

function undepositedFunds(books: Books): JsonObject | undefined {
  const account = table(books, "Account")
    .all()
    .find((row) => row.wire["AccountSubType"] === "UndepositedFunds");
  return account && { value: account.id };
}

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
      throw refusal("620", `The transaction ID ${link.id} cannot be linked.`, "LinkedTxn");
    }
    const document = table(books, link.entity).get(link.id);
    if (!document) throw badReference("Transaction", link.id, "LinkedTxn");
    if (amount.isNegative())
      throw refusal(
        "2290",
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

function refuseDeposited(books: Books): void {
  if (books.settings("payments_deposited") !== "yes") return;
  throw refusal(
    "6540",
    "This transaction is part of a deposit. If you want to change or delete it, you must edit and remove it from the deposit it appears on.",
  );
}

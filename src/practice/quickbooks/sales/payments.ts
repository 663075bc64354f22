/** Payments: money in, applied to invoices and from credit memos; what is not applied stays on the payment (docs/quickbooks.md 6). */
import { type Books, type EntityRow, isActive, refTo, type Settled, table } from "../books.ts";
import { currencyRef, homeCurrency, isMulticurrency, refuseClosedPeriod } from "../company.ts";
import { positiveRate, rateOn } from "../exchange-rates.ts";
import {
  badReference,
  badValue,
  business,
  cannotBeLinked,
  inactive,
  missing,
  negativeLine,
  otherCurrency,
  refusal,
} from "../fault.ts";
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
  if (!before && !isActive(customer))
    throw inactive(books.settings("inactive_customer"), "CustomerRef");
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
    CustomerRef: refTo(customer, "DisplayName"),
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
  const isMissing = sent === undefined && isMulticurrency(books);
  if (isMissing && books.settings("missing_currency") === "2020") throw missing("CurrencyRef");
  if (sent !== undefined && sent !== own) throw otherCurrency();
  if (!isMulticurrency(books)) return { CurrencyRef: currencyRef(own) };
  const { ExchangeRate: sentRate } = members;
  if (own === home) return { CurrencyRef: currencyRef(own), ExchangeRate: 1 };
  if (typeof sentRate === "number") positiveRate(sentRate);
  const isDay = books.settings("missing_rate") === "day";
  const rate = sentRate ?? (isDay ? rateOn(books, own, date).toNumber() : 1);
  return { CurrencyRef: currencyRef(own), ExchangeRate: rate };
}

function undepositedFunds(books: Books): JsonObject | undefined {
  const accounts = table(books, "Account").all();
  const account = accounts.find(({ wire }) => wire["AccountSubType"] === "UndepositedFunds");
  return account && { value: account.id };
}

export function createPayment(books: Books, members: JsonObject): EntityRow {
  const head = paymentHead(books, members, undefined);
  const row = insertTransaction(books, "Payment", { ...head, UnappliedAmt: 0 });
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
  takeBack(books, row);
  const note = voidNote(books, row.wire);
  const zero = { TotalAmt: 0, UnappliedAmt: 0, Line: [], PrivateNote: note };
  return replaceTransaction(books, row, { ...row.wire, ...zero });
}

export function deletePayment(books: Books, row: EntityRow): void {
  takeBack(books, row);
  removeTransaction(books, row);
}

function takeBack(books: Books, row: EntityRow): void {
  refuseDeposited(books);
  refuseClosedPeriod(books, textAt(row.wire, "TxnDate"));
  release(books, row);
}

/** What the lines are to be applied to; a line on another customer's document stays unapplied. */
function wantedOf(books: Books, head: JsonObject, members: JsonObject): Applied[] {
  return objectsAt(members, "Line").flatMap((line): Applied[] => {
    const amount = decimalAt(line, "Amount");
    if (amount === undefined) throw missing("Line.Amount");
    const link = linkedTo(line);
    if (!link) return [];
    const { entity, id } = link;
    if (!isSettledEntity(entity)) throw cannotBeLinked(id);
    const document = table(books, entity).get(id);
    if (!document) throw badReference("Transaction", id, "LinkedTxn");
    if (amount.isNegative()) throw negativeLine();
    const isOwn = refAt(document.wire, "CustomerRef") === refAt(head, "CustomerRef");
    return isOwn ? [{ target: { entity, id }, amount }] : [];
  });
}

/** Applies the lines; more than is open stays unapplied (docs/quickbooks.md 5, 6). */
function applyLines(
  books: Books,
  row: EntityRow,
  head: JsonObject,
  members: JsonObject,
): EntityRow {
  const wanted = wantedOf(books, head, members);
  const of = (entity: Settled) =>
    sum(wanted.filter(({ target }) => target.entity === entity).map(({ amount }) => amount));
  if (of("Invoice").gt(amountAt(head, "TotalAmt").plus(of("CreditMemo"))))
    throw business(
      "The amount applied is more than the total of the payment and the credits.",
      "Line.Amount",
    );
  const applied = wanted
    .map(({ target, amount }) => ({
      target,
      amount: settle(books, target, { id: row.id, type: "Payment", amount }),
    }))
    .filter(({ amount }) => amount.gt(0));
  // A row that was put a moment ago, only to have an id, is still its first version.
  const keepsToken = row.wire["Line"] === undefined;
  return replaceTransaction(books, row, withApplied(head, applied), { keepsToken });
}

function refuseDeposited(books: Books): void {
  if (books.settings("payments_deposited") !== "yes") return;
  throw refusal(
    "6540",
    "This transaction is part of a deposit. If you want to change or delete it, you must edit and remove it from the deposit it appears on.",
  );
}

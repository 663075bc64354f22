/** What a payment says of itself, before it is applied to anything: customer, date, currency, account (docs/quickbooks.md 6). */
import { type Books, type EntityRow, isActive, table } from "../books.ts";
import { currencyRef, homeCurrency, isMulticurrency, refuseClosedPeriod } from "../company.ts";
import { positiveRate, rateOn } from "../exchange-rates.ts";
import { badReference, business, inactive, missing, refusal } from "../fault.ts";
import { compact, decimalAt, type JsonObject, objectAt, refAt, textAt } from "../json.ts";
import { checkReference } from "../lists/checks.ts";
import { cents } from "../money.ts";
import { serverDate } from "../times.ts";

export function paymentHead(
  books: Books,
  members: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  const total = decimalAt(members, "TotalAmt");
  if (total === undefined) throw missing("TotalAmt");
  const id = refAt(members, "CustomerRef");
  if (id === undefined) throw missing("CustomerRef");
  const customer = table(books, "Customer").get(id);
  if (!customer) throw badReference("Names", id);
  if (!before && !isActive(customer)) {
    throw inactive(books.settings("quickbooks.inactive_customer"), "CustomerRef");
  }
  if (total.isNegative())
    throw refusal("2140", "Invalid Amount", `Supplied value:${total}`, "TotalAmt");
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
    books.settings("quickbooks.missing_currency") === "2020"
  ) {
    throw missing("CurrencyRef");
  }
  if (sent !== undefined && sent !== own) {
    throw business("The transaction needs to be in the same currency as the A/R account it uses.");
  }
  if (!isMulticurrency(books)) return { CurrencyRef: currencyRef(own) };
  const isDay = own !== home && books.settings("quickbooks.missing_rate") === "day";
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

/** For whom a document is and what it takes from them, of which day, in which currency, and how its prices are taxed (docs/quickbooks.md 4). */
import type { Decimal } from "decimal.js";
import { type Books, type EntityRow, isActive, type Settled, table } from "../books.ts";
import { isUs, refuseClosedPeriod, salesForms } from "../company.ts";
import { transactionCurrency } from "../exchange-rates.ts";
import { badReference, inactive, missing, needsEmail } from "../fault.ts";
import { checkEmail, storedAddresses } from "../lists/checks.ts";
import { serverDate } from "../times.ts";
import { compact, type JsonObject, objectAt, refAt, textAt } from "../values.ts";
import type { DocumentInput } from "../write-context.ts";

function customerOf(books: Books, members: JsonObject, before: EntityRow | undefined): EntityRow {
  const id = refAt(members, "CustomerRef");
  if (id === undefined) throw missing("CustomerRef");
  const customer = table(books, "Customer").get(id);
  if (!customer) throw badReference("Names", id);
  const isKept = before !== undefined && refAt(before.wire, "CustomerRef") === id;
  if (!isKept && !isActive(customer))
    throw inactive(books.settings("inactive_customer"), "CustomerRef");
  return customer;
}

/** With what the customer adds, on creation alone: an update that omits a member clears it. */
function withCustomer(
  books: Books,
  sent: JsonObject,
  customer: EntityRow,
  { entity, before }: DocumentInput,
): JsonObject {
  const filled = before ? sent : { ...defaultsOf(books, customer, entity), ...sent };
  const isMailed = !before && customer.wire["PreferredDeliveryMethod"] === "Email";
  const members: JsonObject = {
    ...(isMailed && filled["BillEmail"] && { EmailStatus: "NeedToSend" }),
    ...filled,
    ...storedAddresses(books, filled, ["BillAddr", "ShipAddr", "ShipFromAddr"]),
  };
  checkEmail(members, "BillEmail");
  if (members["EmailStatus"] === "NeedToSend" && !members["BillEmail"]) throw needsEmail();
  return members;
}

function defaultsOf(books: Books, { wire }: EntityRow, entity: Settled): JsonObject {
  const { BillAddr, ShipAddr, SalesTermRef, PreferredDeliveryMethod } = wire;
  const { SalesEmailCc: BillEmailCc, SalesEmailBcc: BillEmailBcc } = salesForms(books);
  const email = objectAt(wire, "PrimaryEmailAddr");
  return compact({
    BillEmail: email && { Address: textAt(email, "Address") ?? "" },
    ...{ BillAddr, ShipAddr },
    PrintStatus: PreferredDeliveryMethod === "Print" ? "NeedToPrint" : undefined,
    ...(entity === "Invoice" && { SalesTermRef, BillEmailCc, BillEmailBcc }),
  });
}

export type DocumentHead = {
  /** As they were sent, with what the customer adds. */
  members: JsonObject;
  customer: EntityRow;
  date: string;
  money: { currency: string; rate: Decimal | undefined };
  globalTax: string | undefined;
};

export function documentHead(books: Books, input: DocumentInput): DocumentHead {
  const { before, members: sent } = input;
  const customer = customerOf(books, sent, before);
  const date = textAt(sent, "TxnDate") ?? serverDate(books.now);
  refuseClosedPeriod(books, date, before && textAt(before.wire, "TxnDate"));
  const money = transactionCurrency(books, sent, customer, date);
  const globalTax = globalTaxOf(books, sent);
  if (sent["Line"] === undefined) throw missing("Line");
  const members = withCustomer(books, sent, customer, input);
  return { members, customer, date, money, globalTax };
}

function globalTaxOf(books: Books, members: JsonObject): string | undefined {
  if (isUs(books)) return undefined;
  const sent = textAt(members, "GlobalTaxCalculation");
  if (sent !== undefined) return sent;
  if (books.settings("missing_global_tax") === "excluded") return "TaxExcluded";
  throw missing("GlobalTaxCalculation");
}

/** For whom a document is and what it takes from them, of which day, in which currency, and how its prices are taxed (docs/quickbooks.md 4). */
import type { Decimal } from "decimal.js";
import { type Books, type EntityRow, isActive, type Settled, table } from "../books.ts";
import { isUs, refuseClosedPeriod, salesForms } from "../company.ts";
import { transactionCurrency } from "../exchange-rates.ts";
import { badReference, inactive, missing, needsEmail } from "../fault.ts";
import { checkEmail, storedAddress } from "../lists/checks.ts";
import { serverDate } from "../times.ts";
import { type JsonObject, objectAt, refAt, textAt } from "../values.ts";
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

/** Defaults from the customer, on creation alone: an update that omits a member clears it. */
function fillFromCustomer(
  books: Books,
  members: JsonObject,
  customer: EntityRow,
  { entity, before }: { entity: Settled; before: EntityRow | undefined },
): void {
  if (!before) {
    const { PrimaryEmailAddr, BillAddr, ShipAddr, SalesTermRef, PreferredDeliveryMethod } =
      customer.wire;
    if (PrimaryEmailAddr)
      members["BillEmail"] ??= {
        Address: textAt(objectAt(customer.wire, "PrimaryEmailAddr") ?? {}, "Address") ?? "",
      };
    if (BillAddr) members["BillAddr"] ??= BillAddr;
    if (ShipAddr) members["ShipAddr"] ??= ShipAddr;
    if (entity === "Invoice" && SalesTermRef) members["SalesTermRef"] ??= SalesTermRef;
    if (PreferredDeliveryMethod === "Email" && members["BillEmail"])
      members["EmailStatus"] ??= "NeedToSend";
    if (PreferredDeliveryMethod === "Print") members["PrintStatus"] ??= "NeedToPrint";
    if (entity === "Invoice") {
      const { SalesEmailCc, SalesEmailBcc } = salesForms(books);
      if (SalesEmailCc) members["BillEmailCc"] ??= SalesEmailCc;
      if (SalesEmailBcc) members["BillEmailBcc"] ??= SalesEmailBcc;
    }
  }
  for (const address of ["BillAddr", "ShipAddr", "ShipFromAddr"])
    storedAddress(books, members, address);
  checkEmail(members, "BillEmail");
  if (members["EmailStatus"] === "NeedToSend" && !members["BillEmail"]) throw needsEmail();
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
  const { before } = input;
  const members = { ...input.members };
  const customer = customerOf(books, members, before);
  const date = textAt(members, "TxnDate") ?? serverDate(books.now);
  refuseClosedPeriod(books, date, before && textAt(before.wire, "TxnDate"));
  const money = transactionCurrency(books, members, customer, date);
  const globalTax = globalTaxOf(books, members);
  if (members["Line"] === undefined) throw missing("Line");
  fillFromCustomer(books, members, customer, input);
  return { members, customer, date, money, globalTax };
}

function globalTaxOf(books: Books, members: JsonObject): string | undefined {
  if (isUs(books)) return undefined;
  const sent = textAt(members, "GlobalTaxCalculation");
  if (sent !== undefined) return sent;
  if (books.settings("missing_global_tax") === "excluded") return "TaxExcluded";
  throw missing("GlobalTaxCalculation");
}

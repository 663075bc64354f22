/** For whom a document is, of which day, in which currency, and how its prices are taxed (docs/quickbooks.md 4). */
import type { Decimal } from "decimal.js";
import type { Books, EntityRow } from "../books.ts";
import { isUs, refuseClosedPeriod } from "../company.ts";
import { transactionCurrency } from "../exchange-rates.ts";
import { missing } from "../fault.ts";
import { type JsonObject, textAt } from "../json.ts";
import { serverDate } from "../times.ts";
import { customerOf, fillFromCustomer } from "./document-customer.ts";
import type { DocumentInput } from "./document-input.ts";

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
  if (books.settings("quickbooks.missing_global_tax") === "excluded") return "TaxExcluded";
  throw missing("GlobalTaxCalculation");
}

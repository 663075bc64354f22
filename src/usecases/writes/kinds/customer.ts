/** A new customer. Display names are unique, so the name alone tells whether it was made. */
import type { Customer, NewCustomer } from "../../../domain/books.ts";
import { jsonText } from "../../../domain/money/exact-json.ts";
import { addressWire, emailWire, taxIdWire } from "../../books/invoice-body.ts";
import { customerById } from "../../books/match-books.ts";
import type { WriteKind } from "../kind.ts";

/** `country`: of the books. */
export const customerKind: WriteKind<Customer, { customer: NewCustomer; country: string }> = {
  name: "customer",
  service: "quickbooks",
  words: { thing: "customer", verb: "create", past: "created", done: "made" },
  body: ({ customer, country }) =>
    jsonText({
      DisplayName: customer.name,
      CompanyName: customer.companyName || undefined,
      CurrencyRef: customer.currency ? { value: customer.currency } : undefined,
      PrimaryEmailAddr: emailWire(customer.email),
      PrimaryPhone: customer.phone ? { FreeFormNumber: customer.phone } : undefined,
      BillAddr: customer.address ? addressWire(customer.address) : undefined,
      SalesTermRef: customer.termId ? { value: customer.termId } : undefined,
      ...taxIdWire(customer.taxId, country),
    }),
  send: ({ quickbooks }, { body, requestId }) =>
    quickbooks.send({ entity: "Customer", operation: "create", body }, requestId),
  async find({ quickbooks }, { follows }) {
    const named = await quickbooks.matchCustomers({ name: follows.target ?? "" });
    return named.find(({ parentId }) => parentId === null);
  },
  async follow(_ledger, { intent: { follows }, made }) {
    const { customerLink: link } = follows;
    if (!link) return {};
    return { customerLink: { ...link, customerId: made.id, customerName: made.name } };
  },
  named: (ports, _intent, id) => customerById(ports, id),
};

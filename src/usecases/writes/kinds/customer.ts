/** A new customer. Display names are unique, so the name alone tells whether it was made. */
import type { WrittenOf } from "../../../ports.ts";
import { customerById } from "../../books/customer-by-id.ts";
import type { WriteKind } from "../kind.ts";

export const customerKind: WriteKind<WrittenOf<"customer">> = {
  name: "customer",
  service: "quickbooks",
  words: { thing: "customer", verb: "create", past: "created", done: "made" },
  answers: ["customer"],
  async find({ quickbooks }, { follows }) {
    const named = await quickbooks.matchCustomers({ name: follows.target ?? "" });
    const customer = named.find(({ parentId }) => parentId === null);
    return customer && { kind: "customer", customer, traceId: undefined };
  },
  async follow(_ledger, { intent: { follows }, written: { customer } }) {
    const { customerLink: link } = follows;
    if (!link) return {};
    return { customerLink: { ...link, customerId: customer.id, customerName: customer.name } };
  },
  async named(ports, _intent, id) {
    const customer = await customerById(ports, id);
    return customer && { kind: "customer", customer, traceId: undefined };
  },
};

/** Address, e-mail and tax id of a customer. The version that it changes keeps it from being done twice. */
import type { Customer, CustomerUpdate } from "../../../domain/books.ts";
import { jsonText } from "../../../domain/money/exact-json.ts";
import { addressWire, emailWire, taxIdWire } from "../../books/invoice-body.ts";
import { customerById } from "../../books/match-books.ts";
import type { WriteKind } from "../kind.ts";

/** `customer`: the version that was read. `country`: of the books. */
type Change = { customer: Customer; update: CustomerUpdate; country: string };

export const customerUpdateKind: WriteKind<Customer, Change> = {
  name: "customer_update",
  service: "quickbooks",
  words: { thing: "customer", verb: "update", past: "updated", done: "updated" },
  // Members that are not named stay, masked ones too.
  body: ({ customer: { id, syncToken }, update: { address, email, taxId }, country }) =>
    jsonText({
      sparse: true,
      Id: id,
      SyncToken: syncToken,
      PrimaryEmailAddr: emailWire(email),
      BillAddr: address ? addressWire(address) : undefined,
      ...taxIdWire(taxId, country),
    }),
  send: ({ quickbooks }, { body, requestId }) =>
    quickbooks.send({ entity: "Customer", operation: "create", body }, requestId),
  unseen: "not known",
  named: (ports, _intent, id) => customerById(ports, id),
};

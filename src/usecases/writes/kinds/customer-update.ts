/** Address, e-mail and tax id of a customer. The version that it changes keeps it from being done twice. */
import type { WrittenOf } from "../../../ports.ts";
import { customerById } from "../../books/customer-by-id.ts";
import type { WriteKind } from "../kind.ts";

export const customerUpdateKind: WriteKind<WrittenOf<"customer_update">> = {
  name: "customer_update",
  service: "quickbooks",
  words: { thing: "customer", verb: "update", past: "updated", done: "updated" },
  answers: ["customer_update"],
  unseen: "not known",
  async named(ports, _intent, id) {
    const customer = await customerById(ports, id);
    return customer && { kind: "customer_update", customer, traceId: undefined };
  },
};

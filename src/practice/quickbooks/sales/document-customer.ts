/** Who a document is for, and what it takes from them (docs/quickbooks.md 4.3). */
import { type Books, type EntityRow, isActive, type Settled, table } from "../books.ts";
import { salesForms } from "../company.ts";
import { badReference, inactive, missing, refusal } from "../fault.ts";
import { type JsonObject, objectAt, refAt, textAt } from "../json.ts";
import { storedAddress } from "../lists/addresses.ts";
import { checkEmail } from "../lists/checks.ts";

export function customerOf(
  books: Books,
  members: JsonObject,
  before: EntityRow | undefined,
): EntityRow {
  const id = refAt(members, "CustomerRef");
  if (id === undefined) throw missing("CustomerRef");
  const customer = table(books, "Customer").get(id);
  if (!customer) throw badReference("Names", id);
  const isKept = before !== undefined && refAt(before.wire, "CustomerRef") === id;
  if (!isKept && !isActive(customer)) {
    throw inactive(books.settings("quickbooks.inactive_customer"), "CustomerRef");
  }
  return customer;
}

/** Defaults from the customer, on creation alone: an update that omits a member clears it. */
export function fillFromCustomer(
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
  if (members["EmailStatus"] === "NeedToSend" && !members["BillEmail"]) {
    throw refusal(
      "6420",
      "Email address is required",
      "An email address is required for this customer since the delivery type is email.",
      "BillEmail",
    );
  }
}

/** The public page of an invoice, for who asks for it (docs/quickbooks.md 4.3, 17). */
import type { Request } from "../../http.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";

/** With `include=invoiceLink`: on an invoice that can be paid online and has an address to mail it to. */
export function withInvoiceLink(request: Request, answer: JsonObject): JsonObject {
  const invoice = objectAt(answer, "Invoice");
  const isAsked = request.query
    .getAll("include")
    .some((list) => list.split(",").includes("invoiceLink"));
  if (!isAsked || !invoice) return answer;
  const isOnline =
    invoice["AllowOnlineCreditCardPayment"] === true || invoice["AllowOnlineACHPayment"] === true;
  const isMailed = textAt(objectAt(invoice, "BillEmail") ?? {}, "Address") !== undefined;
  if (!isOnline || !isMailed) return answer;
  const origin = `http://${request.headers["host"] ?? "127.0.0.1"}`;
  return {
    ...answer,
    Invoice: { ...invoice, InvoiceLink: `${origin}/app/invoice?txnId=${invoice["Id"]}` },
  };
}

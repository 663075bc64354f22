/** Sending an invoice by e-mail (docs/quickbooks.md 6). */
import type { Request } from "../../http.ts";
import { type Books, table } from "../books.ts";
import { Fault, notFound } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import { sendInvoice } from "../sales/sending.ts";
import { wireOf } from "../wire.ts";

export function send(request: Request, books: Books, id: string): JsonObject {
  // A JSON content type is known to end in a 500 (docs/quickbooks.md 6).
  if (/json/i.test(request.headers["content-type"] ?? "")) {
    throw new Fault(
      {
        code: "10000",
        message: "An application error has occurred while processing your request",
        detail: "System Failure Error: java.lang.NullPointerException",
      },
      "SystemFault",
    );
  }
  const row = table(books, "Invoice").get(id);
  if (!row) throw notFound();
  const sent = books.state.transaction(() =>
    sendInvoice(books, row, request.query.get("sendTo") || undefined),
  );
  return { Invoice: wireOf(books, sent) };
}

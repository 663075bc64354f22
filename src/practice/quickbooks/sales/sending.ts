/** E-mailing an invoice, with an outbox in place of the post, and its public page (docs/quickbooks.md 4.3, 6, 17). */

import type { Request } from "../../http.ts";
import type { Row } from "../../state.ts";
import { type Books, type EntityRow, replace, table } from "../books.ts";
import { wireOf } from "../company.ts";
import { notFound, refusal, systemFault } from "../fault.ts";
import { checkEmail } from "../lists/checks.ts";
import { pacificTime } from "../times.ts";
import { compact, type JsonObject, objectAt, textAt } from "../values.ts";

type Mail = Row & {
  at: string;
  invoice: string;
  number: string;
  to: string;
  cc: string;
  bcc: string;
  total: string;
};

function sendInvoice(books: Books, row: EntityRow, sendTo: string | undefined): EntityRow {
  const address = (member: string) => textAt(objectAt(row.wire, member) ?? {}, "Address");
  const to = sendTo ?? address("BillEmail");
  if (to === undefined) {
    throw refusal(
      "6420",
      "An email address is required for this customer since the delivery type is email.",
      "BillEmail",
    );
  }
  const billEmail: JsonObject = { Address: to };
  checkEmail({ BillEmail: billEmail }, "BillEmail");
  const outbox = books.state.table<Mail>("qb.outbox");
  const today = books.now.toISOString().slice(0, 10);
  const sentToday = outbox.all().filter((mail) => mail.at.startsWith(today)).length;
  if (sentToday >= Number(books.settings("emails_per_day"))) {
    throw refusal("6000", "Business Validation Error: The limit of e-mails for today is reached.");
  }
  outbox.put({
    id: String(books.state.next("qb.ids.mails")),
    at: books.now.toISOString(),
    invoice: row.id,
    number: textAt(row.wire, "DocNumber") ?? "",
    to,
    cc: address("BillEmailCc") ?? "",
    bcc: address("BillEmailBcc") ?? "",
    total: String(row.wire["TotalAmt"] ?? 0),
  });
  const isEInvoice = books.settings("einvoice_status") === "on";
  return replace(
    books,
    row,
    compact({
      ...row.wire,
      BillEmail: billEmail,
      EmailStatus: "EmailSent",
      DeliveryInfo: { DeliveryType: "Email", DeliveryTime: pacificTime(books.now) },
      EInvoiceStatus: isEInvoice ? "Sent" : undefined,
    }),
  );
}

export function outboxOf(books: Pick<Books, "state">): Mail[] {
  return books.state.table<Mail>("qb.outbox").all();
}

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

export function send(request: Request, books: Books, id: string): JsonObject {
  // A JSON content type is known to end in a 500 (docs/quickbooks.md 6).
  if (/json/i.test(request.headers["content-type"] ?? "")) {
    throw systemFault("java.lang.NullPointerException");
  }
  const row = table(books, "Invoice").get(id);
  if (!row) throw notFound();
  const sent = books.state.transaction(() =>
    sendInvoice(books, row, request.query.get("sendTo") || undefined),
  );
  return { Invoice: wireOf(books, sent) };
}

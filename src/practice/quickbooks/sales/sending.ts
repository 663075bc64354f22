/** E-mailing an invoice, with an outbox in place of the post (docs/quickbooks.md 6). */
import type { Request } from "../../http.ts";
import type { Row } from "../../state.ts";
import { type Books, type EntityRow, replace, table } from "../books.ts";
import { wireOf } from "../company.ts";
import { needsEmail, notFound, refusal, systemFault } from "../fault.ts";
import { checkEmail } from "../lists/checks.ts";
import { pacificTime } from "../times.ts";
import { compact, type JsonObject, objectAt, textAt } from "../values.ts";

type Mail = Row & Record<"at" | "invoice" | "number" | "to" | "cc" | "bcc" | "total", string>;

function sendInvoice(books: Books, row: EntityRow, sendTo: string | undefined): EntityRow {
  const address = (member: string) => textAt(objectAt(row.wire, member) ?? {}, "Address");
  const to = sendTo ?? address("BillEmail");
  if (to === undefined) throw needsEmail();
  const billEmail: JsonObject = { Address: to };
  checkEmail({ BillEmail: billEmail }, "BillEmail");
  const outbox = books.state.table<Mail>("qb.outbox");
  const today = books.now.toISOString().slice(0, 10);
  const sentToday = outbox.all().filter((mail) => mail.at.startsWith(today)).length;
  if (sentToday >= Number(books.settings("emails_per_day")))
    throw refusal("6000", "Business Validation Error: The limit of e-mails for today is reached.");
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

export function send(request: Request, books: Books, id: string): JsonObject {
  // A JSON content type is known to end in a 500 (docs/quickbooks.md 6).
  if (/json/i.test(request.headers["content-type"] ?? ""))
    throw systemFault("java.lang.NullPointerException");
  const row = table(books, "Invoice").get(id);
  if (!row) throw notFound();
  const sent = books.state.transaction(() =>
    sendInvoice(books, row, request.query.get("sendTo") || undefined),
  );
  return { Invoice: wireOf(books, sent) };
}

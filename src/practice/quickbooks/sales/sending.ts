/** E-mailing an invoice: an outbox in place of the post (docs/quickbooks.md 6, Send). */
import type { Row } from "../../state.ts";
import { type Books, type EntityRow, replace } from "../books.ts";
import { refusal } from "../fault.ts";
import { compact, type JsonObject, objectAt, textAt } from "../json.ts";
import { checkEmail } from "../lists/checks.ts";
import { pacificTime } from "../times.ts";

type Mail = Row & {
  at: string;
  invoice: string;
  number: string;
  to: string;
  cc: string;
  bcc: string;
  total: string;
};

export function sendInvoice(books: Books, row: EntityRow, sendTo: string | undefined): EntityRow {
  const address = (member: string) => textAt(objectAt(row.wire, member) ?? {}, "Address");
  const to = sendTo ?? address("BillEmail");
  if (to === undefined) {
    throw refusal(
      "6420",
      "Email address is required",
      "An email address is required for this customer since the delivery type is email.",
      "BillEmail",
    );
  }
  const billEmail: JsonObject = { Address: to };
  checkEmail({ BillEmail: billEmail }, "BillEmail");
  const outbox = books.state.table<Mail>("qb.outbox");
  const today = books.now.toISOString().slice(0, 10);
  const sentToday = outbox.all().filter((mail) => mail.at.startsWith(today)).length;
  if (sentToday >= Number(books.settings("quickbooks.emails_per_day"))) {
    throw refusal(
      "6000",
      "A business validation error has occurred while processing your request",
      "Business Validation Error: The limit of e-mails for today is reached.",
    );
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
  const isEInvoice = books.settings("quickbooks.einvoice_status") === "on";
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

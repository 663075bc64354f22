/** What the web app shows at the addresses that pdqb prints, to read alone (docs/quickbooks.md 14). */
import { html, page } from "../../html.ts";
import type { Reply, Request } from "../../http.ts";
import { type Books, type EntityRow, table } from "../books.ts";
import { textAt } from "../json.ts";
import { invoicePage } from "./invoice-page.ts";
import { customerPage, invoicesPage } from "./lists.ts";

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Answers below /app. A name that somebody pointed at this machine is refused. */
export async function webApp(request: Request, books: Books): Promise<Reply> {
  if (!LOOPBACK.test(request.headers["host"] ?? "")) return notFound("This page");
  const { path, query } = request;
  if (path === "/app/invoices") {
    const number = Math.max(1, Math.trunc(Number(query.get("page") ?? 1)) || 1);
    return page(200, "Invoices", invoicesPage(books, number));
  }
  if (path === "/app/customerdetail") {
    const row = table(books, "Customer").get(query.get("nameId") ?? "");
    return row
      ? page(200, nameOf(row, "DisplayName"), customerPage(books, row))
      : notFound("This customer");
  }
  const row = table(books, "Invoice").get(query.get("txnId") ?? "");
  if (path === "/app/invoice")
    return row
      ? page(200, `Invoice ${nameOf(row, "DocNumber")}`, invoicePage(books, row))
      : notFound("This invoice");
  if (path === "/app/invoice/pdf" && row) return pdf(books, row);
  return notFound("This page");
}

const nameOf = (row: EntityRow, member: string): string => textAt(row.wire, member) ?? row.id;

async function pdf(books: Books, row: EntityRow): Promise<Reply> {
  const { invoicePdf } = await import("../pdf/invoice-pdf.ts");
  return {
    status: 200,
    headers: { "content-type": "application/pdf" },
    body: await invoicePdf(books, row.wire),
  };
}

function notFound(what: string): Reply {
  return page(
    404,
    "Not found",
    html`<h1>${what} does not exist</h1>
<p>It may have been deleted. <a href="/app/invoices">All invoices</a></p>`,
    { isNarrow: true },
  );
}

/** What the web app shows at the addresses that pdqb prints, to read alone: all invoices, one of them, a customer (docs/quickbooks.md 14). */
import { type Html, html, page } from "../../html.ts";
import type { Reply, Request } from "../../http.ts";
import { type Books, type EntityRow, table } from "../books.ts";
import { serverDate } from "../times.ts";
import { objectAt, refAt, textAt } from "../values.ts";
import { addressLines, amountText, currencyOf, moneyText, nameAt, stateOf } from "./figures.ts";
import { invoicePage } from "./invoice-page.ts";

const ROWS_MAX = 100;

/** Newest first, a hundred to a page. */
function invoicesPage(books: Books, pageNumber: number): Html {
  const all = newestFirst(table(books, "Invoice").all());
  const from = (pageNumber - 1) * ROWS_MAX;
  const pages = Math.max(1, Math.ceil(all.length / ROWS_MAX));
  return html`<h1>Invoices</h1>
<p class="soft">${all.length} invoices, page ${pageNumber} of ${pages}</p>
${invoiceTable(books, all.slice(from, from + ROWS_MAX))}
<nav>
${pageNumber > 1 ? html`<a href="/app/invoices?page=${pageNumber - 1}">Newer</a> ` : ""}
${pageNumber < pages ? html`<a href="/app/invoices?page=${pageNumber + 1}">Older</a>` : ""}
</nav>`;
}

/** Balances, addresses, sub-customers and invoices. */
function customerPage(books: Books, row: EntityRow): Html {
  const { wire } = row;
  const of = (member: string, part: string) => textAt(objectAt(wire, member) ?? {}, part);
  const parent = table(books, "Customer").get(refAt(wire, "ParentRef") ?? "");
  const children = table(books, "Customer")
    .all()
    .filter((other) => refAt(other.wire, "ParentRef") === row.id);
  const link = ({ id, wire }: EntityRow) =>
    html`<a href="/app/customerdetail?nameId=${id}">${textAt(wire, "DisplayName") ?? id}</a> `;
  const rows: [name: string, value: string | Html | Html[] | undefined][] = [
    ["Belongs to", parent && link(parent)],
    ["Sub-customers", children.length > 0 ? children.map(link) : undefined],
    ["E-mail", of("PrimaryEmailAddr", "Address")],
    ["Bill to", addressLines(objectAt(wire, "BillAddr")).join("\n")],
    ["Ship to", addressLines(objectAt(wire, "ShipAddr")).join("\n")],
    ["Balance", moneyText(wire["Balance"], wire)],
    [
      "With sub-customers",
      children.length > 0 ? moneyText(wire["BalanceWithJobs"], wire) : undefined,
    ],
    ["Active", wire["Active"] === false ? "No" : "Yes"],
  ];
  const invoices = table(books, "Invoice").having("customer", row.id);
  return html`<nav><a href="/app/invoices">All invoices</a></nav>
<h1>${textAt(wire, "FullyQualifiedName") ?? row.id}</h1>
<dl>
${rows.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>\n` : ""))}</dl>
<h2>Invoices</h2>
${invoiceTable(books, newestFirst(invoices).slice(0, ROWS_MAX))}`;
}

function newestFirst(rows: EntityRow[]): EntityRow[] {
  const day = ({ wire }: EntityRow) => textAt(wire, "TxnDate") ?? "";
  return rows.sort(
    (one, other) => day(other).localeCompare(day(one)) || Number(other.id) - Number(one.id),
  );
}

function invoiceTable(books: Books, rows: EntityRow[]): Html {
  if (rows.length === 0) return html`<p class="soft">No invoices.</p>`;
  const today = serverDate(books.now);
  return html`<div class="wide"><table>
<thead><tr><th scope="col">Number</th><th scope="col">Date</th><th scope="col">Customer</th><th scope="col">Due</th><th scope="col">Status</th><th scope="col" class="figure">Total</th><th scope="col" class="figure">Balance</th><th scope="col">Currency</th></tr></thead>
<tbody>
${rows.map(
  ({ id, wire, hidden }) =>
    html`<tr><td><a href="/app/invoice?txnId=${id}">${textAt(wire, "DocNumber") ?? `id ${id}`}</a></td><td>${textAt(wire, "TxnDate")}</td><td><a href="/app/customerdetail?nameId=${refAt(wire, "CustomerRef")}">${nameAt(wire, "CustomerRef")}</a></td><td>${textAt(wire, "DueDate") ?? ""}</td><td>${stateOf(wire, today, hidden)}</td><td class="figure">${amountText(wire["TotalAmt"])}</td><td class="figure">${amountText(wire["Balance"])}</td><td>${currencyOf(wire)}</td></tr>
`,
)}</tbody>
</table></div>`;
}

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
  if (path === "/app/invoice/pdf" && row)
    return (await import("../pdf/invoice-pdf.ts")).pdfReply(books, row.wire);
  return notFound("This page");
}

const nameOf = (row: EntityRow, member: string): string => textAt(row.wire, member) ?? row.id;

function notFound(what: string): Reply {
  return page(
    404,
    "Not found",
    html`<h1>${what} does not exist</h1>
<p>It may have been deleted. <a href="/app/invoices">All invoices</a></p>`,
    { isNarrow: true },
  );
}

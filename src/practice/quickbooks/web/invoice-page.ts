/** The page of one invoice: customer, lines, tax, payments and what has happened to it. */
import { type Html, html } from "../../html.ts";
import { type Books, type EntityRow, table } from "../books.ts";
import { companyInfo } from "../company.ts";
import { outboxOf } from "../sales/sending.ts";
import { settlingsOf } from "../sales/settling.ts";
import { serverDate } from "../times.ts";
import { type JsonObject, objectAt, objectsAt, refAt, textAt } from "../values.ts";
import {
  addressLines,
  amountText,
  currencyOf,
  moneyText,
  nameAt,
  priceText,
  quantityText,
  stateOf,
} from "./figures.ts";

/** The body of the page. */
export function invoicePage(books: Books, row: EntityRow): Html {
  const { wire } = row;
  const state = stateOf(wire, serverDate(books.now), row.hidden);
  return html`<nav><a href="/app/invoices">All invoices</a></nav>
<header>
<div>
<h1>Invoice ${textAt(wire, "DocNumber") ?? "without a number"}</h1>
<p><span class="badge ${state.toLowerCase()}">${state}</span>
  ${state === "Voided" ? "" : html`<strong>${moneyText(wire["Balance"], wire)}</strong> of ${moneyText(wire["TotalAmt"], wire)} due`}</p>
</div>
<p><a class="button main" href="/app/invoice/pdf?txnId=${row.id}">PDF</a></p>
</header>
${facts(books, wire)}
${lines(wire)}
${paymentsOf(books, row)}
${history(books, row)}`;
}

function facts(books: Books, wire: JsonObject): Html {
  const term = refAt(wire, "SalesTermRef");
  const address = (member: string) => addressLines(objectAt(wire, member)).join("\n");
  const email = (member: string) => textAt(objectAt(wire, member) ?? {}, "Address");
  const rows: [name: string, value: string | Html | undefined][] = [
    ["From", textAt(companyInfo(books), "CompanyName")],
    [
      "Customer",
      html`<a href="/app/customerdetail?nameId=${refAt(wire, "CustomerRef")}">${nameAt(wire, "CustomerRef")}</a>`,
    ],
    ["Bill to", address("BillAddr")],
    ["Ship to", address("ShipAddr")],
    ["Date", textAt(wire, "TxnDate")],
    ["Due", textAt(wire, "DueDate")],
    ["Terms", term && textAt(table(books, "Term").get(term)?.wire ?? {}, "Name")],
    ["E-mail", email("BillEmail")],
    ["Copy", email("BillEmailCc")],
    ["Class", nameAt(wire, "ClassRef")],
    ["Location", nameAt(wire, "DepartmentRef")],
    ...objectsAt(wire, "CustomField").map(
      (field) => [textAt(field, "Name") ?? "", textAt(field, "StringValue")] as [string, string],
    ),
    ["Message", textAt(objectAt(wire, "CustomerMemo") ?? {}, "value")],
    ["Note on statements", textAt(wire, "PrivateNote")],
  ];
  return html`<dl>
${rows.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>\n` : ""))}</dl>`;
}

function lines(wire: JsonObject): Html {
  const figures = objectsAt(objectAt(wire, "TxnTaxDetail") ?? {}, "TaxLine").map((line) => {
    const { TaxPercent, NetAmountTaxable } = objectAt(line, "TaxLineDetail") ?? {};
    const name = `Tax ${quantityText(TaxPercent)} % of ${amountText(NetAmountTaxable)}`;
    return figure(name, line["Amount"]);
  });
  const all = objectsAt(wire, "Line");
  const rows = all.filter(
    (line) => !["SubTotalLineDetail", "DiscountLineDetail"].includes(String(line["DetailType"])),
  );
  const sums = all.flatMap((line) => {
    if (line["DetailType"] === "SubTotalLineDetail") return [figure("Subtotal", line["Amount"])];
    if (line["DetailType"] !== "DiscountLineDetail") return [];
    const percent = objectAt(line, "DiscountLineDetail")?.["DiscountPercent"];
    const name = typeof percent === "number" ? `Discount ${percent} %` : "Discount";
    return [figure(name, -Number(line["Amount"] ?? 0))];
  });
  return html`<h2>Lines</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Description</th><th scope="col">Item</th><th scope="col" class="figure">Quantity</th><th scope="col" class="figure">Price</th><th scope="col" class="figure">Amount (${currencyOf(wire)})</th></tr></thead>
<tbody>
${rows.map(lineRow)}</tbody>
<tfoot>
${sums}${figures}${figure("Total", wire["TotalAmt"], true)}${figure("Balance due", wire["Balance"], true)}</tfoot>
</table></div>`;
}

function lineRow(line: JsonObject): Html {
  const detail = objectAt(line, "SalesItemLineDetail") ?? objectAt(line, "GroupLineDetail") ?? {};
  const item = nameAt(detail, "ItemRef") || nameAt(detail, "GroupItemRef");
  return html`<tr><td>${textAt(line, "Description") ?? ""}</td><td>${item}</td><td class="figure">${quantityText(detail["Qty"] ?? detail["Quantity"])}</td><td class="figure">${priceText(detail["UnitPrice"])}</td><td class="figure">${amountText(line["Amount"])}</td></tr>
`;
}

const figure = (name: string, value: unknown, isStrong = false): Html => {
  const strong = isStrong ? " strong" : "";
  return html`<tr><th colspan="4" scope="row" class="${strong}">${name}</th><td class="figure${strong}">${amountText(value)}</td></tr>
`;
};

type Settled = { date: string; name: string; amount: number };

/** Payments, and the credit memos that a payment of nothing applied. */
function settled(books: Books, row: EntityRow): Settled[] {
  return settlingsOf(row).map(({ id, type, amount }) => {
    const wire = table(books, type === "CreditMemo" ? "CreditMemo" : "Payment").get(id)?.wire ?? {};
    const number = textAt(wire, "DocNumber") ?? textAt(wire, "PaymentRefNum");
    const name = [type === "CreditMemo" ? "Credit memo" : "Payment", number].filter(Boolean);
    return { date: textAt(wire, "TxnDate") ?? "", name: name.join(" "), amount: amount.toNumber() };
  });
}

function paymentsOf(books: Books, row: EntityRow): Html {
  const all = settled(books, row);
  if (all.length === 0) return html`<h2>Payments</h2>\n<p class="soft">No payments yet.</p>`;
  return html`<h2>Payments</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Date</th><th scope="col">What</th><th scope="col" class="figure">Amount (${currencyOf(row.wire)})</th></tr></thead>
<tbody>
${all.map(({ date, name, amount }) => html`<tr><td>${date}</td><td>${name}</td><td class="figure">${amountText(amount)}</td></tr>\n`)}</tbody>
</table></div>`;
}

/** What the books know of its life, oldest first. */
function history(books: Books, row: EntityRow): Html {
  const { CreateTime, LastUpdatedTime } = objectAt(row.wire, "MetaData") ?? {};
  const day = (time: unknown) => String(time ?? "").slice(0, 10);
  const events: [date: string, what: string][] = [
    [day(CreateTime), "Created"],
    ...outboxOf(books)
      .filter((mail) => mail.invoice === row.id)
      .map(({ at, to }): [string, string] => [at.slice(0, 10), `E-mailed to ${to}`]),
    ...settled(books, row).map(({ date, name, amount }): [string, string] => [
      date,
      `${name}: ${moneyText(amount, row.wire)}`,
    ]),
  ];
  const last = row.hidden?.["isVoid"] === true ? "Voided" : "Last changed";
  if (row.wire["SyncToken"] !== "0") events.push([day(LastUpdatedTime), last]);
  const sorted = events.sort(([one], [other]) => one.localeCompare(other));
  return html`<h2>History</h2>
<dl>
${sorted.map(([date, what]) => html`<dt>${date}</dt><dd>${what}</dd>\n`)}</dl>`;
}

/** What an invoice itself does not show in lists: its lines, its addresses, what is applied to it, and its PDF (docs/quickbooks.md 4 and 6). */
import * as v from "valibot";
import type { Invoice, InvoiceDetail, InvoiceLine } from "../../domain/invoice/invoice.ts";
import { ZERO } from "../../domain/money/money.ts";
import type { QuickBooks } from "../../ports.ts";
import type { Client } from "./client.ts";
import { checkedId } from "./query-words.ts";
import { type Receivables, receivables } from "./receivables.ts";
import { asAsked, id, maybeAmount, parse, reference, text, UnexpectedAnswer } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

export type InvoiceDetails = Receivables & Pick<QuickBooks, "invoiceDetail" | "invoicePdf">;

export function invoiceDetails(
  client: Client,
  withCurrency: (invoices: Invoice[]) => Promise<Invoice[]>,
): InvoiceDetails {
  return {
    ...receivables(client),
    async invoiceDetail(wanted) {
      const checked = checkedId(wanted);
      const detail = await client.read(
        (sdk, done) => sdk.getInvoice(checked, done),
        (body) => asAsked(toDetail(body), checked, ({ invoice }) => invoice.id),
      );
      const [invoice = detail.invoice] = await withCurrency([detail.invoice]);
      return { ...detail, invoice };
    },
    invoicePdf: (wanted) => {
      const checked = checkedId(wanted);
      return client.read((sdk, done) => sdk.getInvoicePdf(checked, done), toPdf);
    },
  };
}

const address = v.nullish(v.object({ Address: text }));

const lineDetail = v.nullish(
  v.object({ ItemRef: reference, Qty: maybeAmount, UnitPrice: maybeAmount }),
);

const detailSchema = v.object({
  BillEmail: address,
  BillEmailCc: address,
  CustomerMemo: v.nullish(v.object({ value: text })),
  LinkedTxn: v.nullish(v.array(v.object({ TxnId: id, TxnType: v.string() })), []),
  Line: v.nullish(
    v.array(
      v.object({
        DetailType: text,
        Description: text,
        Amount: maybeAmount,
        SalesItemLineDetail: lineDetail,
      }),
    ),
    [],
  ),
});

function toDetail(wire: unknown): InvoiceDetail {
  const invoice = toInvoice(wire);
  const detail = parse(detailSchema, wire, "an invoice");
  return {
    invoice,
    email: detail.BillEmail?.Address ?? null,
    cc: detail.BillEmailCc?.Address ?? null,
    memo: detail.CustomerMemo?.value ?? "",
    applied: detail.LinkedTxn.map(({ TxnId, TxnType }) => ({ type: TxnType, id: TxnId })),
    lines: detail.Line.flatMap(toLine),
  };
}

/** The subtotal is no line of the invoice: it is QuickBooks' own sum of them. */
function toLine(line: v.InferOutput<typeof detailSchema>["Line"][number]): InvoiceLine[] {
  if (line.DetailType === "SubTotalLineDetail") return [];
  const isDiscount = line.DetailType === "DiscountLineDetail";
  const detail = line.SalesItemLineDetail;
  return [
    {
      text: line.Description ?? (isDiscount ? "Discount" : ""),
      item: detail?.ItemRef?.name ?? null,
      quantity: detail?.Qty ?? null,
      unitPrice: detail?.UnitPrice ?? null,
      amount: isDiscount ? (line.Amount ?? ZERO).negated() : line.Amount,
    },
  ];
}

/** Begins and ends as a PDF does; a fault may come as JSON in its place. */
function toPdf(body: unknown): Uint8Array {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from("");
  const isWhole =
    bytes.subarray(0, 5).toString("latin1") === "%PDF-" &&
    bytes.subarray(-1024).toString("latin1").includes("%%EOF");
  if (isWhole) return bytes;
  throw new UnexpectedAnswer("something that is no whole PDF");
}

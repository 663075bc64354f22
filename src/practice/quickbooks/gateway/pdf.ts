/** The PDF of a transaction (docs/quickbooks.md 6, 17). */
import type { Reply } from "../../http.ts";
import { type Books, type EntityName, table } from "../books.ts";
import { notFound } from "../fault.ts";
import { wireOf } from "../wire.ts";

/** What has a PDF, by its resource. */
const WITH_PDF: Record<string, { entity: EntityName; kind: string }> = {
  invoice: { entity: "Invoice", kind: "Invoice" },
  creditmemo: { entity: "CreditMemo", kind: "Credit memo" },
  payment: { entity: "Payment", kind: "Receipt" },
};

/** Undefined: nothing of this kind has a PDF. */
export function pdfReply(books: Books, resource: string, id: string): Promise<Reply> | undefined {
  const found = Object.hasOwn(WITH_PDF, resource) ? WITH_PDF[resource] : undefined;
  return found && readPdf(books, found, id);
}

async function readPdf(
  books: Books,
  { entity, kind }: { entity: EntityName; kind: string },
  id: string,
): Promise<Reply> {
  const row = table(books, entity).get(id);
  if (!row) throw notFound();
  const { invoicePdf } = await import("../pdf/invoice-pdf.ts");
  return {
    status: 200,
    headers: { "content-type": "application/pdf" },
    body: await invoicePdf(books, wireOf(books, row), kind),
    meter: { core: 0, corePlus: 1 },
  };
}

/** Answers that hold no entity: the PDF of a document, and reports (docs/quickbooks.md 6, 17, 18). */
import { jsonReply, type Reply, type Request } from "../../http.ts";
import { type Books, type EntityName, table } from "../books.ts";
import { wireOf } from "../company.ts";
import { NoSuchPath, notFound } from "../fault.ts";
import { agedReceivables } from "../reports/aged-receivables.ts";

/** What has a PDF, by its resource. */
const WITH_PDF: Record<string, { entity: EntityName; kind: string }> = {
  invoice: { entity: "Invoice", kind: "Invoice" },
  creditmemo: { entity: "CreditMemo", kind: "Credit memo" },
  payment: { entity: "Payment", kind: "Receipt" },
};

/** Undefined: nothing of this kind has a PDF. */
function pdfReply(books: Books, resource: string, id: string): Promise<Reply> | undefined {
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

/** Undefined where an entity is asked for. */
export function noEntityReply(
  request: Request,
  books: Books,
  path: string,
): Reply | Promise<Reply> | undefined {
  const [resource = "", id, action] = path.split("/");
  if (request.method !== "GET") return undefined;
  if (action === "pdf" && id) return pdfReply(books, resource, id);
  if (resource !== "reports") return undefined;
  if (id !== "AgedReceivables" || action !== undefined) throw new NoSuchPath();
  const report = agedReceivables(books, request.query);
  return { ...jsonReply(200, report), meter: { core: 0, corePlus: 1 } };
}

/** Answers that hold no entity: the PDF of an invoice, and a report (docs/quickbooks.md 6, 17, 18). */
import { jsonReply, type Reply, type Request } from "../../http.ts";
import { type Books, table } from "../books.ts";
import { NoSuchPath, notFound } from "../fault.ts";
import { agedReceivables } from "../reports/aged-receivables.ts";

const meter = { core: 0, corePlus: 1 };

/** Undefined where an entity is asked for. */
export async function noEntityReply(
  request: Request,
  books: Books,
  path: string,
): Promise<Reply | undefined> {
  const [resource = "", id, action] = path.split("/");
  if (request.method !== "GET") return undefined;
  if (resource === "invoice" && id && action === "pdf") {
    const row = table(books, "Invoice").get(id);
    if (!row) throw notFound();
    const { pdfReply } = await import("../pdf/invoice-pdf.ts");
    return { ...(await pdfReply(books, row.wire)), meter };
  }
  if (resource !== "reports") return undefined;
  if (id !== "AgedReceivables" || action !== undefined) throw new NoSuchPath();
  return { ...jsonReply(200, agedReceivables(books, request.query)), meter };
}

/** Answers that hold no entity: the PDF of a document, and reports (docs/quickbooks.md 6 and 18). */
import { jsonReply, type Reply, type Request } from "../../http.ts";
import type { Books } from "../books.ts";
import { NoSuchPath } from "../fault.ts";
import { agedReceivables } from "../reports/aged-receivables.ts";
import { pdfReply } from "./pdf.ts";

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

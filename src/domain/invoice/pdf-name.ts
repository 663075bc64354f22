/** The file name of an invoice's PDF: its number made safe, so that a name never leaves the folder that was chosen. */
import type { Invoice } from "./invoice.ts";

/** `taken`: names that other invoices have; two of one number are told apart by their ids. */
export function pdfName(
  { id, number }: Pick<Invoice, "id" | "number">,
  taken: ReadonlySet<string>,
): string {
  const safe = (number ?? "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  const name = `invoice-${safe.slice(0, 60) || `id-${id}`}.pdf`;
  return taken.has(name) ? `invoice-${safe.slice(0, 60)}-id-${id}.pdf` : name;
}

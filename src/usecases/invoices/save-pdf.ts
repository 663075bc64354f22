/** Saves the PDF of an invoice: into a folder under a name of its own, or to a file. Nothing there is written over unasked. */
import { PdqbError } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { pdfName } from "../../domain/invoice/pdf-name.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

type SavedPdf = { invoice: Invoice; path: string; bytes: number };

type PdfPorts = Pick<Ports, "quickbooks" | "files">;

/** Where each goes, before anything is fetched. Throws usage where two would go to one file. */
export async function pdfPaths(
  { files }: Pick<Ports, "files">,
  invoices: Invoice[],
  output: string,
): Promise<Map<string, { path: string; exists: boolean }>> {
  const isFolder = output.endsWith("/") || (await files.kind(output)) === "folder";
  if (!isFolder && invoices.length > 1)
    throw new PdqbError(
      "usage",
      `--output ${output} is one file, and there are ${invoices.length} invoices.`,
      {
        next: [
          `pdqb invoice pdf ${invoices.map(({ id }) => `id:${id}`).join(" ")} --output ${shellWord(`${output}/`)}`,
        ],
      },
    );
  const taken = new Set<string>();
  const paths = new Map<string, { path: string; exists: boolean }>();
  for (const invoice of invoices) {
    const name = pdfName(invoice, taken);
    taken.add(name);
    const path = isFolder ? await files.join(output, name) : output;
    paths.set(invoice.id, { path, exists: (await files.kind(path)) !== "nothing" });
  }
  return paths;
}

/** Throws not_found for an invoice that was deleted, unavailable for an answer that is no whole PDF. */
export async function readPdf(
  { quickbooks }: Pick<Ports, "quickbooks">,
  invoice: Invoice,
): Promise<Uint8Array> {
  const bytes = invoice.deleted ? undefined : await orGone(quickbooks.invoicePdf(invoice.id));
  if (bytes) return bytes;
  throw new PdqbError("not_found", `Invoice ${invoiceName(invoice)} was deleted: it has no PDF.`);
}

/** As `readPdf`, where whoever is there has been asked about what is in the way; throws refused where the file cannot be written: then none is left. */
export async function savePdf(
  ports: PdfPorts,
  invoice: Invoice,
  { path, mode }: { path: string; mode?: number | undefined },
): Promise<SavedPdf> {
  const bytes = await readPdf(ports, invoice);
  await ports.files.replace(path, bytes, mode);
  return { invoice, path, bytes: bytes.length };
}

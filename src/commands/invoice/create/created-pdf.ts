/** `invoice create --pdf`: saves what was made. A failure never hides the invoice. */
import { linesOf, PartlyDone, PdqbError } from "../../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../../domain/invoice/invoice.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import { pdfPaths, savePdf } from "../../../usecases/invoices/save-pdf.ts";
import type { Context } from "../../context.ts";
import type { CreatedPdf } from "./session.ts";

/** Undefined where none was asked for. A file that is there is not written over. */
export async function pdfOfCreated(
  { ports }: Context,
  invoice: Invoice,
  output: string | true | undefined,
): Promise<CreatedPdf | undefined> {
  if (output === undefined) return undefined;
  const name = invoiceName(invoice);
  try {
    const paths = await pdfPaths(ports, [invoice], output === true ? "." : output);
    const { path = "", exists = false } = paths.get(invoice.id) ?? {};
    if (exists) throw new PdqbError("refused", `There is a file ${path} already.`);
    return { path: (await savePdf(ports, invoice, { path })).path };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    const failure = new PartlyDone(
      `Invoice ${name} was created, and its PDF was not saved.`,
      [`invoice ${name} (id ${invoice.id})`],
      {
        reason: linesOf(error),
        next: [`pdqb invoice pdf ${shellWord(name)} --output <path>`],
        cause: error,
      },
    );
    return { path: "", failure };
  }
}

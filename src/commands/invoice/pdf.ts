import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { pdfPaths, readPdf, savePdf } from "../../usecases/invoices/save-pdf.ts";
import { type Context, defineCommand } from "../context.ts";
import { modeFlag, modeOf } from "../details/output-file.ts";
import { invoiceView } from "../views/invoice.ts";
import { forEach, INVOICES, throwFailures } from "./each.ts";

export const invoicePdf = defineCommand({
  name: "pdf",
  summary: "Save invoices as PDF",
  effect: "reads",
  arguments: [INVOICES],
  flags: {
    output: flag.text("A file, a folder, or - for a pipe (default: this folder)", {
      value: "path",
    }),
    overwrite: flag.switch("Replace an existing file"),
    mode: modeFlag,
  },
  examples: [
    "pdqb invoice pdf 1042",
    "pdqb invoice pdf 1042 1043 --output invoices/",
    "pdqb invoice pdf 1042 --output - | lp",
  ],
  async run(context, { args, flags: { output = ".", overwrite, mode } }) {
    const { ports, connected, progress, today, show } = context;
    const profile = await connected();
    const found: KnownInvoice[] = [];
    for (const text of new Set(args)) found.push(await findInvoice(ports, text, { save: true }));
    if (output === "-") return writePipe(context, found);
    const invoices = found.map(({ invoice }) => invoice);
    const paths = await pdfPaths(ports, invoices, output);
    if (!overwrite) await confirmOver(context, [...paths.values()]);
    const result = await progress.during("Fetching", () =>
      forEach(
        found,
        ({ invoice }) => invoiceName(invoice),
        async (known) => ({
          known,
          saved: await savePdf(ports, known.invoice, {
            path: paths.get(known.invoice.id)?.path ?? "",
            mode: modeOf({ mode }),
          }),
        }),
      ),
    );
    const day = await today();
    const files = result.done.map(({ known, saved: { path, bytes } }) => ({
      invoice: invoiceView(known, day, profile),
      path,
      bytes,
    }));
    await show({
      json: { outcome: "saved", files },
      text: () => files.map(({ path, bytes }) => `${path}  ${bytes} bytes\n`).join(""),
    });
    throwFailures(result, "saved");
  },
});

/** Never to a terminal, where it would be noise. */
async function writePipe({ ports, io }: Context, found: KnownInvoice[]): Promise<void> {
  const [only] = found;
  if (!only || found.length > 1)
    throw new PdqbError("usage", "--output - takes one invoice.", { next: ["--output <folder>/"] });
  if (io.outIsTerminal)
    throw new PdqbError("usage", "A PDF cannot be written to a terminal.", {
      next: ["--output <file>"],
    });
  io.out(await readPdf(ports, only.invoice));
}

async function confirmOver({ ask }: Context, paths: { path: string; exists: boolean }[]) {
  const there = paths.filter(({ exists }) => exists).map(({ path }) => path);
  if (there.length > 0)
    await ask.confirmOrStop(`Replace ${there.join(", ")}?`, {
      flag: "--overwrite",
      given: false,
    });
}

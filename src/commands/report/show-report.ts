/** A report on the terminal, in a mail, as JSON or CSV, and as a file. */

import { flag } from "../../cli/command.ts";
import type { PdqbDocument } from "../../cli/document/document.ts";
import { documentJson, documentText } from "../../cli/document/plain.ts";
import type { Context } from "../context.ts";
import { type DocumentFlags, fileFlags, saveDocument } from "../details/output-file.ts";

export const outputFlags = {
  output: flag.text("Write a page, workbook or CSV: .html .xlsx .csv", { value: "file" }),
  table: flag.text("With a .csv: which table", { value: "name" }),
  ...fileFlags,
};

/** What a mail program shows without breaking a line. */
const MAIL_WIDTH = 80;

/** `json`: what stands beside the tables. */
export async function showReport(
  context: Context,
  document: PdqbDocument,
  { output, ...flags }: Omit<DocumentFlags, "output"> & { output: string | undefined },
  json: Record<string, unknown>,
): Promise<void> {
  const { show, io } = context;
  const width = io.outIsTerminal ? io.width : MAIL_WIDTH;
  const text = await documentText(document, width);
  const saved =
    output === undefined ? undefined : await saveDocument(context, document, { output, ...flags });
  await show({
    json: { ...json, tables: documentJson(document), ...(saved && { file: saved.path }) },
    text: () => (saved ? `Saved: ${saved.path}\n` : text),
    isExact: true,
  });
}

/** A document in a terminal or a mail, and as a value. */
import { loadPainter, paint } from "../paint.ts";
import { type Column, renderTable } from "../table.ts";
import { clean } from "../text.ts";
import type { DocumentColumn, Part, PdqbDocument } from "./document.ts";
import { isRight, shownCell } from "./shown.ts";

/** Its tables below each other, for so many columns. */
export async function documentText({ title, parts }: PdqbDocument, width: number): Promise<string> {
  const painter = await loadPainter(false);
  const sections: string[] = [];
  for (const part of parts) {
    const columns = part.columns.filter(({ key }) => !part.notInText?.includes(key));
    const face = { kind: "terminal" as const, width, painter };
    const table = await renderTable(part.rows, columns.map(toColumn), face);
    const text = part.rows.length === 0 ? `${part.empty ?? "None."}\n` : table;
    sections.push(`${paint.bold(clean(part.title))}\n${text}`);
  }
  return [`${paint.bold(clean(title))}\n`, ...sections].join("\n");
}

const toColumn = (column: DocumentColumn<unknown>): Column<unknown> => ({
  key: column.key,
  title: column.title,
  ...(isRight(column) && { align: "right" as const }),
  ...(column.kind === "text" && { grow: true }),
  value: (row) => column.value(row),
  terminal: (row) => clean(shownCell(column, row)),
});

/** Rows by the names of their tables; amounts as decimal text beside their currency. */
export function documentJson({ parts }: PdqbDocument): Record<string, Record<string, unknown>[]> {
  return Object.fromEntries(
    parts.map((part) => [part.name, part.rows.map((row) => rowJson(part, row))]),
  );
}

function rowJson({ columns }: Part, row: unknown): Record<string, unknown> {
  const cells = columns.map(({ key, kind, value }) => {
    const text = value(row);
    const isNumber = kind === "number" && text !== "";
    return [key, text === "" ? null : isNumber ? Number(text) : text];
  });
  const currency = columns.find((column) => column.currency !== undefined)?.currency?.(row);
  return { ...Object.fromEntries(cells), ...(currency !== undefined && { currency }) };
}

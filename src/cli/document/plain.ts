/** A document in a terminal or a mail, and as a value. */

import type { Column } from "../column.ts";
import { loadPainter, paint } from "../paint.ts";
import { renderTable } from "../table.ts";
import { clean, wrap } from "../text.ts";
import type { DocumentColumn, Part, PdqbDocument } from "./document.ts";
import { filledColumns, isRight, notesOf, shownCell } from "./shown.ts";

/** Its tables below each other, for so many columns. */
export async function documentText({ title, parts }: PdqbDocument, width: number): Promise<string> {
  const sections: string[] = [];
  for (const { columns, ...part } of parts)
    sections.push(
      await sectionText(
        { ...part, columns: columns.filter(({ key }) => !part.notInText?.includes(key)) },
        width,
      ),
    );
  return [`${paint.bold(clean(title))}\n`, ...sections].join("\n");
}

/** Amounts of one currency stand without it, which the heading names then. */
async function sectionText(part: Part, width: number): Promise<string> {
  const { title, about, rows, empty } = part;
  if (rows.length === 0) return `${paint.bold(clean(title))}\n${empty ?? "None."}\n`;
  const currencies = new Set(rows.flatMap((row) => currenciesOf(part, row)));
  const [only] = currencies.size === 1 ? currencies : [];
  const heading = paint.bold(clean(only === undefined ? title : `${title} (${only})`));
  const face = { kind: "terminal" as const, width, painter: await loadPainter(false) };
  const columnsOf = (columns: readonly DocumentColumn<unknown>[]) =>
    columns.map((column) => toColumn(column, only !== undefined));
  const table = await renderTable(rows, columnsOf(filledColumns(part)), face);
  const lines = table.trimEnd().split("\n");
  // Too narrow for lines, each cell has one of its own, and a note is one of the cells.
  const isLines = lines.length === rows.length + 1;
  const text = isLines
    ? lines.flatMap((line, index) => [line, ...notesBelow(part, rows[index - 1], width)])
    : [(await renderTable(rows, columnsOf(part.columns), face)).trimEnd()];
  const intro = about === undefined ? [] : wrap(about, width);
  return `${[heading, ...intro, ...text].join("\n")}\n`;
}

function currenciesOf({ columns }: Part, row: unknown): string[] {
  return columns.flatMap(({ currency, value }) =>
    currency && value(row) !== "" ? currency(row) : [],
  );
}

const INDENT = "    ";

/** None below the heading. */
function notesBelow(part: Part, row: unknown, width: number): string[] {
  if (row === undefined) return [];
  return notesOf(part, row).flatMap((note) =>
    wrap(clean(note), width - INDENT.length).map((line) => `${INDENT}${line}`),
  );
}

const toColumn = (column: DocumentColumn<unknown>, bare: boolean): Column<unknown> => ({
  key: column.key,
  title: column.title,
  ...(isRight(column) && { align: "right" as const }),
  ...(column.kind === "text" && { grow: true }),
  value: (row) => column.value(row),
  terminal: (row) => clean(shownCell(column, row, bare)),
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

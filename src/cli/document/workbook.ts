/**
 * A document as a workbook: a sheet for each table, numbers as numbers with the format of their currency, days as days, frozen
 * headings and filters. Text stays text, whatever it begins with: no cell is a formula.
 */
import writeExcelFile, { type Cell } from "write-excel-file/node";
import { minorUnits } from "../../domain/money/money.ts";
import { clean } from "../text.ts";
import type { DocumentColumn, Part, PdqbDocument } from "./document.ts";
import { isRight } from "./shown.ts";

type Column = DocumentColumn<unknown>;
type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>["features"]>[number];

export async function workbookOf(document: PdqbDocument): Promise<Uint8Array> {
  const parts = [factsOf(document), ...document.parts];
  const sheets = parts.map((part) => ({
    sheet: sheetName(part.title),
    data: [part.columns.map(headOf), ...part.rows.map((row, index) => rowOf(part, row, index))],
    columns: part.columns.map((column) => ({ width: widthOf(part, column) })),
    stickyRowsCount: 1,
  }));
  return writeExcelFile(sheets, { features: [filters(parts)] }).toBuffer();
}

function factsOf({ title, facts }: PdqbDocument): Part {
  const rows = [{ label: "Title", value: title }, ...facts];
  const column = (key: "label" | "value", heading: string): Column => ({
    key,
    title: heading,
    kind: "text",
    value: (row) => (row as { label: string; value: string })[key],
  });
  return {
    name: "about",
    title: "About",
    rows,
    columns: [column("label", ""), column("value", title)],
  };
}

const headOf = (column: Column): Cell => ({
  value: clean(column.title),
  type: String,
  fontWeight: "bold",
  align: isRight(column) ? "right" : "left",
});

function rowOf(part: Part, row: unknown, index: number): Cell[] {
  const { columns, rows, totals = 0 } = part;
  const isTotal = index >= rows.length - totals || part.isSum?.(row) === true;
  return columns.map((column) => {
    const cell = cellOf(column, row);
    return cell && isTotal ? { ...cell, fontWeight: "bold" } : cell;
  });
}

function cellOf(
  column: Column,
  row: unknown,
): Exclude<Cell, undefined | string | number | boolean | Date> {
  const text = column.value(row);
  if (text === "") return null;
  if (isRight(column) && isExact(text)) {
    const format =
      column.kind === "number" ? plainFormat(text) : amountFormat(text, column.currency?.(row));
    return { value: Number(text), type: Number, format };
  }
  if (column.kind === "date" && /^\d{4}-\d\d-\d\d$/.test(text))
    return { value: new Date(`${text}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
  if (column.kind === "moment" && !Number.isNaN(Date.parse(text)))
    return { value: new Date(text), type: Date, format: "yyyy-mm-dd hh:mm" };
  return { value: clean(text), type: String };
}

/** Whether a workbook's binary number writes as this very amount: others stay text. */
const isExact = (text: string) =>
  /^-?\d+(\.\d+)?$/.test(text) && text.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15;

const plainFormat = (text: string) => (text.includes(".") ? "General" : "0");

/** Quotes would end the text in which the currency stands. */
function amountFormat(text: string, currency: string | undefined): string {
  const places = Math.max(text.split(".")[1]?.length ?? 0, minorUnits(currency ?? ""));
  const number = `#,##0${places === 0 ? "" : `.${"0".repeat(places)}`}`;
  return currency ? `${number} "${clean(currency).replaceAll('"', "")}"` : number;
}

/** Excel takes at most 31 characters, and some not at all. */
const sheetName = (title: string) =>
  clean(title)
    .replace(/[/?*[\]:]/g, " ")
    .slice(0, 31)
    .trim();

const WIDTH_MAX = 60;

function widthOf({ rows }: Part, column: Column): number {
  const longest = rows.reduce<number>(
    (most, row) => Math.max(most, column.value(row).length),
    column.title.length,
  );
  return Math.min(WIDTH_MAX, longest + (isRight(column) ? 8 : 3));
}

/** The filter stands behind the cells (ECMA-376 18.3.1.99 gives the order); the library has none of its own. */
function filters(parts: readonly Part[]): Feature {
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transform(xml, _options, { sheetIndex }) {
            const part = parts[sheetIndex];
            if (!part || part.rows.length === 0 || part.name === "about") return xml;
            const last = part.rows.length + 1 - (part.totals ?? 0);
            const range = `A1:${letter(part.columns.length)}${last}`;
            return xml.replace("</sheetData>", `</sheetData><autoFilter ref="${range}"/>`);
          },
        },
      },
    },
  };
}

const letter = (column: number): string =>
  column <= 26
    ? String.fromCharCode(64 + column)
    : `${letter(Math.floor((column - 1) / 26))}${letter(((column - 1) % 26) + 1)}`;

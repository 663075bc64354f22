/** Rows in three faces: a table that fits the terminal, tab-separated for a pipe, CSV with a header for `--csv`. */

import type { Column, TableFace } from "./column.ts";
import { fitLines } from "./fit.ts";
import { csvCell, safeCell } from "./format.ts";
import { type Painter, paint } from "./paint.ts";
import { clean, dropControls, padTo, truncate, width } from "./text.ts";

/** The text of the table, ending in a line break; empty for no rows (CSV keeps its header). */
export async function renderTable<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  face: TableFace,
): Promise<string> {
  if (face.kind === "terminal") return terminalTable(rows, columns, face);
  const [cell, separator] = face.kind === "csv" ? [csvCell, ","] : [safeCell, "\t"];
  const lines = rows.map((row) => columns.map((one) => cell(one.value(row))).join(separator));
  if (face.kind === "csv") lines.unshift(columns.map((one) => csvCell(one.key)).join(","));
  return lines.map((line) => `${line}\n`).join("");
}

/** cli-table3 slows down faster than its rows grow: 10,000 at once take five times as long as in chunks. */
const ROWS_PER_CHUNK = 500;
const GAP = 2;

async function terminalTable<T>(
  rows: readonly T[],
  allColumns: readonly Column<T>[],
  face: { width: number; painter: Painter },
): Promise<string> {
  if (rows.length === 0) return "";
  // A column that says nothing in any row would still take a gap.
  const filled = allColumns
    .map((column) => ({ column, cells: rows.map((row) => shownCell(column, row)) }))
    .filter(
      ({ column: { title, optional }, cells }) =>
        (title !== "" && !optional) || cells.some((cell) => cell !== ""),
    );
  const under = filled.filter(({ column }) => column.below);
  const whole = filled.reduce((sum, one) => sum + fullWidth(one) + GAP, -GAP);
  const beside = whole > face.width ? filled.filter((one) => !under.includes(one)) : filled;
  const { shown: fitting, widths } = fitColumns(beside, face.width, GAP);
  const columns = fitting.map(({ column }) => column);
  const cells = rows.map((_, index) => fitting.map((one) => one.cells[index] ?? ""));
  const below = beside === filled ? [] : under;
  const notes = rows.map((_, index) => below.map((one) => one.cells[index] ?? "").filter(Boolean));
  if (widths === undefined) return face.painter(cards(cells, columns, { notes, ...face }));
  const head = columns.map((column, index) =>
    paint.bold(truncate(column.title, widths[index] ?? 0)),
  );
  const { default: Table } = await import("cli-table3");
  const lines: string[] = [];
  for (let from = 0; from < cells.length; from += ROWS_PER_CHUNK) {
    const chunk = cells.slice(from, from + ROWS_PER_CHUNK);
    const table = new Table({
      chars: NO_BORDERS,
      style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
      colWidths: [...widths],
      colAligns: columns.map((column) => column.align ?? "left"),
    });
    const shown = from === 0 ? [head, ...chunk] : chunk;
    for (const row of shown) {
      table.push(row.map((cell, index) => face.painter(truncate(cell, widths[index] ?? 0))));
    }
    const drawn = table.toString().split("\n");
    const isHead = (at: number) => from === 0 && at === 0;
    const rowAt = (at: number) => from + at - (from === 0 ? 1 : 0);
    lines.push(
      ...drawn.flatMap((line, at) =>
        isHead(at) ? [line] : [line, ...noteLines(notes[rowAt(at)] ?? [], face)],
      ),
    );
  }
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** Set in under their row. */
function noteLines(notes: readonly string[], face: { width: number; painter: Painter }): string[] {
  return notes.flatMap((note) => face.painter(fitLines(`  ${note}`, face.width)).split("\n"));
}

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ".repeat(GAP),
};

function shownCell<T>(column: Column<T>, row: T): string {
  if (!column.terminal) return clean(column.value(row));
  return dropControls(column.terminal(row, paint)).replaceAll("\n", " ");
}

/** One line for each value: what is left when columns do not fit beside each other. */
function cards<T>(
  cells: readonly string[][],
  columns: readonly Column<T>[],
  face: { width: number; painter: Painter; notes: readonly string[][] },
): string {
  const available = face.width;
  const label = Math.max(...columns.map((column) => width(column.title)));
  const card = (row: string[]) =>
    columns.map((column, index) => {
      const value = truncate(row[index] ?? "", Math.max(GROW_WIDTH_MIN, available - label - GAP));
      return `${paint.bold(padTo(column.title, label))}${" ".repeat(GAP)}${value}\n`;
    });
  const below = (index: number) =>
    noteLines(face.notes[index] ?? [], face).map((one) => `${one}\n`);
  return cells.map((row, index) => [...card(row), ...below(index)].join("")).join("\n");
}

const GROW_WIDTH_MIN = 8;
/** A text that is cut to less says little: before that, columns that can be missed are left out. */
const GROW_WIDTH_READABLE = 16;

type Fitted = {
  column: { title: string; grow?: boolean | "last"; optional?: boolean };
  cells: readonly string[];
};

/** `widths` is undefined where even the narrowest table is wider than the terminal. */
function fitColumns<T extends Fitted>(
  all: readonly T[],
  available: number,
  gap: number,
): { shown: T[]; widths: number[] | undefined } {
  const full = new Map(all.map((one) => [one, fullWidth(one)]));
  let shown = [...all];
  const room = () => available - gap * (shown.length - 1);
  const needed = () =>
    sumOf(shown.map((one) => Math.min(full.get(one) ?? 0, readableWidth(one.column))));
  while (needed() > room()) {
    const missed = leastMissed(shown);
    if (missed === undefined) break;
    shown = shown.filter((one) => one !== missed);
  }
  const widths = shown.map((one) => full.get(one) ?? 0);
  return { shown, widths: shrink(widths, shown, room()) };
}

function leastMissed<T extends Fitted>(shown: readonly T[]): T | undefined {
  const optional = shown.filter(({ column }) => column.optional).reverse();
  const isConstant = ({ cells }: Fitted) => cells.every((cell) => cell === cells[0]);
  return optional.find(isConstant) ?? optional[0];
}

function readableWidth({ grow }: Fitted["column"]): number {
  return grow === true ? GROW_WIDTH_READABLE : Number.POSITIVE_INFINITY;
}

function shrink(
  widths: readonly number[],
  shown: readonly Fitted[],
  room: number,
): number[] | undefined {
  const fitted = [...widths];
  const widest = (grow: boolean | "last") =>
    fitted.reduce(
      (best, one, index) =>
        shown[index]?.column.grow === grow && one > GROW_WIDTH_MIN && one > (fitted[best] ?? 0)
          ? index
          : best,
      -1,
    );
  for (let surplus = sumOf(fitted) - room; surplus > 0; surplus -= 1) {
    const first = widest(true);
    const index = first === -1 ? widest("last") : first;
    if (index === -1) return undefined;
    fitted[index] = (fitted[index] ?? 0) - 1;
  }
  return fitted;
}

/** Of its widest cell, or its title. */
function fullWidth({ column, cells }: Fitted): number {
  return cells.reduce((widest, cell) => Math.max(widest, width(cell)), width(column.title));
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

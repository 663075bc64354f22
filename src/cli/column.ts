/** A table as a value: its rows, and what stands in each of its columns for people and for programs. */
import type { Paint, Painter } from "./paint.ts";

/** Of the terminal's table. Pipes, files and `--sort` take the names of the JSON value (cli/flat.ts). */
export type Column<T> = {
  key: string;
  title: string;
  align?: "right";
  /** For pipes and files: plain, whole, dates as ISO. */
  value(row: T): string;
  /** For people, where that differs. */
  terminal?(row: T, paint: Paint): string;
  /** Gives way first where the terminal is narrow; `last`: only when nothing else can. */
  grow?: boolean | "last";
  /** Left out where the terminal is narrow: first where all rows say the same, then from the right. */
  optional?: boolean;
  /** Whole under its row, on lines of its own, where it does not fit whole beside the others. */
  below?: boolean;
};

/** A table whose rows' type is known to its maker alone; made by `tableOf`. */
export type AnswerTable = { rows: readonly unknown[]; columns: readonly Column<unknown>[] };

export type TableFace =
  | { kind: "terminal"; width: number; painter: Painter }
  | { kind: "tsv" }
  | { kind: "csv" };

/** Ties rows to their columns: `table: tableOf(invoices, invoiceColumns)`. */
export function tableOf<T>(rows: readonly T[], columns: readonly Column<T>[]): AnswerTable {
  return { rows, columns: columns as unknown as readonly Column<unknown>[] };
}

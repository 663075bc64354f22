/**
 * What is given to people without a terminal: a page, a workbook, or one of its tables as CSV. Every number in it is text that a
 * command made, so that all faces show the same.
 */
import { amountText, type Decimal } from "../../domain/money/money.ts";

/** `value` is plain, as in CSV: amounts as decimal text, days as `YYYY-MM-DD`, moments as RFC 3339. `currency`: of an amount. */
export type DocumentColumn<T> = {
  key: string;
  title: string;
  kind: "text" | "number" | "amount" | "date" | "moment";
  /** Sentences: for people they stand below their row, across the table. */
  isNote?: boolean;
  /** What stands before a note that does not say itself what it is. */
  noteLabel?: string;
  value(row: T): string;
  currency?(row: T): string;
};

/** Undefined and null: an empty cell. */
type Cell = string | number | null | undefined;

/** Builders of columns: `const { text } = columnsOf<Deal>()`, `text("title", "Title", ({ title }) => title)`. */
export function columnsOf<T>() {
  type Of<V> = (row: T) => V;
  type Column = DocumentColumn<T>;
  const plain =
    (kind: Column["kind"]) =>
    (key: string, title: string, value: Of<Cell>): Column => ({
      ...{ key, title, kind },
      value: (row) => String(value(row) ?? ""),
    });
  const text = plain("text");
  const note: typeof text = (...args) => ({ ...text(...args), isNote: true });
  return {
    ...{ text, number: plain("number"), date: plain("date"), moment: plain("moment"), note },
    /** A note that does not say itself what it is. */
    labelled: (...args: Parameters<typeof text>): Column => ({
      ...note(...args),
      noteLabel: args[1],
    }),
    amount: (
      key: string,
      title: string,
      value: Of<Decimal | string | null | undefined>,
      currency: Of<string>,
    ): Column => ({
      ...{ key, title, kind: "amount", currency },
      value: (row) => {
        const amount = value(row) ?? "";
        return typeof amount === "string" ? amount : amountText(amount);
      },
    }),
  };
}

/** How a part of a bar looks, from what is well to what is worst, which is outlined too: no meaning hangs on a colour alone. */
export const TONES = ["good", "plain", "mild", "warn", "grave", "bad"] as const;

/** Bars side by side: for each of `bars` one value of each series, as decimal text. */
export type BarChart = {
  title: string;
  currency: string;
  bars: string[];
  series: { name: string; tone: (typeof TONES)[number]; values: string[] }[];
};

/** A table whose rows' type is known to its maker alone; made by `partOf`. `name` is what `--table` takes and heads the sheet. */
export type Part = {
  name: string;
  title: string;
  about?: string;
  rows: readonly unknown[];
  columns: readonly DocumentColumn<unknown>[];
  /** So many of the last rows are totals. */
  totals?: number;
  /** Other rows that stand out like totals. */
  isSum?(row: unknown): boolean;
  charts?: readonly BarChart[];
  /** Keys of columns that a terminal or a mail has no room for. */
  notInText?: readonly string[];
  /** Said in place of a table without rows. */
  empty?: string;
};

export type PdqbDocument = {
  title: string;
  /** Above all tables, such as who made it and of which company it is. */
  facts: readonly { label: string; value: string }[];
  parts: readonly Part[];
};

/** Ties rows to their columns. */
export function partOf<T>(
  part: Omit<Part, "rows" | "columns" | "isSum"> & {
    rows: readonly T[];
    columns: readonly DocumentColumn<T>[];
    isSum?(row: T): boolean;
  },
): Part {
  return part as unknown as Part;
}

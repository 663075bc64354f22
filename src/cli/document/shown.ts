/** A cell of a document as people read it. */
import { groupedText } from "../../domain/money/amount-words.ts";
import { utcTime } from "../when.ts";
import type { DocumentColumn, Part } from "./document.ts";

/** Amounts as the terminal shows them: `1,653.15 EUR`. `bare`: without the currency. */
export function shownCell(
  { kind, value, currency }: DocumentColumn<unknown>,
  row: unknown,
  bare = false,
): string {
  const text = value(row);
  if (text === "") return text;
  if (kind === "moment") return utcTime(text);
  if (kind !== "amount") return text;
  const amount = groupedText(text);
  return currency && !bare ? `${amount} ${currency(row)}` : amount;
}

/** What stands below a row. */
export function notesOf({ columns }: Part, row: unknown): string[] {
  return columns
    .filter(({ isNote }) => isNote)
    .map((column) => ({ label: column.noteLabel, text: shownCell(column, row) }))
    .filter(({ text }) => text !== "")
    .map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`));
}

/** The columns of a table for people: one without a word takes the room of the others. */
export function filledColumns({ columns, rows }: Part): DocumentColumn<unknown>[] {
  return columns.filter(
    (column) => !column.isNote && rows.some((row) => shownCell(column, row) !== ""),
  );
}

export const isRight = ({ kind }: DocumentColumn<unknown>) =>
  kind === "amount" || kind === "number";

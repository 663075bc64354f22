import type { Books } from "../books.ts";
import { type JsonObject, textAt } from "../json.ts";

const NOTE_MAX = 4000;

/** The marker of a void: the word, alone or in front of the old note. */
export function voidNote(books: Books, wire: JsonObject): string {
  const word = books.settings("quickbooks.void_word");
  const old = textAt(wire, "PrivateNote");
  const isKept = old !== undefined && books.settings("quickbooks.void_note") === "prefix";
  return (isKept ? `${word} - ${old}` : word).slice(0, NOTE_MAX);
}

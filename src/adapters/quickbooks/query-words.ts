/** Ids and values as a path or a query takes them. */
import { PdqbError } from "../../domain/errors.ts";

/** A list of ids in one query: no limit is documented, so it is kept short (docs/quickbooks.md 7). */
const IDS_MAX = 100;

/** The SDK pastes ids into paths: only digits may get there. */
export function checkedId(id: string): string {
  if (/^\d{1,20}$/.test(id)) return id;
  throw new PdqbError("usage", `"${id.slice(0, 40)}" is not an id of QuickBooks.`, {
    reason: "QuickBooks' ids are digits only.",
  });
}

/** A value in a query: quoted, with quote and backslash escaped. Names go through name-query.ts, since a query is refused for any character beyond Latin-1. */
export function quoted(value: string): string {
  const text = value.normalize("NFC");
  if (/[^ -\u00ff]/u.test(text)) throw new RangeError("A query cannot carry this text");
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}

/** `'1','2'`: every id checked before it gets into a query. */
export function idList(ids: string[]): string {
  return ids.map((id) => quoted(checkedId(id))).join(",");
}

/** Distinct ids in lists of at most 100. */
export function chunks(ids: string[]): string[][] {
  const distinct = [...new Set(ids)];
  const result: string[][] = [];
  for (let from = 0; from < distinct.length; from += IDS_MAX)
    result.push(distinct.slice(from, from + IDS_MAX));
  return result;
}

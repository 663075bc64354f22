/** The rows that a statement can mean: by id, number or customer they are looked up, so that not all invoices are read through for one. */
import { type Books, type EntityName, type EntityRow, table } from "../books.ts";
import type { Condition } from "./parse.ts";

const LOOKUPS = [
  { property: "docnumber", lookup: "number" },
  { property: "customerref", lookup: "customer" },
] as const;
/** Lower case of SQLite is that of ASCII alone. */
const isAscii = (text: string) => /^[\x20-\x7e]+$/.test(text) && text.trim() !== "";

/** A superset of what fits, in the order of the table. */
export function candidates(books: Books, entity: EntityName, conditions: Condition[]): EntityRow[] {
  const rows = table(books, entity);
  const asked = (property: string) => valuesOf(conditions, property);
  const byId = (one: EntityRow, other: EntityRow) => Number(one.id) - Number(other.id);
  const ids = asked("id");
  if (ids) return [...new Set(ids)].flatMap((id) => rows.get(id) ?? []).sort(byId);
  for (const { property, lookup } of LOOKUPS) {
    const values = asked(property);
    if (values?.every(isAscii))
      return [...new Set(values)].flatMap((value) => rows.having(lookup, value)).sort(byId);
  }
  return rows.all();
}

/** What a property has to be equal to. */
export function valuesOf(conditions: Condition[], property: string): string[] | undefined {
  return conditions.find(
    (one) => one.property.toLowerCase() === property && /^(=|in)$/.test(one.operator),
  )?.values;
}

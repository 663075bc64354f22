/** Entities as answers show them. */
import { type Books, type EntityName, type EntityRow, table } from "./books.ts";
import { preferences } from "./company.ts";
import { notFound } from "./fault.ts";
import { isObject, type JsonObject, pick, textAt } from "./json.ts";

export function readEntity(books: Books, entity: EntityName, id: string): JsonObject {
  const row = table(books, entity).get(id);
  if (!row) throw notFound();
  return present(books, row);
}

export function present(books: Books, row: EntityRow): JsonObject {
  return { [row.entity]: wireOf(books, row) };
}

/** As answers show it: tax registrations are masked but for the last five characters (docs/quickbooks.md 9). */
export function wireOf(books: Books, row: EntityRow): JsonObject {
  if (row.entity === "Preferences") return preferences(books);
  if (row.entity !== "Customer") return row.wire;
  const wire = { ...row.wire };
  for (const member of ["PrimaryTaxIdentifier", "SecondaryTaxIdentifier"]) {
    const value = textAt(wire, member);
    if (value !== undefined) wire[member] = value.slice(0, -5).replace(/./g, "X") + value.slice(-5);
  }
  return wire;
}

/** A projection saves bytes; ids and the like are there anyway (docs/quickbooks.md 7). */
export function projected(
  books: Books,
  row: EntityRow,
  properties: string[] | undefined,
): JsonObject {
  const wire = wireOf(books, row);
  if (!properties) return wire;
  const asked = new Set(
    [...properties, "Id", "domain", "sparse"].map((name) => name.split(".")[0]?.toLowerCase()),
  );
  const result = pick(
    wire,
    Object.keys(wire).filter((name) => asked.has(name.toLowerCase())),
  );
  if (isObject(result)) result["sparse"] = true;
  return result;
}

/** The conditions and the order of a statement, as functions over rows (docs/quickbooks.md 7). */
import type { EntityName, EntityRow } from "../books.ts";
import { badQuery } from "../fault.ts";
import { instant } from "../times.ts";
import type { Condition } from "./parse.ts";
import type { Property } from "./properties.ts";

/** Whether a row fits. Throws for what a property cannot be compared with. */
export function testOf(
  condition: Condition,
  property: Property,
  name: string,
  entity: EntityName,
): (row: EntityRow) => boolean {
  const { operator, values } = condition;
  const { kind } = property;
  if (operator === "!=" || operator === "not in")
    throw badQuery(`operator '${operator.toUpperCase()}' is not supported`);
  if (kind === "id" && operator !== "=" && operator !== "in")
    throw badQuery(`property '${name}' supports only = and IN`);
  if (operator === "like") {
    if (kind !== "text") throw badQuery(`property '${name}' does not support LIKE`);
    const pattern = likePattern(values[0] ?? "");
    return (row) => pattern.test(String(property.value(row) ?? ""));
  }
  const wanted = values.map((value) => comparable(value, property, name));
  // What cannot be an id is not the same as an id that there is not.
  if (kind === "id" && entity !== "TaxCode" && !wanted.every((id) => /^-?\d+$/.test(String(id))))
    throw badQuery(`Invalid value '${values.join(",")}' for property '${name}'`);
  if (operator === "in" || operator === "=") {
    const set = new Set(wanted);
    return (row) => set.has(normal(property.value(row), property));
  }
  const [bound] = wanted;
  return (row) => {
    const value = normal(property.value(row), property);
    if (value === undefined || bound === undefined) return false;
    if (operator === "<") return value < bound;
    if (operator === ">") return value > bound;
    return operator === "<=" ? value <= bound : value >= bound;
  };
}

function likePattern(like: string): RegExp {
  const parts = like.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "isu");
}

type Comparable = string | number | boolean | undefined;

/** A value of the statement in the form in which the property is compared; `' '` is null. */
function comparable(value: string, { kind }: Property, name: string): Comparable {
  if (value.trim() === "" && kind !== "text") return undefined;
  const invalid = () => badQuery(`Invalid value '${value}' for property '${name}'`);
  if (kind === "number") {
    if (!/^-?\d+(\.\d+)?$/.test(value.trim())) throw invalid();
    return Number(value);
  }
  if (kind === "boolean") {
    if (!/^(true|false)$/i.test(value)) throw invalid();
    return value.toLowerCase() === "true";
  }
  if (kind === "date") {
    if (instant(value) === undefined) throw invalid();
    return value.trim().slice(0, 10);
  }
  if (kind === "time") {
    const at = instant(value);
    if (at === undefined) throw invalid();
    return at / 1000;
  }
  return value === " " ? undefined : value.toLowerCase();
}

function normal(value: Comparable, { kind }: Property): Comparable {
  return typeof value === "string" && kind !== "date" ? value.toLowerCase() : value;
}

export function compareBy(
  orders: { property: Property; isDescending: boolean }[],
  a: EntityRow,
  b: EntityRow,
): number {
  for (const { property, isDescending } of orders) {
    const order = compare(sortKey(property, a), sortKey(property, b));
    if (order !== 0) return isDescending ? -order : order;
  }
  return 0;
}

function sortKey(property: Property, row: EntityRow): Comparable {
  const value = property.value(row);
  return property.kind === "id" && /^\d+$/.test(String(value))
    ? Number(value)
    : normal(value, property);
}

function compare(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}

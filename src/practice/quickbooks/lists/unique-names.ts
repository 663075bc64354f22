/** Names: which characters they may hold, and over what they must be unique (docs/quickbooks.md 9 and 10). */
import { type Books, type EntityName, type EntityRow, table } from "../books.ts";
import { badText, nameTaken, refusal } from "../fault.ts";
import { type JsonObject, refAt, textAt } from "../json.ts";

const DELETED = " (deleted)";
const LEVELS_MAX = 5;

export function checkName(
  name: string | undefined,
  element: string,
  forbidden = /[:\t\n\r]/,
): void {
  if (name !== undefined && forbidden.test(name)) throw badText(element);
}

function comparable(name: string): string {
  return name.trim().toLowerCase();
}

/** Inactive ones count, with or without the suffix that inactive names get. */
export function refuseTakenName(
  books: Books,
  {
    name,
    over,
    member,
    except,
    text,
  }: {
    name: string;
    over: EntityName[];
    member: string;
    except?: EntityRow | undefined;
    text?: string;
  },
): void {
  const wanted = comparable(name);
  for (const entity of over) {
    for (const row of table(books, entity).all()) {
      if (row.id === except?.id && entity === except.entity) continue;
      const taken = comparable(textAt(row.wire, member) ?? "");
      if (taken === wanted || (row.wire["Active"] === false && taken === wanted + DELETED)) {
        throw nameTaken(text);
      }
    }
  }
}

/** `Parent:Child` and the level; more than five levels is 6180. */
export function placeUnderParent(
  books: Books,
  entity: EntityName,
  name: string,
  members: JsonObject,
): { FullyQualifiedName: string; Level: number } {
  const parentId = refAt(members, "ParentRef");
  const parent = parentId === undefined ? undefined : table(books, entity).get(parentId)?.wire;
  if (!parent) return { FullyQualifiedName: name, Level: 0 };
  const level = (typeof parent["Level"] === "number" ? parent["Level"] : 0) + 1;
  if (level >= LEVELS_MAX) {
    throw refusal("6180", "Sub Level Limit", "You can nest up to 5 levels.", "ParentRef");
  }
  return { FullyQualifiedName: `${textAt(parent, "FullyQualifiedName")}:${name}`, Level: level };
}

/** The name of a list element that is made inactive (reported by users, docs/quickbooks.md 9). */
export function nameWhenInactive(
  books: Books,
  name: string,
  before: EntityRow | undefined,
): string {
  const isOn = books.settings("quickbooks.inactive_suffix") === "on";
  const isNew = before !== undefined && before.wire["Active"] !== false;
  return isOn && isNew && !name.endsWith(DELETED) ? name + DELETED : name;
}

export function nameWhenActive(name: string): string {
  return name.endsWith(DELETED) ? name.slice(0, -DELETED.length) : name;
}

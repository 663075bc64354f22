/** Checks that more than one kind of entity needs: e-mails, references, addresses, and names, over which they must be unique (docs/quickbooks.md 4.3, 9, 10, 16.2). */
import { type Books, type EntityName, type EntityRow, table } from "../books.ts";
import { badReference, badText, missing, nameTaken, refusal, tooLong } from "../fault.ts";
import { type JsonObject, objectAt, refAt, textAt } from "../values.ts";

export function checkEmail(members: JsonObject, member: string): void {
  const address = textAt(objectAt(members, member) ?? {}, "Address");
  if (address === undefined) return;
  const isEach = address.split(",").every((one) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(one.trim()));
  if (!isEach)
    throw refusal(
      "2210",
      `Email Address does not conform to the RFC 822 syntax rules. Supplied value:${address}`,
      member,
    );
}

/** What the service calls its lists when it refuses a reference. */
const LISTS = {
  Account: "Accounts",
  Class: "Klasses",
  Customer: "Names",
  Department: "Departments",
  Item: "Items",
  PaymentMethod: "PaymentMethods",
  TaxCode: "TaxCodes",
  Term: "Terms",
} satisfies Partial<Record<EntityName, string>>;

/** The entity that a member refers to; undefined where it names none. Throws what the service says to an unknown one. */
export function checkReference(
  books: Books,
  members: JsonObject,
  member: string,
  entity: keyof typeof LISTS,
): EntityRow | undefined {
  const id = refAt(members, member);
  if (id === undefined) {
    if (objectAt(members, member)) throw missing(`${member}.value`);
    return undefined;
  }
  const row = table(books, entity).get(id);
  if (!row) throw badReference(LISTS[entity], id);
  return row;
}

const LINES = ["Line1", "Line2", "Line3", "Line4", "Line5"];

/** The addresses among the members as they are stored: within their length together, and with an id, where an invented one is not kept. */
export function storedAddresses(books: Books, members: JsonObject, names: string[]): JsonObject {
  const stored = names.flatMap((name) => {
    const sent = objectAt(members, name);
    if (!sent) return [];
    const length = LINES.reduce((total, line) => total + (textAt(sent, line)?.length ?? 0), 0);
    if (length > 2000) throw tooLong(name, 2000, length);
    const { Lat: _lat, Long: _long, Id: id, ...rest } = sent;
    const isKnown = typeof id === "string" && books.state.table("qb.addresses").get(id);
    return [[name, { Id: isKnown ? id : newAddressId(books), ...rest }]];
  });
  return Object.fromEntries(stored);
}

function newAddressId(books: Books): string {
  const id = String(books.state.next("qb.ids.addresses", 900));
  books.state.table("qb.addresses").put({ id });
  return id;
}

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

/** Over which lists a name has to be unique, by which member. */
type Names = { over: EntityName[]; member: string; except: EntityRow | undefined; text?: string };

/** Inactive ones count, with or without the suffix that inactive names get. */
export function refuseTakenName(
  books: Books,
  name: string,
  { over, member, except, text }: Names,
): void {
  const wanted = comparable(name);
  for (const entity of over) {
    for (const row of table(books, entity).all()) {
      if (row.id === except?.id && entity === except.entity) continue;
      const taken = comparable(textAt(row.wire, member) ?? "");
      if (taken === wanted || (row.wire["Active"] === false && taken === wanted + DELETED))
        throw nameTaken(text);
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
  if (level >= LEVELS_MAX) throw refusal("6180", "You can nest up to 5 levels.", "ParentRef");
  return { FullyQualifiedName: `${textAt(parent, "FullyQualifiedName")}:${name}`, Level: level };
}

/** The name of a list element that is made inactive (reported by users, docs/quickbooks.md 9). */
export function nameWhenInactive(
  books: Books,
  name: string,
  before: EntityRow | undefined,
): string {
  const isOn = books.settings("inactive_suffix") === "on";
  const isNew = before !== undefined && before.wire["Active"] !== false;
  return isOn && isNew && !name.endsWith(DELETED) ? name + DELETED : name;
}

export function nameWhenActive(name: string): string {
  return name.endsWith(DELETED) ? name.slice(0, -DELETED.length) : name;
}

/** Checks that more than one kind of entity needs. */
import { type Books, type EntityName, type EntityRow, table } from "../books.ts";
import { badReference, missing, refusal } from "../fault.ts";
import { type JsonObject, objectAt, refAt, textAt } from "../json.ts";

export function checkEmail(members: JsonObject, member: string): void {
  const address = textAt(objectAt(members, member) ?? {}, "Address");
  if (address === undefined) return;
  const isEach = address.split(",").every((one) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(one.trim()));
  if (!isEach) {
    throw refusal(
      "2210",
      "Invalid Email Address format",
      `Email Address does not conform to the RFC 822 syntax rules. Supplied value:${address}`,
      member,
    );
  }
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

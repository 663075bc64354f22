/** Addresses as they are stored: with an id, and within their length together (docs/quickbooks.md 4.3, 16.2). */
import type { Books } from "../books.ts";
import { tooLong } from "../fault.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";

const LINES = ["Line1", "Line2", "Line3", "Line4", "Line5"];

/** Checks `members[member]` and gives it an id; an invented id is not kept. */
export function storedAddress(books: Books, members: JsonObject, member: string): void {
  const sent = objectAt(members, member);
  if (!sent) return;
  const length = LINES.reduce((total, line) => total + (textAt(sent, line)?.length ?? 0), 0);
  if (length > 2000) throw tooLong(member, 2000, length);
  const { Lat: _lat, Long: _long, Id: id, ...rest } = sent;
  const isKnown =
    typeof id === "string" && books.state.table<{ id: string }>("qb.addresses").get(id);
  members[member] = { Id: isKnown ? id : newAddressId(books), ...rest };
}

function newAddressId(books: Books): string {
  const id = String(books.state.next("qb.ids.addresses", 900));
  books.state.table("qb.addresses").put({ id });
  return id;
}

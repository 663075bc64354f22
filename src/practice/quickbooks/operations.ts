/** Create, update, void and delete of every entity: what all have in common; the rest are the entity's own rules (docs/quickbooks.md 6). */
import { type Books, type EntityName, type EntityRow, rowToChange } from "./books.ts";
import { present } from "./company.ts";
import type { Contract } from "./contract.ts";
import { missing, refusal, unsupported } from "./fault.ts";
import { type JsonObject, pick, textAt } from "./values.ts";
import type { EntityRules, Write, WriteContext } from "./write-context.ts";

/** `include` of the query string: `allowduplicatedocnum`, `void`. */
type WriteOptions = { include: string[] };

const MADE_ONCE: EntityName[] = ["CompanyInfo", "Preferences"];
/** Never taken from a body. */
const KEPT = ["Id", "SyncToken", "MetaData", "domain", "sparse", "status"];

/** `operation`: undefined for a create or an update, which the body's Id tells apart. */
export function writeEntity(
  context: WriteContext,
  { entity, operation }: { entity: EntityName; operation: string | undefined },
  body: JsonObject,
  options: WriteOptions,
): JsonObject {
  const { books, contract } = context;
  const rules = context.rules[entity];
  if (!rules) throw unsupported(operation ?? "create");
  if (books.settings("subscription") === "ended")
    throw refusal("6190", "The subscription period for the QuickBooks Online company has ended.");
  return books.state.transaction(() => {
    if (operation === "delete") return deleteEntity(books, entity, body, rules);
    const row = () => rowToChange(books, entity, body);
    if (operation === "void") {
      if (entity !== "Invoice" || !rules.void) throw unsupported("void");
      return present(books, rules.void(books, row()));
    }
    if (operation !== undefined && operation !== "update" && operation !== "create")
      throw unsupported(operation);
    if (operation === "update" && options.include.includes("void")) {
      if (entity !== "Payment" || !rules.void) throw unsupported("void");
      return present(books, rules.void(books, row()));
    }
    const isNamed = operation === "update" || textAt(body, "Id") !== undefined;
    // A rate has no id: it is stored by its currency and day.
    const isUpdate = isNamed && entity !== "ExchangeRate";
    if (MADE_ONCE.includes(entity) && !isUpdate) throw missing("Id");
    const { members, cleared } = contract.read(entity, body);
    const sent = without(members, KEPT);
    const write = (all: JsonObject): Write => ({
      members: all,
      sent: new Set(Object.keys(sent)),
      allowsDuplicateNumber: options.include.includes("allowduplicatedocnum"),
    });
    if (!isUpdate) {
      const isDocument = entity === "Invoice" || entity === "CreditMemo";
      const all = isDocument ? writable(contract, entity, sent) : sent;
      return present(books, rules.create(books, write(all)));
    }
    const before = row();
    const isSparse = members["sparse"] === true || MADE_ONCE.includes(entity);
    const all = isSparse ? merged(books, before, sent, cleared) : writable(contract, entity, sent);
    return present(books, rules.update(books, before, write(all)));
  });
}

/** A sparse update: members that were not sent stay; what an empty one does is not shown (docs/quickbooks.md 16.1). */
function merged(books: Books, row: EntityRow, sent: JsonObject, cleared: string[]): JsonObject {
  const result = { ...without(row.wire, KEPT), ...sent };
  if (books.settings("sparse_empty") === "clear") {
    for (const member of cleared) delete result[member];
  }
  return result;
}

/** Read-only members that were sent are ignored without a word (docs/quickbooks.md 2); the currency of a name is one only after its creation. */
function writable(contract: Contract, entity: EntityName, sent: JsonObject): JsonObject {
  return pick(sent, [...contract.writableMembers(entity), "CurrencyRef"]);
}

function without(members: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([member]) => !names.includes(member)));
}

/** Only transactions can be deleted; list elements are made inactive (docs/quickbooks.md 9). */
function deleteEntity(
  books: Books,
  entity: EntityName,
  body: JsonObject,
  rules: EntityRules,
): JsonObject {
  if (!rules.delete) throw unsupported("delete");
  const row = rowToChange(books, entity, body);
  rules.delete(books, row);
  return { [entity]: { status: "Deleted", domain: "QBO", Id: row.id } };
}

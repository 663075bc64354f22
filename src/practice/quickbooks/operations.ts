/** Create, update, void and delete of every entity: the body's rules first, then the entity's own (docs/quickbooks.md 6). */
import {
  type Books,
  type EntityName,
  type EntityRow,
  insert,
  replace,
  rowToChange,
  table,
} from "./books.ts";
import { preferences } from "./company.ts";
import type { Contract } from "./contract.ts";
import { storeExchangeRate } from "./exchange-rates.ts";
import { missing, notFound, refusal, unsupported } from "./fault.ts";
import { isObject, type JsonObject, pick, textAt } from "./json.ts";
import { completeItem } from "./lists/items.ts";
import { completePerson } from "./lists/people.ts";
import { completePlain } from "./lists/plain-lists.ts";
import { applyCredits } from "./sales/auto-credits.ts";
import { completeDocument } from "./sales/document.ts";
import {
  createPayment,
  deletePayment,
  trimOverpaid,
  updatePayment,
  voidPayment,
} from "./sales/payments.ts";
import { deleteDocument, voidInvoice } from "./sales/voiding.ts";
import { insertTransaction, replaceTransaction } from "./transactions.ts";

export type WriteContext = { books: Books; contract: Contract };
/** `include` of the query string: `allowduplicatedocnum`, `void`. */
export type WriteOptions = { include: string[] };

const READ_ONLY: EntityName[] = ["TaxCode", "TaxRate", "TaxAgency"];
const MADE_ONCE: EntityName[] = ["CompanyInfo", "Preferences"];
const TRANSACTIONS: EntityName[] = ["Invoice", "CreditMemo", "Payment"];
/** Never taken from a body. */
const KEPT = ["Id", "SyncToken", "MetaData", "domain", "sparse", "status"];

/** `operation`: undefined for a create or an update, which the body's Id tells apart. */
export function writeEntity(
  context: WriteContext,
  { entity, operation }: { entity: EntityName; operation: string | undefined },
  body: JsonObject,
  options: WriteOptions,
): JsonObject {
  const { books } = context;
  if (READ_ONLY.includes(entity)) throw unsupported(operation ?? "create");
  if (books.settings("quickbooks.subscription") === "ended") {
    throw refusal(
      "6190",
      "Invalid Company Status Error",
      "The subscription period for the QuickBooks Online company has ended.",
    );
  }
  return books.state.transaction(() => {
    if (operation === "delete") return deleteEntity(books, entity, body);
    if (operation === "void") return present(books, voidEntity(books, entity, body));
    if (operation !== undefined && operation !== "update" && operation !== "create") {
      throw unsupported(operation);
    }
    if (operation === "update" && options.include.includes("void")) {
      if (entity !== "Payment") throw unsupported("void");
      return present(books, voidPayment(books, rowToChange(books, entity, body)));
    }
    if (entity === "ExchangeRate") {
      return {
        ExchangeRate: storeExchangeRate(books, context.contract.read(entity, body).members),
      };
    }
    const isUpdate = operation === "update" || textAt(body, "Id") !== undefined;
    if (MADE_ONCE.includes(entity) && !isUpdate) throw missing("Id");
    return present(
      books,
      isUpdate ? update(context, entity, body, options) : create(context, entity, body, options),
    );
  });
}

function create(
  { books, contract }: WriteContext,
  entity: EntityName,
  body: JsonObject,
  options: WriteOptions,
): EntityRow {
  const { members } = contract.read(entity, body);
  const sent = without(members, KEPT);
  if (entity === "Payment") return createPayment(books, sent);
  if (entity === "Invoice" || entity === "CreditMemo") {
    const { wire, hidden } = completeDocument(books, {
      entity,
      members: writable(contract, entity, sent),
      sent: new Set(Object.keys(sent)),
      before: undefined,
      allowsDuplicateNumber: options.include.includes("allowduplicatedocnum"),
    });
    return applyCredits(books, insertTransaction(books, entity, wire, { hidden }));
  }
  return insert(books, entity, complete(books, entity, sent, undefined));
}

function update(
  { books, contract }: WriteContext,
  entity: EntityName,
  body: JsonObject,
  options: WriteOptions,
): EntityRow {
  const { members, cleared } = contract.read(entity, body);
  const row = rowToChange(books, entity, body);
  const isSparse = members["sparse"] === true || MADE_ONCE.includes(entity);
  const sent = without(members, KEPT);
  const next = isSparse ? merged(books, row, sent, cleared) : writable(contract, entity, sent);
  if (entity === "Payment") return updatePayment(books, row, next);
  if (entity === "Invoice" || entity === "CreditMemo") {
    const { wire, hidden } = completeDocument(books, {
      entity,
      members: next,
      sent: new Set(Object.keys(sent)),
      before: row,
      allowsDuplicateNumber: options.include.includes("allowduplicatedocnum"),
    });
    const written = replaceTransaction(
      books,
      row,
      { ...serverMembers(row.wire), ...wire },
      { hidden },
    );
    return trimOverpaid(books, written);
  }
  return replace(books, row, complete(books, entity, next, row));
}

/** A sparse update: members that were not sent stay; what an empty one does is not shown (docs/quickbooks.md 16.1). */
function merged(books: Books, row: EntityRow, sent: JsonObject, cleared: string[]): JsonObject {
  const result = { ...without(row.wire, KEPT), ...sent };
  if (books.settings("quickbooks.sparse_empty") === "clear") {
    for (const member of cleared) delete result[member];
  }
  return result;
}

/** Read-only members that were sent are ignored without a word (docs/quickbooks.md 2); the currency of a name is one only after its creation. */
function writable(contract: Contract, entity: EntityName, sent: JsonObject): JsonObject {
  return pick(sent, [...contract.writableMembers(entity), "CurrencyRef"]);
}

/** What only the service writes, so that a full update does not lose it. */
function serverMembers(wire: JsonObject): JsonObject {
  return pick(wire, ["DeliveryInfo", "EInvoiceStatus"]);
}

function without(members: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([member]) => !names.includes(member)));
}

function complete(
  books: Books,
  entity: EntityName,
  members: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  if (entity === "Customer" || entity === "Vendor" || entity === "Employee") {
    return completePerson(books, entity, members, before);
  }
  if (entity === "Item") return completeItem(books, members, before);
  if (entity === "Preferences") return mergedSections(before?.wire ?? {}, members);
  if (entity === "CompanyInfo") return members;
  return completePlain(books, entity, members, before);
}

/** Preferences are sections of members, of which the currency, the tax and the closing date are read only (docs/quickbooks.md 11). */
function mergedSections(before: JsonObject, sent: JsonObject): JsonObject {
  const result = without(before, KEPT);
  for (const [section, value] of Object.entries(sent)) {
    const old = before[section];
    if (section === "CurrencyPrefs" || section === "TaxPrefs") continue;
    if (!isObject(value) || !isObject(old)) continue;
    const { BookCloseDate, CustomField } = old;
    result[section] = {
      ...old,
      ...value,
      ...(CustomField !== undefined && { CustomField }),
      ...(BookCloseDate !== undefined && { BookCloseDate }),
    };
  }
  return result;
}

function voidEntity(books: Books, entity: EntityName, body: JsonObject): EntityRow {
  if (entity !== "Invoice") throw unsupported("void");
  return voidInvoice(books, rowToChange(books, entity, body));
}

/** Only transactions can be deleted; list elements are made inactive (docs/quickbooks.md 9). */
function deleteEntity(books: Books, entity: EntityName, body: JsonObject): JsonObject {
  if (!TRANSACTIONS.includes(entity)) throw unsupported("delete");
  const row = rowToChange(books, entity, body);
  if (entity === "Payment") deletePayment(books, row);
  else deleteDocument(books, row);
  return { [entity]: { status: "Deleted", domain: "QBO", Id: row.id } };
}

export function readEntity(books: Books, entity: EntityName, id: string): JsonObject {
  const row = table(books, entity).get(id);
  if (!row) throw notFound();
  return present(books, row);
}

function present(books: Books, row: EntityRow): JsonObject {
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

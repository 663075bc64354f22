/** Runs a statement over the books: active names alone unless asked, paging from 1 (docs/quickbooks.md 7, 16.2). */
import { type Books, ENTITIES, type EntityName, type EntityRow } from "../books.ts";
import { isUs } from "../company.ts";
import { badQuery } from "../fault.ts";
import { isObject, type JsonObject, pick } from "../json.ts";
import { type WriteContext, wireOf } from "../operations.ts";
import { instant, serverDate } from "../times.ts";
import { candidates } from "./candidates.ts";
import { type Condition, parseQuery, type Statement } from "./parse.ts";
import { type Property, propertiesOf } from "./properties.ts";
import { pseudoTaxCodes } from "./pseudo-tax-codes.ts";

const TRANSACTIONS: EntityName[] = ["Invoice", "CreditMemo", "Payment"];

/** What `QueryResponse` holds. */
export function runQuery({ books, contract }: WriteContext, text: string): JsonObject {
  const { settings } = books;
  const statement = parseQuery(text, {
    today: serverDate(books.now),
    isLatin1Only: settings("quickbooks.query_beyond_latin1") === "refuse",
    takesBareNumbers: settings("quickbooks.query_bare_numbers") === "accept",
  });
  const entity = entityNamed(statement.entity);
  const find = propertyFinder({ books, contract }, entity);
  if (settings("quickbooks.query_unknown_selection") === "refuse")
    for (const name of [...(statement.properties ?? []), ...statement.extra]) find.member(name);
  const tests = statement.conditions.map((condition) => {
    const { property, name } = find.property(condition.property);
    if (!property.isFilterable || isRefusedByMail(books, entity, name))
      throw badQuery(`property '${name}' is not queryable`);
    return testOf(condition, property, name, entity);
  });
  const orders = statement.orders.map(({ property: wanted, isDescending }) => {
    const { property, name } = find.property(wanted);
    if (!property.isSortable) throw badQuery(`property '${name}' is not sortable`);
    return { property, isDescending };
  });
  const rows = rowsOf(books, entity, statement).filter((row) => tests.every((test) => test(row)));
  if (statement.isCount) return { totalCount: rows.length };
  if (orders.length > 0) rows.sort((a, b) => compareBy(orders, a, b));
  const page = rows.slice(statement.start - 1, statement.start - 1 + statement.max);
  const isFirst =
    statement.start === 1 || books.settings("quickbooks.pseudo_tax_codes") === "every";
  const pseudo = entity === "TaxCode" && isUs(books) && isFirst ? pseudoTaxCodes(statement) : [];
  const found = [...pseudo, ...page.map((row) => shown(books, row, statement))];
  if (found.length === 0) return {};
  return { [entity]: found, startPosition: statement.start, maxResults: found.length };
}

/** Lower case is known to work for entities (node-quickbooks sends them so); properties by the setting. */
function entityNamed(name: string): EntityName {
  const entity = ENTITIES.find((one) => one.toLowerCase() === name.toLowerCase());
  if (!entity) throw badQuery(`invalid context declaration: ${name}`);
  return entity;
}

/** Whether customers can be asked for by e-mail is told both ways (docs/quickbooks.md 17). */
function isRefusedByMail(books: Books, entity: EntityName, name: string): boolean {
  const isMail = entity === "Customer" && name === "PrimaryEmailAddr";
  return isMail && books.settings("quickbooks.customer_by_email") === "refuse";
}

function propertyFinder({ books, contract }: WriteContext, entity: EntityName) {
  const properties = propertiesOf(entity);
  const isExact = books.settings("quickbooks.query_property_case") === "exact";
  const member = (wanted: string): void => {
    if (!contract.hasMember(entity, wanted, isExact))
      throw badQuery(`Property ${wanted} not found for Entity ${entity}`);
  };
  return {
    /** Throws where the entity has no such member. */
    member,
    property(wanted: string): { property: Property; name: string } {
      const name = Object.keys(properties).find((one) =>
        isExact ? one === wanted : one.toLowerCase() === wanted.toLowerCase(),
      );
      const property = name === undefined ? undefined : properties[name];
      if (name !== undefined && property) return { property, name };
      member(wanted);
      throw badQuery(`property '${wanted}' is not queryable`);
    },
  };
}

function rowsOf(books: Books, entity: EntityName, statement: Statement): EntityRow[] {
  const lag = Number(books.settings("quickbooks.query_lag_seconds"));
  const visible = Math.floor(books.now.getTime() / 1000) - lag;
  const asksActive = statement.conditions.some(
    ({ property }) => property.toLowerCase() === "active",
  );
  const isList = !TRANSACTIONS.includes(entity);
  return candidates(books, entity, statement.conditions).filter((row) => {
    if (lag > 0 && row.created > visible) return false;
    return !isList || asksActive || row.wire["Active"] !== false;
  });
}

function testOf(
  condition: Condition,
  property: Property,
  name: string,
  entity: EntityName,
): (row: EntityRow) => boolean {
  const { operator, values } = condition;
  const { kind } = property;
  if (operator === "!=" || operator === "not in")
    throw badQuery(`operator '${operator.toUpperCase()}' is not supported`);
  if (kind === "id" && operator !== "=" && operator !== "in") {
    throw badQuery(`property '${name}' supports only = and IN`);
  }
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

function compareBy(
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

/** A projection saves bytes; ids and the like are there anyway (docs/quickbooks.md 7). */
function shown(books: Books, row: EntityRow, { properties }: Statement): JsonObject {
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

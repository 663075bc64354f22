/** Runs a statement over the books: active names alone unless asked, paging from 1 (docs/quickbooks.md 7, 16.2). */
import { type Books, type EntityName, type EntityRow, table } from "../books.ts";
import { isUs, projected } from "../company.ts";
import { rateRows } from "../exchange-rates.ts";
import type { JsonObject } from "../values.ts";
import type { ReadContext } from "../write-context.ts";
import { compareBy, testOf } from "./compare.ts";
import { type Condition, parseQuery, type Statement } from "./parse.ts";
import { entityNamed, propertyFinder } from "./properties.ts";

const LOOKUPS = [
  { property: "docnumber", lookup: "number" },
  { property: "customerref", lookup: "customer" },
] as const;
/** Lower case of SQLite is that of ASCII alone. */
const isAscii = (text: string) => /^[\x20-\x7e]+$/.test(text) && text.trim() !== "";

/** A superset of what fits, in the order of the table. */
function candidates(books: Books, entity: EntityName, conditions: Condition[]): EntityRow[] {
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
function valuesOf(conditions: Condition[], property: string): string[] | undefined {
  return conditions.find(
    (one) => one.property.toLowerCase() === property && /^(=|in)$/.test(one.operator),
  )?.values;
}

const PSEUDO: JsonObject[] = [
  { Id: "TAX", Name: "TAX", Description: "TAX", Taxable: true, TaxGroup: false },
  { Id: "NON", Name: "NON", Description: "NON", Taxable: false, TaxGroup: false },
  {
    Id: "CustomSalesTax",
    Name: "CustomSalesTax",
    Description: "CustomSalesTax",
    Taxable: true,
    TaxGroup: false,
  },
];
const META = {
  CreateTime: "2014-09-18T12:17:04-07:00",
  LastUpdatedTime: "2014-09-18T12:17:04-07:00",
};

function pseudoTaxCodes(books: Books, { conditions, start }: Statement): JsonObject[] {
  const isEveryPage = books.settings("pseudo_tax_codes") === "every";
  if (!isUs(books) || (start !== 1 && !isEveryPage)) return [];
  return PSEUDO.filter((code) =>
    conditions.every(({ property, operator, values }) => {
      if (property.toLowerCase() === "active")
        return values.some((value) => value.toLowerCase() === "true");
      const member = Object.keys(code).find(
        (name) => name.toLowerCase() === property.toLowerCase(),
      );
      const value = String(code[member ?? ""] ?? "").toLowerCase();
      const wanted = values.map((one) => one.toLowerCase());
      return (operator === "=" || operator === "in") && wanted.includes(value);
    }),
  ).map((code) => ({ ...code, MetaData: META }));
}

const TRANSACTIONS: EntityName[] = ["Invoice", "CreditMemo", "Payment"];

/** What `QueryResponse` holds. */
export function runQuery({ books, contract }: ReadContext, text: string): JsonObject {
  const { settings } = books;
  const statement = parseQuery(text, books);
  const entity = entityNamed(statement.entity);
  const find = propertyFinder({ books, contract }, entity);
  if (settings("query_unknown_selection") === "refuse")
    for (const name of [...(statement.properties ?? []), ...statement.extra]) find.member(name);
  const tests = statement.conditions.map((condition) => {
    const { property, name } = find.filterable(condition.property);
    return testOf(condition, property, name, entity);
  });
  const orders = statement.orders.map(({ property: wanted, isDescending }) => {
    return { property: find.sortable(wanted), isDescending };
  });
  const rows = rowsOf(books, entity, statement).filter((row) => tests.every((test) => test(row)));
  if (statement.isCount) return { totalCount: rows.length };
  if (orders.length > 0) rows.sort((a, b) => compareBy(orders, a, b));
  const page = rows.slice(statement.start - 1, statement.start - 1 + statement.max);
  const pseudo = entity === "TaxCode" ? pseudoTaxCodes(books, statement) : [];
  const found = [...pseudo, ...page.map((row) => projected(books, row, statement.properties))];
  if (found.length === 0) return {};
  return { [entity]: found, startPosition: statement.start, maxResults: found.length };
}

function rowsOf(books: Books, entity: EntityName, statement: Statement): EntityRow[] {
  const lag = Number(books.settings("query_lag_seconds"));
  const visible = Math.floor(books.now.getTime() / 1000) - lag;
  const asksActive = statement.conditions.some(
    ({ property }) => property.toLowerCase() === "active",
  );
  const isList = !TRANSACTIONS.includes(entity);
  return candidatesFor(books, entity, statement.conditions).filter((row) => {
    if (lag > 0 && row.created > visible) return false;
    return !isList || asksActive || row.wire["Active"] !== false;
  });
}

function candidatesFor(books: Books, entity: EntityName, conditions: Condition[]): EntityRow[] {
  if (entity !== "ExchangeRate") return candidates(books, entity, conditions);
  const date = valuesOf(conditions, "asofdate")?.[0]?.trim().slice(0, 10) || undefined;
  return rateRows(books, { codes: valuesOf(conditions, "sourcecurrencycode"), date });
}

/** Runs a statement over the books: active names alone unless asked, paging from 1 (docs/quickbooks.md 7, 16.2). */
import type { Books, EntityName, EntityRow } from "../books.ts";
import { rateRows } from "../exchange-rates.ts";
import type { JsonObject } from "../json.ts";
import { projected } from "../wire.ts";
import type { ReadContext } from "../write-context.ts";
import { candidates, valuesOf } from "./candidates.ts";
import { compareBy, testOf } from "./compare.ts";
import { type Condition, parseQuery, type Statement } from "./parse.ts";
import { entityNamed, propertyFinder } from "./properties.ts";
import { pseudoTaxCodes } from "./pseudo-tax-codes.ts";

const TRANSACTIONS: EntityName[] = ["Invoice", "CreditMemo", "Payment"];

/** What `QueryResponse` holds. */
export function runQuery({ books, contract }: ReadContext, text: string): JsonObject {
  const { settings } = books;
  const statement = parseQuery(text, books);
  const entity = entityNamed(statement.entity);
  const find = propertyFinder({ books, contract }, entity);
  if (settings("quickbooks.query_unknown_selection") === "refuse")
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
  const lag = Number(books.settings("quickbooks.query_lag_seconds"));
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

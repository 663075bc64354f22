/** Items that can stand on an invoice line: no categories, which are refused there, and no bundles (docs/quickbooks.md 10). */
import type { Item } from "../../domain/books.ts";
import type { QuickBooks } from "../../ports.ts";
import type { Client } from "./client.ts";
import {
  bounded,
  type Condition,
  containing,
  distinct,
  equalTo,
  includes,
  isSendable,
  nameQueries,
  same,
} from "./name-query.ts";
import { quoted } from "./query-words.ts";
import { readableRows, toItem } from "./wire.ts";

type Items = Pick<QuickBooks, "matchItems" | "itemsNamed" | "searchItems">;

const VALUES_MAX = 50;
const LINE_TYPES = ["Service", "NonInventory", "Inventory"];
const ON_A_LINE = `Type in (${LINE_TYPES.map(quoted).join(",")}) and Active = true`;

export function quickbooksItems(client: Client): Items {
  const names = nameQueries(client);
  return {
    async matchItems(wanted) {
      const isFull = (name: string) => name.includes(":");
      const conditions = [
        ...conditionsFor("Sku", wanted.skus),
        ...conditionsFor(
          "Name",
          wanted.names.filter((name) => !isFull(name)),
        ),
        ...conditionsFor("FullyQualifiedName", wanted.names.filter(isFull)),
      ];
      const rows = await names.find("Item", conditions, ON_A_LINE);
      return distinct(rows.map(toItem)).filter(
        (item) =>
          isOnLine(item) &&
          (wanted.skus.some((sku) => same(item.sku, sku)) ||
            wanted.names.some((name) => same(item.name, name) || same(item.fullName, name))),
      );
    },
    async itemsNamed(wanted) {
      // What was made inactive may have the word behind its name, and holds the name all the same.
      const held = wanted.flatMap((name) => [name, `${name} (deleted)`]);
      const rows = await names.find("Item", conditionsFor("Name", held), "Active in (true,false)");
      return distinct(rows.map(toItem)).filter(({ fullName }) =>
        held.some((name) => same(fullName, name)),
      );
    },
    async searchItems(term, limit) {
      const properties = term === "" ? ["Name"] : ["Name", "Sku"];
      const conditions = properties.map((property) => containing(property, term));
      if (!isSendable(term)) {
        const rows = await names.find("Item", conditions, ON_A_LINE);
        return distinct(readableRows(rows, toItem, client))
          .filter(
            (item) => isOnLine(item) && [item.name, item.sku].some((one) => includes(one, term)),
          )
          .sort((one, other) => one.name.localeCompare(other.name))
          .slice(0, bounded(limit));
      }
      // Side by side: a condition with "or" is not in the query language.
      const rows = await Promise.all(
        conditions.map((condition) => {
          const where = `where ${condition} and ${ON_A_LINE}`;
          return client.query("Items", `${where} orderby Name maxresults ${bounded(limit)}`);
        }),
      );
      return distinct(readableRows(rows.flat(), toItem, client)).slice(0, bounded(limit));
    },
  };
}

/** Lists of values are kept short: their limit is not documented. A value that a query cannot carry has a condition of its own. */
function conditionsFor(property: string, values: string[]): Condition[] {
  const unique = [...new Set(values)];
  const sendable = unique.filter(isSendable);
  const lists: Condition[] = [];
  for (let from = 0; from < sendable.length; from += VALUES_MAX) {
    const [first = "", ...more] = sendable.slice(from, from + VALUES_MAX);
    lists.push(
      more.length === 0
        ? equalTo(property, first)
        : `${property} in (${[first, ...more].map((value) => quoted(value)).join(",")})`,
    );
  }
  const others = unique.filter((value) => !isSendable(value));
  return [...lists, ...others.map((value) => equalTo(property, value))];
}

function isOnLine({ active, type }: Item): boolean {
  return active && LINE_TYPES.includes(type);
}

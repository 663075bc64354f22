/** Items that can stand on an invoice line: no categories, which are refused there, and no bundles (reference 10). */
import type { Item, NewItem } from "../../domain/books.ts";
import type { QuickBooks } from "../../ports.ts";
import { type Client, quoted } from "./client.ts";
import { bounded, contains, same } from "./customers.ts";
import { toItem } from "./wire.ts";
import { jsonText } from "./wire-invoice.ts";

type Items = Pick<QuickBooks, "matchItems" | "searchItems" | "itemWrite">;

const VALUES_MAX = 50;
const LINE_TYPES = ["Service", "NonInventory", "Inventory"];
const ON_A_LINE = `Type in (${LINE_TYPES.map(quoted).join(",")}) and Active = true`;

export function quickbooksItems(client: Client): Items {
  return {
    async matchItems({ skus, names }) {
      const queries = [...queriesFor("Sku", skus), ...queriesFor("Name", names)];
      const rows = await client.batch(
        Object.fromEntries(queries.map((query, index) => [`q${index}`, query])),
      );
      const found = new Map<string, Item>();
      for (const item of Object.values(rows).flat().map(toItem)) found.set(item.id, item);
      return [...found.values()].filter(
        (item) =>
          skus.some((sku) => same(item.sku, sku)) || names.some((name) => same(item.name, name)),
      );
    },
    async searchItems(term, limit) {
      // Side by side: a condition with "or" is not in the query language (reference 7).
      const properties = term === "" ? ["Name"] : ["Name", "Sku"];
      const rows = await Promise.all(
        properties.map((property) => {
          const where = `where ${property} like ${contains(term)} and ${ON_A_LINE}`;
          return client.query("Items", `${where} orderby Name maxresults ${bounded(limit)}`);
        }),
      );
      const items = rows.flat().map(toItem);
      const found = new Map(items.map((item) => [item.id, item]));
      return [...found.values()].slice(0, bounded(limit));
    },
    async itemWrite(item) {
      return { kind: "item", body: itemBody(item) };
    },
  };
}

function itemBody(item: NewItem): string {
  return jsonText({
    Name: item.name,
    Type: "Service",
    Sku: item.sku ?? undefined,
    UnitPrice: item.unitPrice,
    IncomeAccountRef: { value: item.incomeAccountId },
    ExpenseAccountRef: item.expenseAccountId ? { value: item.expenseAccountId } : undefined,
  });
}

/** Lists of values are kept short: their limit is not documented (reference 7). */
function queriesFor(property: "Sku" | "Name", values: string[]): string[] {
  const unique = [...new Set(values)];
  const chunks = Array.from({ length: Math.ceil(unique.length / VALUES_MAX) }, (_, index) =>
    unique.slice(index * VALUES_MAX, (index + 1) * VALUES_MAX).map(quoted),
  );
  return chunks.map((chunk) =>
    select(
      chunk.length === 1 ? `${property} = ${chunk[0]}` : `${property} in (${chunk.join(",")})`,
    ),
  );
}

function select(condition: string): string {
  return `select * from Item where ${condition} and ${ON_A_LINE}`;
}

/** Products and their variations, which have a name and prices of their own (docs/pipedrive.md 5). */
import { invalid } from "../answers.ts";
import type { Call, Handlers } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type { ProductPrice, ProductRow } from "../rows.ts";
import { crud, type Kind, readable } from "./crud.ts";

const products: Kind<ProductRow> = {
  owner: "product",
  table: (store) => store.products,
  filters: ["owner_id"],
  blank: () => ({
    ...{ name: "", description: "", code: "", unit: "", tax: 0, category: null },
    ...{ is_linkable: true, prices: [], variations: [] },
    ...{ billing_frequency: "one-time", billing_frequency_cycles: null },
  }),
  complete(call, before, { name, category, prices }) {
    if (String(name ?? before.name).trim() === "") throw invalid("name", "is required");
    return {
      category: category === undefined ? before.category : String(category),
      // A PATCH replaces the whole list of prices.
      prices: prices === undefined ? before.prices : kept(call, prices as Partial<ProductPrice>[]),
    };
  },
  wire: () => (row) => ({
    variations: undefined,
    prices: row.prices.map((price) => ({ ...price, product_id: Number(row.id) })),
  }),
};

function kept(call: Call, sent: Partial<ProductPrice>[]): ProductPrice[] {
  for (const [index, price] of sent.entries())
    for (const name of ["price", "cost", "direct_cost"] as const)
      if (typeof (price[name] ?? 0) !== "number")
        throw invalid(`prices[${index}].${name}`, "must be a number");
  return sent.map((price) => ({
    price: price.price ?? 0,
    currency: price.currency ?? call.store.company().currency,
    cost: price.cost ?? 0,
    direct_cost: price.direct_cost ?? null,
    notes: price.notes ?? "",
  }));
}

export const productHandlers: Handlers = {
  ...crud("Product", products),
  "v2:getProductVariations": (call) => {
    const product = readable(call, products);
    return cursorPage(call, product.variations, (variation) => ({
      ...variation,
      product_id: Number(product.id),
      prices: variation.prices.map((price) => ({ ...price, product_variation_id: variation.id })),
    }));
  },
};

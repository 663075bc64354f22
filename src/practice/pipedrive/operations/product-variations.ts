/** Variations of products (docs/pipedrive.md 5): a name and prices of their own, on a deal's line by their id. */
import { invalid, notFound } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { readEntity, writableEntity } from "../entities.ts";
import { cursorPage } from "../paging.ts";
import type { ProductPrice, ProductRow, ProductVariation } from "../rows.ts";
import { v2Time } from "../times.ts";
import { toPrices } from "./product-prices.ts";

export const productVariationHandlers: Handlers = {
  "v2:getProductVariations": (call) => {
    const product = readEntity(call, call.store.products);
    return cursorPage(call, product.variations, (variation) => toWire(product, variation));
  },
  "v2:addProductVariation": (call) => {
    const product = writableEntity(call, call.store.products);
    const id = call.store.next("variations");
    return { data: put(call, product, { id, name: "", prices: [] }) };
  },
  "v2:updateProductVariation": (call) => {
    const product = writableEntity(call, call.store.products);
    return { data: put(call, product, find(call, product)) };
  },
  "v2:deleteProductVariation": (call) => {
    const product = writableEntity(call, call.store.products);
    const { id } = find(call, product);
    store(call, product, (variations) => variations.filter((one) => one.id !== id));
    return { data: { id } };
  },
};

function find(call: Call, { variations }: ProductRow): ProductVariation {
  const variation = variations.find(({ id }) => id === Number(call.path.product_variation_id));
  if (!variation) throw notFound();
  return variation;
}

function put(call: Call, product: ProductRow, before: ProductVariation): Json {
  const { name = before.name, prices } = call.body;
  if (String(name).trim() === "") throw invalid("name", "is required");
  const variation: ProductVariation = {
    ...before,
    name: String(name),
    prices:
      prices === undefined ? before.prices : toPrices(call, prices as Partial<ProductPrice>[]),
  };
  const isNew = !product.variations.some(({ id }) => id === before.id);
  store(call, product, (variations) =>
    isNew
      ? [...variations, variation]
      : variations.map((one) => (one.id === before.id ? variation : one)),
  );
  return toWire(product, variation);
}

function store(
  call: Call,
  product: ProductRow,
  change: (variations: ProductVariation[]) => ProductVariation[],
): void {
  const update_time = v2Time(call.now);
  call.store.products.put({ ...product, variations: change(product.variations), update_time });
}

const toWire = (product: ProductRow, variation: ProductVariation): Json => ({
  ...variation,
  product_id: Number(product.id),
  prices: variation.prices.map((price) => ({ ...price, product_variation_id: variation.id })),
});

/** Products (docs/pipedrive.md 5). */
import { invalid } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { writeCustomFields } from "../custom-fields.ts";
import {
  deleteEntity,
  listEntities,
  newEntity,
  numbered,
  readEntity,
  wireContext,
  writableEntity,
} from "../entities.ts";
import { cursorPage } from "../paging.ts";
import type { ProductPrice, ProductRow } from "../rows.ts";
import { v2Time } from "../times.ts";
import { toPrices } from "./product-prices.ts";
import { productVariationHandlers } from "./product-variations.ts";

export const productHandlers: Handlers = {
  ...productVariationHandlers,
  "v2:getProducts": (call) => {
    const rows = listEntities(call, call.store.products, ["owner_id"]);
    return cursorPage(
      call,
      rows.filter((row) => !row.is_deleted),
      writer(call),
    );
  },
  "v2:getProduct": (call) => ({ data: writer(call)(readEntity(call, call.store.products)) }),
  "v2:addProduct": (call) => {
    const blank: ProductRow = {
      ...newEntity(call),
      id: String(call.store.next("products")),
      name: "",
      description: "",
      code: "",
      unit: "",
      tax: 0,
      category: null,
      is_linkable: true,
      prices: [],
      variations: [],
      billing_frequency: "one-time",
      billing_frequency_cycles: null,
    };
    return { data: put(call, blank) };
  },
  "v2:updateProduct": (call) => ({ data: put(call, writableEntity(call, call.store.products)) }),
  "v2:deleteProduct": (call) => ({ data: deleteEntity(call, call.store.products) }),
};

function writer(call: Call): (row: ProductRow) => Json {
  const wire = wireContext(call, "product");
  return ({ variations: _, ...row }) => ({
    ...numbered(row),
    custom_fields: wire.custom(row.custom_fields),
    prices: row.prices.map((price) => ({ ...price, product_id: Number(row.id) })),
  });
}

/** A PATCH replaces the whole list of prices. */
function put(call: Call, before: ProductRow): Json {
  const { custom_fields: custom, prices, ...sent } = call.body;
  if (String(sent.name ?? before.name).trim() === "") throw invalid("name", "is required");
  const row: ProductRow = {
    ...before,
    ...(sent as Partial<ProductRow>),
    category: sent.category === undefined ? before.category : String(sent.category),
    prices:
      prices === undefined ? before.prices : toPrices(call, prices as Partial<ProductPrice>[]),
    custom_fields: writeCustomFields(
      before.custom_fields,
      custom as Json | undefined,
      "product",
      call,
    ),
    update_time: v2Time(call.now),
  };
  call.store.products.put(row);
  return writer(call)(row);
}

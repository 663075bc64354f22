import type { Call } from "../call.ts";
import type { ProductPrice } from "../rows.ts";

/** Prices as they are kept, of a product or of one of its variations. */
export function toPrices(call: Call, sent: Partial<ProductPrice>[]): ProductPrice[] {
  return sent.map((price) => ({
    price: price.price ?? 0,
    currency: price.currency ?? call.store.company().currency,
    cost: price.cost ?? 0,
    direct_cost: price.direct_cost ?? null,
    notes: price.notes ?? "",
  }));
}

import { invalid } from "../answers.ts";
import type { Call } from "../call.ts";
import type { ProductPrice } from "../rows.ts";

/** Prices as they are kept, of a product or of one of its variations. */
export function toPrices(call: Call, sent: Partial<ProductPrice>[]): ProductPrice[] {
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

/** Deals and their lines as the companies write them down: what most of them have in common in a row. */
import type { SeedDeal, SeedLine } from "./seed-types.ts";

/** A line of a product at its price; `more` is what differs. */
export const product =
  (id: number, price: number, standard: Partial<SeedLine> = {}) =>
  (quantity: number, more: Partial<SeedLine> = {}): SeedLine => ({
    ...{ product: id, price, quantity },
    ...standard,
    ...more,
  });

export const care = product(201, 95);
export const panel = product(208, 249.5);
export const setup = product(88, 350);
export const senior = product(210, 124.99);
export const junior = product(211, 61.5);
export const supportPlan = product(215, 99);
export const catering = product(230, 18.9, { tax: 14 });

/** A deal: whose it is, how many days ago it was won, and its lines. */
export const deal = (
  id: number,
  title: string,
  [organization, daysAgo, ...lines]: [number | undefined, number | undefined, ...SeedLine[]],
  more: Partial<SeedDeal> = {},
): SeedDeal => ({
  ...{ id, title, lines },
  ...(daysAgo !== undefined && { daysAgo }),
  ...(organization !== undefined && { organization }),
  ...more,
});

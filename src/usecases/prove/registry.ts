/** Every assumption, in the order in which they are asked. */
import { PdqbError, type ServiceName } from "../../domain/errors.ts";
import type { Assumption } from "./assumption.ts";
import { BOOKS_INVOICES } from "./assumptions/books-invoices.ts";
import { BOOKS_LISTS } from "./assumptions/books-lists.ts";
import { BOOKS_MONEY } from "./assumptions/books-money.ts";
import { BOOKS_QUERIES } from "./assumptions/books-queries.ts";
import { BOOKS_REQUESTS } from "./assumptions/books-requests.ts";
import { DEALS_MONEY } from "./assumptions/deals-money.ts";
import { DEALS_REQUESTS } from "./assumptions/deals-requests.ts";

export const ASSUMPTIONS: readonly Assumption[] = [
  ...BOOKS_REQUESTS,
  ...BOOKS_QUERIES,
  ...BOOKS_LISTS,
  ...BOOKS_INVOICES,
  ...BOOKS_MONEY,
  ...DEALS_MONEY,
  ...DEALS_REQUESTS,
];

/** `only`: ids in any case. Throws usage for one that is not there. */
export function chosenAssumptions(choice: {
  service: ServiceName | undefined;
  only: readonly string[];
}): Assumption[] {
  const only = choice.only.map((id) => id.toUpperCase());
  const unknown = only.filter((id) => !ASSUMPTIONS.some((one) => one.id === id));
  const chosen = ASSUMPTIONS.filter(
    ({ id, service }) =>
      (choice.service === undefined || service === choice.service) &&
      (only.length === 0 || only.includes(id)),
  );
  if (unknown.length === 0 && chosen.length > 0) return chosen;
  throw new PdqbError(
    "usage",
    unknown.length > 0
      ? `There is no assumption ${unknown.join(", ")}.`
      : "Nothing is left to ask.",
    { next: ["pdqb prove --list"] },
  );
}

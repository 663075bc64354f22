/** Every assumption, in the order in which they are asked. */
import { PdqbError, type ServiceName } from "../../domain/errors.ts";
import { type Assumption, serviceOf } from "./assumption.ts";
import { BOOKS } from "./assumptions/books.ts";
import { DEALS_CHANGES } from "./assumptions/deals-changes.ts";
import { DEALS_MONEY } from "./assumptions/deals-money.ts";
import { DEALS_REQUESTS } from "./assumptions/deals-requests.ts";

export const ASSUMPTIONS: readonly Assumption[] = [
  ...BOOKS.map((one) => ({ ...one, service: "quickbooks" as const })),
  ...[...DEALS_MONEY, ...DEALS_CHANGES, ...DEALS_REQUESTS].map((one) => ({
    ...one,
    service: "pipedrive" as const,
  })),
].sort((one, other) => placeOf(one) - placeOf(other));

/** QuickBooks' first. */
function placeOf({ id }: { id: string }): number {
  return (serviceOf(id) === "quickbooks" ? 0 : 100) + Number(id.slice(1));
}

/**
 * `only`: ids in any case; one that is named is asked however long it takes. `long`: whether the others that wait are asked.
 * Throws usage for an id that is not there.
 */
export function chosenAssumptions(choice: {
  service: ServiceName | undefined;
  only: readonly string[];
  long: boolean;
}): Assumption[] {
  const only = choice.only.map((id) => id.toUpperCase());
  const unknown = only.filter((id) => !ASSUMPTIONS.some((one) => one.id === id));
  const chosen = ASSUMPTIONS.filter(
    ({ id, service, minutes }) =>
      (choice.service === undefined || service === choice.service) &&
      (only.length === 0 ? choice.long || minutes === undefined : only.includes(id)),
  );
  if (unknown.length === 0 && chosen.length > 0) return chosen;
  throw new PdqbError(
    "usage",
    unknown.length > 0
      ? `There is no assumption ${unknown.join(", ")}.`
      : "No assumption matches these flags.",
    { next: ["pdqb prove --list"] },
  );
}

/** Where the goods go: asked for, mapped, or taken by QuickBooks from the customer. In the US it decides the tax. */

import type { BillAddress } from "../address.ts";
import type { Customer } from "../books.ts";
import type { FieldValue } from "../deal/deal.ts";
import type { Problem, Warning } from "../errors.ts";
import { addressLines, addressTooLong, textAddress, valueAddress } from "./bill-address.ts";
import { countryCode } from "./countries.ts";
import type { ShipTo } from "./planned-update.ts";
import { regionCode } from "./regions.ts";

export type ShipToFacts = {
  /** `--ship-to`: an address, or `billing`. */
  asked: string | undefined;
  mapped: FieldValue | undefined;
  /** Of this invoice; null where QuickBooks takes the customer's. */
  billing: BillAddress | null;
  customer: Pick<Customer, "address" | "shipAddress"> | undefined;
};

export function planShipTo(facts: ShipToFacts): {
  shipTo: ShipTo | null;
  problems: Problem[];
  warnings: Warning[];
} {
  const shipTo = shipToOf(facts);
  const billing = billingOf(facts);
  const isElsewhere = shipTo && billing && elsewhere(shipTo.address, billing);
  return {
    shipTo,
    problems: shipToProblems(facts, shipTo),
    warnings: isElsewhere
      ? [
          {
            code: "ship_to_differs",
            message: `The ship-to address (${addressLines(shipTo.address).join(", ")}) is in another state or country than the billing address (${addressLines(billing).join(", ")}), and can change the tax. --ship-to billing uses the billing address.`,
          },
        ]
      : [],
  };
}

const billingOf = ({ billing, customer }: ShipToFacts) => billing ?? customer?.address ?? null;

const isBilling = (asked: string) => asked.trim().toLowerCase() === "billing";

function shipToProblems(facts: ShipToFacts, shipTo: ShipTo | null): Problem[] {
  const next = "--ship-to <address>";
  if (facts.asked !== undefined && isBilling(facts.asked) && billingOf(facts) === null) {
    const message = "--ship-to billing: neither the deal nor the customer has a billing address.";
    return [{ code: "no_billing_address", message, next }];
  }
  const long = shipTo && shipTo.from !== "customer" && addressTooLong(shipTo.address);
  if (!long) return [];
  return [{ code: "too_long", message: `The ship-to address has ${long}.`, next }];
}

function shipToOf(facts: ShipToFacts): ShipTo | null {
  const { asked, mapped, customer } = facts;
  const of = (address: BillAddress | null, from: ShipTo["from"]) => address && { address, from };
  const own = of(customer?.shipAddress ?? null, "customer");
  if (asked !== undefined)
    return of(isBilling(asked) ? billingOf(facts) : textAddress(asked), "flag") ?? own;
  return (mapped ? of(valueAddress(mapped), "mapping") : null) ?? own;
}

/** Only what both addresses say can differ. */
function elsewhere(one: BillAddress, other: BillAddress): boolean {
  const [first, second] = [place(one), place(other)];
  const differs = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && a !== b;
  return differs(first.country, second.country) || differs(first.region, second.region);
}

function place({ country, region }: BillAddress) {
  const code = countryCode(country) ?? country?.toLowerCase();
  return { country: code, region: regionCode(code, region)?.toLowerCase() };
}

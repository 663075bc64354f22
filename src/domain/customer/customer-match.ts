/** Which customers of the books may be the one that is billed, each with its reasons, best first. Nothing is chosen here. */
import type { Customer, CustomerCandidate } from "../books.ts";
import type { CurrencyCode } from "../money/money.ts";
import { namesAlike } from "./company-name.ts";
import { knownTaxId, plainTaxId } from "./tax-id.ts";

/** What is known of whom to bill; null is unknown. `country` and `currency`: the books' and the deal's. */
export type WantedCustomer = {
  name: string | null;
  email: string | null;
  taxId: string | null;
  country: string;
  currency: CurrencyCode;
};

type MatchReason = keyof typeof REASONS;

/** Best first. */
const REASONS = {
  taxId: "same tax ID",
  email: "same e-mail",
  name: "same name",
  alike: "similar name",
  sub: "sub-customer of this name",
} as const;
const ORDER = Object.keys(REASONS) as MatchReason[];

/** Customers that share nothing are left out; those billed in another currency come last. */
export function rankCustomers(
  customers: readonly Customer[],
  wanted: WantedCustomer,
): CustomerCandidate[] {
  const distinct = [...new Map(customers.map((customer) => [customer.id, customer])).values()];
  return distinct
    .map((value) => ({ value, reasons: matchReasons(value, wanted) }))
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ value, reasons }) => ({ value, reasons, fits: billsIn(value, wanted.currency) }))
    .sort((one, other) => rank(other) - rank(one) || one.value.name.localeCompare(other.value.name))
    .map(({ value, reasons, fits }) => ({
      value,
      reason: [
        ...reasons.map((reason) => REASONS[reason]),
        ...(payerOf(value) === null ? [] : [`"${payerOf(value)}" pays its bills`]),
        ...(fits ? [] : [`billed in ${value.currency}`]),
      ].join(", "),
      isSubOnly: reasons.every((reason) => reason === "sub"),
      isExact: fits && (reasons.includes("taxId") || reasons.includes("name")),
    }));
}

function matchReasons(customer: Customer, wanted: WantedCustomer): MatchReason[] {
  const taxId = knownTaxId(customer, wanted.country);
  const reasons: MatchReason[] = [];
  if (taxId && wanted.taxId && plainTaxId(taxId) === plainTaxId(wanted.taxId))
    reasons.push("taxId");
  if (wanted.email !== null && hasEmail(customer.email, wanted.email)) reasons.push("email");
  if (wanted.name !== null) {
    const isSame = (name: string) => plainName(name) === plainName(wanted.name ?? "");
    // Another firm may be called as the last part of a sub-customer's name.
    if (isSame(customer.fullName)) reasons.push("name");
    else if (customer.parentId !== null && namesAlike(customer.name, wanted.name))
      reasons.push("sub");
    else if (namesAlike(customer.name, wanted.name)) reasons.push("alike");
  }
  return reasons;
}

const plainName = (name: string) => name.normalize("NFC").toLowerCase();

/** Both may hold several addresses, parted by commas: all of `email` are in the customer's field. */
export function hasEmail(field: string | null, email: string): boolean {
  const each = (text: string) => text.split(",").map((one) => one.trim().toLowerCase());
  const there = each(field ?? "");
  return each(email).every((one) => there.includes(one));
}

/** The parent's full name where the bills go to it; null: the customer pays. */
export function payerOf({ fullName, parentId, billWithParent }: Customer): string | null {
  const end = fullName.lastIndexOf(":");
  return billWithParent && parentId !== null && end > 0 ? fullName.slice(0, end) : null;
}

function billsIn({ currency }: Customer, wanted: CurrencyCode): boolean {
  return currency === null || currency === wanted;
}

/** A better reason beats any number of lesser ones. */
function rank({ reasons, fits }: { reasons: MatchReason[]; fits: boolean }): number {
  const best = ORDER.map((reason, index) =>
    reasons.includes(reason) ? 2 ** (ORDER.length - 1 - index) : 0,
  );
  return best.reduce((sum, one) => sum + one, fits ? 2 ** ORDER.length : 0);
}

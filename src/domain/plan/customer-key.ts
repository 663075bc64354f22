/** Which organization or person a customer stands for: it is made once for each of them and currency. */
import type { CustomerLink } from "../ledger/ledger.ts";
import type { InvoicePlan } from "./invoice-plan.ts";

type Source = Pick<InvoicePlan, "customerSource" | "currency">;

/** Names the writes that create a customer for this organization or person. */
export function customerKey({ customerSource, currency }: Source): string {
  const { kind, id } = contactOf(customerSource);
  return `customer/${kind}/${id}/${currency}`;
}

/** The organization, else the person; null where the deal has neither. */
export function contactOf({ organizationId, personId }: InvoicePlan["customerSource"]): {
  kind: CustomerLink["source"];
  id: number | null;
} {
  return organizationId === null
    ? { kind: "person", id: personId }
    : { kind: "organization", id: organizationId };
}

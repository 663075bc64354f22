/** Where a customer of the books differs from what Pipedrive says of it, and what an update would put there. */

import type { BillAddress } from "../address.ts";
import type { Customer, CustomerUpdate } from "../books.ts";
import type { Problem, Warning } from "../errors.ts";
import { addressLines } from "./bill-address.ts";
import { hasEmail } from "./customer-match.ts";
import { taxIdProblems } from "./new-customer.ts";
import type {
  CustomerBlock,
  CustomerChange,
  PlannedUpdate,
  UpdateDecision,
} from "./planned-update.ts";
import { sameAddress } from "./same-address.ts";
import { isMasked, knownTaxId, plainTaxId } from "./tax-id.ts";

/** What to put where they differ; empty where they do not. A masked tax ID is never different. `country`: the books'. */
export function customerUpdate(
  customer: Customer,
  { address, email, taxId }: CustomerBlock,
  country: string,
): CustomerUpdate {
  const update: CustomerUpdate = {};
  if (address && !(customer.address && sameAddress(customer.address, address)))
    update.address = address;
  if (email && !hasEmail(customer.email, email)) update.email = email;
  const known = knownTaxId(customer, country);
  if (
    taxId &&
    !isMasked(taxId) &&
    known !== undefined &&
    plainTaxId(known ?? "") !== plainTaxId(taxId)
  )
    update.taxId = taxId;
  return update;
}

export function customerChanges(
  customer: Customer,
  { address, email, taxId }: CustomerUpdate,
  country: string,
): CustomerChange[] {
  const text = (one: BillAddress | null) => (one ? addressLines(one).join(", ") : null);
  const changes: CustomerChange[] = [];
  if (address)
    changes.push({ field: "address", from: text(customer.address), to: text(address) ?? "" });
  if (email) changes.push({ field: "email", from: customer.email, to: email });
  if (taxId)
    changes.push({ field: "tax_id", from: knownTaxId(customer, country) ?? null, to: taxId });
  return changes;
}

/** Null where nothing differs. What is not written is told by a warning. */
export function planUpdate(
  customer: Customer,
  { block, decision }: { block: CustomerBlock; decision: UpdateDecision },
  country: string,
): { update: PlannedUpdate | null; problems: Problem[]; warnings: Warning[] } {
  const update = customerUpdate(customer, block, country);
  const changes = customerChanges(customer, update, country);
  if (changes.length === 0) return { update: null, problems: [], warnings: [] };
  const isWritten = decision === "update";
  const hint = decision === "open" ? " Add --update-customer always or never." : "";
  return {
    update: {
      block: {
        address: update.address ?? null,
        email: update.email ?? null,
        taxId: update.taxId ?? null,
      },
      changes,
      decision,
    },
    problems: isWritten ? taxIdProblems(update.taxId, country) : [],
    warnings: isWritten
      ? []
      : [
          {
            code: "customer_differs",
            message: `Customer "${customer.name}" (id ${customer.id}) differs from Pipedrive and is left unchanged: ${changesText(changes)}.${hint}`,
          },
        ],
  };
}

/** `e-mail x → y; tax ID none → z`. */
export function changesText(changes: readonly CustomerChange[]): string {
  const names = { address: "address", email: "e-mail", tax_id: "tax ID" };
  return changes
    .map(({ field, from, to }) => `${names[field]} ${from ? `"${from}"` : "none"} → "${to}"`)
    .join("; ");
}

/** What a plan takes from a customer that is in the books: who pays, the e-mail, and whether tax is charged. */
import type { Customer } from "../books.ts";
import { payerOf } from "../customer/customer-match.ts";
import type { Warning } from "../errors.ts";
import { groupedText } from "../money/amount-words.ts";
import { amountText } from "../money/money.ts";
import type { InvoicePlan, PlanTotals } from "./invoice-plan.ts";

type PlanCustomer = NonNullable<InvoicePlan["customer"]>;

/** `country`: the books'. Elsewhere than in the US, tax codes and not the customer say whether tax is charged. */
export function existingCustomer(customer: Customer, country: string): PlanCustomer {
  return {
    id: customer.id,
    name: customer.fullName,
    create: null,
    existing: {
      payer: payerOf(customer),
      email: customer.email,
      exemption: country === "US" ? exemptionOf(customer) : null,
    },
  };
}

/** Null: it is taxed, or the books do not say. */
export function exemptionOf({ taxable, exemptionReasonId, taxIds }: Customer) {
  if (taxable !== false && exemptionReasonId === null) return null;
  return { reasonId: exemptionReasonId, resaleNumber: taxIds.resale };
}

/** An exempt customer whose deal has tax in it: one of the two is wrong. */
export function exemptionWarnings(
  customer: PlanCustomer | null,
  { dealTax }: PlanTotals,
): Warning[] {
  if (!customer?.existing?.exemption || !dealTax || dealTax.isZero()) return [];
  const message = `Customer "${customer.name}" is tax exempt in QuickBooks, and the deal's tax comes to ${groupedText(amountText(dealTax))}.`;
  return [{ code: "tax_exempt", message }];
}

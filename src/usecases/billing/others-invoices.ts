/**
 * Another ledger, a colleague, or Pipedrive's own integration may have billed the deal (docs/design.md 7.7): the customer's invoices
 * since the deal was added are looked at before a create.
 */
import type { Problem } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { companyCode, findMarker, partCode } from "../../domain/invoice/marker.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";

/** `ours`: an invoice that carries this deal's marker of this generation. */
export function ourInvoice(
  invoices: Invoice[],
  plan: InvoicePlan,
  pipedriveCompany: string,
): Invoice | undefined {
  return invoices.find((invoice) => {
    const marker = findMarker(invoice.privateNote);
    return (
      isLive(invoice) &&
      marker?.company === companyCode(pipedriveCompany) &&
      marker.dealId === plan.key.dealId &&
      marker.generation === plan.key.generation &&
      marker.part === partCode(plan.key.part)
    );
  });
}

/** A live invoice of the same total that no deal is linked to. */
export function possibleDuplicate(
  invoices: Invoice[],
  plan: InvoicePlan,
  linkedIds: ReadonlySet<string>,
): Problem | undefined {
  const same = invoices.find(
    (invoice) =>
      isLive(invoice) &&
      !linkedIds.has(invoice.id) &&
      !findMarker(invoice.privateNote) &&
      invoice.currency === plan.currency &&
      (invoice.total.minus(invoice.tax).equals(plan.totals.net.minus(plan.totals.discount)) ||
        (plan.totals.total?.equals(invoice.total) ?? false)),
  );
  if (!same) return undefined;
  const name = same.number ? `Invoice ${same.number}` : `Invoice id:${same.id}`;
  return {
    code: "possible_duplicate",
    message: `${name} of ${same.date} to "${same.customer.name}" has the same total and is not linked to any deal.`,
    next: "If it is another one, add --not-duplicate.",
  };
}

/** The customer of a plan: as linked, or made first, once for an organization or person and currency. */

import type { CustomerLink } from "../../domain/ledger/ledger.ts";
import { contactOf, customerKey } from "../../domain/plan/customer-key.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { WritePorts } from "../../ports.ts";
import { finishEarlier } from "./earlier.ts";
import { writeOnce } from "./engine.ts";
import { customerKind } from "./kinds/customer.ts";

/** The plan with its customer's id; what was made is added to `made`, in words. */
export async function withCustomer(
  ports: WritePorts,
  plan: InvoicePlan,
  remember: { customer: boolean; replacedCustomerId: string | null },
  made: string[],
): Promise<InvoicePlan> {
  const { customer, currency } = plan;
  if (!customer) throw new Error("A plan without a customer must not be applied");
  const { kind, id: sourceId } = contactOf(plan.customerSource);
  const linkTo = (one: { id: string; name: string }): CustomerLink | undefined =>
    sourceId === null
      ? undefined
      : { source: kind, sourceId, currency, customerId: one.id, customerName: one.name };
  if (customer.id !== null) {
    const link = linkTo({ id: customer.id, name: customer.name });
    const isNews = remember.customer && customer.id !== remember.replacedCustomerId;
    if (isNews && link) await ports.ledger.putCustomerLink(link);
    return plan;
  }
  const create = customer.create;
  if (!create) throw new Error("A customer without an id must say what it is made of");
  const key = customerKey(plan);
  return ports.ledger.exclusive(key, async () => {
    const linked =
      sourceId === null ? undefined : await ports.ledger.customerLink(kind, sourceId, currency);
    if (linked && linked.customerId !== remember.replacedCustomerId)
      return { ...plan, customer: { ...customer, id: linked.customerId } };
    const written =
      (await finishEarlier(ports, customerKind, key)) ??
      (await writeOnce(ports, customerKind, {
        key,
        input: { customer: create, country: plan.company.country },
        dealId: plan.deal.id,
        marker: null,
        summary: `customer "${create.name}"`,
        follows: {
          target: create.name,
          ...(sourceId !== null && { customerLink: { source: kind, sourceId, currency } }),
        },
      }));
    made.push(`customer "${written.name}" (id ${written.id})`);
    return { ...plan, customer: { ...customer, id: written.id } };
  });
}

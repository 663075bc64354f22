/** What a plan needs and the books do not have yet: its customer, its items. Each as linked, or made first. */
import type { CustomerLink } from "../../domain/ledger/ledger.ts";
import { contactOf, customerKey } from "../../domain/plan/customer-key.ts";
import type { InvoicePlan, PlanLine } from "../../domain/plan/invoice-plan.ts";
import { itemKey } from "../../domain/plan/new-item.ts";
import type { WritePorts } from "../../ports.ts";
import { finishEarlier, writeOnce } from "./engine.ts";
import { customerKind } from "./kinds/customer.ts";
import { itemKind } from "./kinds/item.ts";

/** The id of a plan's customer, made once for an organization or person and currency. `made`: what was made, in words. */
export async function customerFor(
  ports: WritePorts,
  plan: InvoicePlan,
  remember: { customer: boolean; replacedCustomerId: string | null },
): Promise<{ id: string; made?: string }> {
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
    return { id: customer.id };
  }
  const create = customer.create;
  if (!create) throw new Error("A customer without an id must say what it is made of");
  const key = customerKey(plan);
  return ports.ledger.exclusive(key, async () => {
    const linked =
      sourceId === null ? undefined : await ports.ledger.customerLink(kind, sourceId, currency);
    if (linked && linked.customerId !== remember.replacedCustomerId)
      return { id: linked.customerId };
    const written =
      (await finishEarlier(ports, customerKind, key)) ??
      (await writeOnce(ports, customerKind, {
        key,
        input: { customer: create, country: plan.company.country },
        dealId: plan.deal.id,
        summary: `customer "${create.name}"`,
        follows: {
          target: create.name,
          ...(sourceId !== null && { customerLink: { source: kind, sourceId, currency } }),
        },
      }));
    return { id: written.id, made: `customer "${written.name}" (id ${written.id})` };
  });
}

/** The item of a line, made once for a product. `made`: what was made, in words. */
export async function itemFor(
  ports: WritePorts,
  { deal }: InvoicePlan,
  { item, newItem, productId }: PlanLine,
): Promise<{ item: PlanLine["item"]; made?: string }> {
  if (item || !newItem) return { item };
  const key = itemKey(productId, newItem.name);
  return ports.ledger.exclusive(key, async () => {
    const links = await ports.ledger.itemLinks();
    const linked = links.find((link) => link.productId === productId && link.variationId === null);
    if (linked) return { item: { id: linked.itemId, name: linked.itemName } };
    const written =
      (await finishEarlier(ports, itemKind, key)) ??
      (await writeOnce(ports, itemKind, {
        key,
        input: newItem,
        dealId: deal.id,
        summary: `item "${newItem.name}"`,
        follows: {
          target: newItem.name,
          ...(productId !== null && { itemLink: { productId, variationId: null } }),
        },
      }));
    const { id, name } = written;
    return { item: { id, name }, made: `item "${name}" (id ${id})` };
  });
}

/** The customer of a plan: as linked, or made first, once for an organization or person and currency. */
import type { InvoicePlan } from "../domain/invoice-plan.ts";
import { type WritePorts, writeOnce } from "./write-once.ts";

/** The plan with its customer's id; what was made is added to `made`, in words. */
export async function withCustomer(
  ports: WritePorts,
  plan: InvoicePlan,
  isRemembered: boolean,
  made: string[],
): Promise<InvoicePlan> {
  const { customer, customerSource, currency } = plan;
  if (!customer) throw new Error("A plan without a customer must not be applied");
  const source = customerSource.organizationId !== null ? "organization" : "person";
  const sourceId = customerSource.organizationId ?? customerSource.personId;
  const linkTo = (made: { id: string; name: string }) =>
    sourceId === null
      ? undefined
      : ({ source, sourceId, currency, customerId: made.id, customerName: made.name } as const);
  if (customer.id !== null) {
    const link = linkTo({ id: customer.id, name: customer.name });
    if (isRemembered && link) await ports.ledger.putCustomerLink(link);
    return plan;
  }
  const create = customer.create;
  if (!create) throw new Error("A customer without an id must say what it is made of");
  const key = `customer/${source}/${sourceId}/${currency}`;
  return ports.ledger.exclusive(key, async () => {
    const linked =
      sourceId === null ? undefined : await ports.ledger.customerLink(source, sourceId, currency);
    if (linked) return { ...plan, customer: { ...customer, id: linked.customerId } };
    const written = await writeOnce(ports, {
      key,
      write: await ports.quickbooks.customerWrite(create),
      dealId: plan.deal.id,
      marker: null,
      summary: `customer "${create.name}"`,
      async find() {
        // Display names are unique, so the name alone tells whether it was made.
        const [found] = await ports.quickbooks.matchCustomers({ name: create.name });
        return found && { kind: "customer", customer: found, traceId: undefined };
      },
      also: (done) => {
        const link = done.kind === "customer" ? linkTo(done.customer) : undefined;
        return link ? { customerLink: link } : {};
      },
    });
    if (written.kind !== "customer") {
      throw new Error("A customer was sent and something else came back");
    }
    made.push(`customer "${written.customer.name}" (id ${written.customer.id})`);
    return { ...plan, customer: { ...customer, id: written.customer.id } };
  });
}

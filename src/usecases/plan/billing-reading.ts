/** What is billed of a deal, read at the first question: the invoices of its customers, and of others where its marker may stand. */
import { onceEach } from "../../domain/once.ts";
import type { Ports } from "../../ports.ts";
import { dealBilling } from "../billing/deal-billing.ts";
import { type OtherInvoices, otherInvoices } from "../billing/meet-strangers.ts";
import { invoicesSince, toLookAtSince } from "../billing/recent-invoices.ts";
import type { BillingReading } from "./look-ups.ts";

/** `added`: when the deal was added. `save`: whether what was read is kept. */
export async function billingReading(
  ports: Pick<Ports, "pipedrive" | "quickbooks" | "ledger" | "clock">,
  deal: { id: number; added: string; pipedriveCompany: string },
  save: boolean,
): Promise<BillingReading> {
  const { added, pipedriveCompany } = deal;
  const toLookAt = await toLookAtSince(ports.ledger, added);
  const since = invoicesSince(added);
  const customerRead = onceEach(async (id: string) => {
    const state = await ports.quickbooks.customerState(id, since, toLookAt);
    return { ...state, id, readAt: state.readAt ?? ports.clock.now(), since };
  });
  let others: Promise<OtherInvoices> | undefined;
  const othersBeside = (states: Awaited<ReturnType<typeof customerRead>>[]) => {
    const how = { dealId: deal.id, added, since: toLookAt, pipedriveCompany, save };
    others ??= otherInvoices(ports, states, how);
    return others;
  };
  return {
    async billing(customerIds) {
      const states = await Promise.all(customerIds.map(customerRead));
      const beside = await othersBeside(states);
      return dealBilling(ports, {
        dealId: deal.id,
        pipedriveCompany,
        read: [...states, beside],
        isWhole: beside.isAll,
        save,
      });
    },
    others: () => othersBeside([]),
    customerInvoices: async (id) => (await customerRead(id)).invoices,
    customerRead,
  };
}

/** The customers that a deal has to do with: those of its invoices, and those that its organization, else its person, is linked to. */

import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Ports } from "../../ports.ts";

/** QuickBooks ids, of each currency one. Throws not_found where none is known. */
export async function customersOfDeal(
  ports: Pick<Ports, "ledger" | "pipedrive">,
  dealId: DealId,
): Promise<string[]> {
  const [known, links, deal] = await Promise.all([
    ports.ledger.invoices({ dealIds: [dealId] }),
    ports.ledger.customerLinks(),
    ports.pipedrive.deal(dealId),
  ]);
  const source = deal.organizationId === null ? "person" : "organization";
  const sourceId = deal.organizationId ?? deal.personId;
  const linked = links.filter((link) => link.source === source && link.sourceId === sourceId);
  const ids = new Set([
    ...known.map(({ invoice }) => invoice.customer.id),
    ...linked.map(({ customerId }) => customerId),
  ]);
  if (ids.size > 0) return [...ids];
  throw new PdqbError("not_found", `No customer of deal ${dealId} is known yet.`, {
    reason: `It has no invoice, and its ${source} is linked to no customer.`,
    next: [
      "pdqb customer search <text>",
      sourceId === null
        ? "Give the deal an organization or a person in Pipedrive."
        : `pdqb customer link --${source} ${sourceId} --customer <customer>`,
    ],
  });
}

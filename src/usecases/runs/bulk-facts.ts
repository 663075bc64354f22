/**
 * The facts for planning many deals, read together and handed to the planner through its own ports: it plans each deal as
 * `invoice create --dry-run` does, and does not know where its answers come from.
 */
import type { DealLine } from "../../domain/deal/deal.ts";
import type { ItemLink } from "../../domain/ledger/ledger.ts";
import { itemLinkOf } from "../plan/deal-facts.ts";
import type { PlanPorts } from "../plan/plan-reading.ts";
import { customersOf, earliestOf, newestSince, strangersNamed } from "./billed-to.ts";
import { invoiceFacts } from "./invoice-facts.ts";
import { readLedger, servedLedger, unlinkedAmong, withoutCache } from "./ledger-facts.ts";
import { over } from "./over.ts";
import { type DealsRead, servedPipedrive } from "./pipedrive-facts.ts";
import { servedCustomers, servedQuickBooks } from "./quickbooks-facts.ts";

/** `maxAgeMs`: customers that were read longer ago are read again; without end, nothing is written between the plans. */
export async function bulkFacts<P extends PlanPorts>(
  ports: P,
  read: DealsRead,
  { maxAgeMs, pipedriveCompany }: { maxAgeMs: number; pipedriveCompany: string },
): Promise<P> {
  const stored = await readLedger(ports.ledger, [...read.deals.keys()]);
  const { itemLinks, taxLinks, customerLinks, known } = stored;
  const enabled = [...read.lines.values()].flat().filter((line) => line.isEnabled);
  const unlinked = enabled.filter((line) => !itemLinkOf(itemLinks, line));
  const productIds = [...new Set(unlinked.flatMap(({ productId }) => productId ?? []))];
  const pipedrive = await servedPipedrive(read, productIds);
  const deals = [...read.deals.values()];
  const { linked, contacts } = customersOf(deals, customerLinks);
  const customers = servedCustomers(ports.quickbooks, await strangersNamed(pipedrive, contacts));
  const { invoices, ...served } = await invoiceFacts(ports.quickbooks, ports.clock, {
    customers: await customers.withNamesakes(linked),
    maxAgeMs,
    unlinked: unlinkedAmong(ports.ledger, pipedriveCompany),
    earliest: earliestOf(deals),
    newestSince: await newestSince(ports, deals),
  });
  const quickbooks = await servedQuickBooks(over(customers.quickbooks, served), ports.clock, {
    itemIds: itemIdsOf(enabled, itemLinks),
    taxCodeIds: [...new Set(taxLinks.map(({ taxCodeId }) => taxCodeId))],
    invoiceIds: known.filter(({ invoice }) => !invoice.deleted).map(({ invoice }) => invoice.id),
    items: async () => ({
      skus: (await pipedrive.products(productIds)).flatMap(({ code }) => code ?? []),
      names: unlinked.map(({ name }) => name),
    }),
    invoices,
    maxAgeMs,
  });
  const isAlone = maxAgeMs === Number.POSITIVE_INFINITY;
  const ledger = isAlone ? servedLedger(ports.ledger, stored) : withoutCache(ports.ledger);
  return { ...ports, pipedrive, quickbooks, ledger };
}

const itemIdsOf = (lines: DealLine[], links: ItemLink[]) => [
  ...new Set(lines.flatMap((line) => itemLinkOf(links, line)?.itemId ?? [])),
];

/** Deals with what is invoiced of them: the morning's question. */
import type { DealStatus, DealSummary } from "../../domain/deal/deal.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { isLiveInvoice } from "../billing/deal-billing.ts";

/** How many deals are looked through for the ones that are not invoiced. */
const SCAN_MAX = 5_000;

export type BilledDeal = {
  deal: DealSummary;
  organizationName: string | null;
  invoices: KnownInvoice[];
};

export type DealQuery = {
  status: DealStatus;
  since?: string;
  ownerId?: number;
  filterId?: number;
  notInvoiced: boolean;
  limit: number;
};

export async function listDeals(
  ports: Pick<Ports, "pipedrive" | "ledger">,
  query: DealQuery,
): Promise<{ deals: BilledDeal[]; complete: boolean }> {
  const { notInvoiced, limit, ...wanted } = query;
  const [read, known] = await Promise.all([
    ports.pipedrive.deals({ ...wanted, limit: notInvoiced ? SCAN_MAX : limit }),
    ports.ledger.invoices({}),
  ]);
  const byDeal = new Map<number, KnownInvoice[]>();
  for (const one of known.filter(isLiveInvoice)) {
    for (const { dealId } of one.links) byDeal.set(dealId, [...(byDeal.get(dealId) ?? []), one]);
  }
  const matching = notInvoiced ? read.deals.filter(({ id }) => !byDeal.has(id)) : read.deals;
  const shown = matching.slice(0, limit);
  const ids = shown.flatMap(({ organizationId }) => organizationId ?? []);
  const names =
    ids.length > 0 ? await ports.pipedrive.organizationNames(ids) : new Map<number, string>();
  return {
    deals: shown.map((deal) => ({
      deal,
      organizationName:
        deal.organizationName ??
        (deal.organizationId === null ? null : (names.get(deal.organizationId) ?? null)),
      invoices: byDeal.get(deal.id) ?? [],
    })),
    complete: read.complete && shown.length === matching.length,
  };
}

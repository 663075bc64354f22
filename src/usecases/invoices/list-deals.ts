/** Deals with what is invoiced of them: the morning's question. */
import type { DealStatus, DealSummary } from "../../domain/deal/deal.ts";
import { type DealBalance, dealBalance } from "../../domain/invoice/deal-balance.ts";
import type { Doubt } from "../../domain/invoice/doubts.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { ZERO } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";
import { isLiveInvoice } from "../billing/deal-billing.ts";
import { knownDoubts } from "../billing/doubts.ts";

export type BilledDeal = {
  deal: DealSummary;
  organizationName: string | null;
  invoices: KnownInvoice[];
  /** Invoices of it of which only one can be meant, as far as the ledger has met them. */
  doubts: Doubt[];
} & DealBalance;

export type DealQuery = {
  pipedriveCompany: string;
  status: DealStatus;
  since?: string;
  ownerId?: number;
  filterId?: number;
  /** Only those of which something is left to bill. */
  notInvoiced: boolean;
  limit: number;
  /** All are read, since another order than Pipedrive's decides which ones are shown. */
  readAll: boolean;
};

/** Whether something is left to bill. */
export function isUnbilled({ left, invoices }: Pick<BilledDeal, "left" | "invoices">): boolean {
  return invoices.length === 0 || (left?.greaterThan(0) ?? false);
}

export async function listDeals(
  ports: Pick<Ports, "pipedrive" | "ledger">,
  query: DealQuery,
): Promise<{ deals: BilledDeal[]; complete: boolean }> {
  const { notInvoiced, limit, readAll, pipedriveCompany, ...wanted } = query;
  const isWhole = notInvoiced || readAll;
  const read = await ports.pipedrive.deals({
    ...wanted,
    limit: isWhole ? Number.POSITIVE_INFINITY : limit,
  });
  const known = await ports.ledger.invoices({ dealIds: read.deals.map(({ id }) => id) });
  const byDeal = new Map<number, KnownInvoice[]>();
  for (const one of known.filter(isLiveInvoice)) {
    for (const { dealId } of one.links) byDeal.set(dealId, [...(byDeal.get(dealId) ?? []), one]);
  }
  const balances = new Map(
    read.deals.map((deal) => [deal.id, dealBalance(deal, byDeal.get(deal.id) ?? [])]),
  );
  const isOpen = ({ id }: DealSummary) =>
    isUnbilled({ left: balances.get(id)?.left ?? null, invoices: byDeal.get(id) ?? [] });
  const matching = notInvoiced ? read.deals.filter(isOpen) : read.deals;
  const shown = readAll ? matching : matching.slice(0, limit);
  const ids = shown.flatMap(({ organizationId }) => organizationId ?? []);
  const names =
    ids.length > 0 ? await ports.pipedrive.organizationNames(ids) : new Map<number, string>();
  const doubts = await knownDoubts(ports.ledger, pipedriveCompany);
  return {
    deals: shown.map((deal) => ({
      deal,
      organizationName:
        deal.organizationName ??
        (deal.organizationId === null ? null : (names.get(deal.organizationId) ?? null)),
      invoices: byDeal.get(deal.id) ?? [],
      doubts: doubts.filter(({ dealId }) => dealId === deal.id),
      ...(balances.get(deal.id) ?? { invoiced: ZERO, left: deal.value }),
    })),
    complete: read.complete && shown.length === matching.length,
  };
}

/** Deals with what is invoiced of them: the morning's question. */
import type { DealConditions, DealStatus, DealSummary } from "../../domain/deal/deal.ts";
import {
  askedConditions,
  meetsConditions,
  needsSifting,
} from "../../domain/deal/deal-conditions.ts";
import { dealBalance } from "../../domain/invoice/deal-balance.ts";
import type { Decimal } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";
import type { DealBilling } from "../billing/billing.ts";
import {
  type BilledDeal,
  type KnownBalance,
  knownBalances,
  knownBilling,
} from "../billing/known-billing.ts";
import { keepListed } from "./known-names.ts";

export type DealQuery = {
  pipedriveCompany: string;
  /** Of any, where there is none. */
  status?: DealStatus | undefined;
  conditions?: DealConditions;
  /** Where the days of a condition begin. */
  timeZone?: string | null;
  /** Changed at that time or later, and before that time. Goes with no filter. */
  changed?: { since?: string | undefined; until?: string | undefined };
  /** Only those of which something is left to bill. */
  notInvoiced: boolean;
  limit: number;
  /** All are read, since another order than Pipedrive's decides which ones are shown. */
  readAll: boolean;
};

/** Whether something is left to bill. */
export function isUnbilled({ left, isBilled }: KnownBalance): boolean {
  return !isBilled || (left?.greaterThan(0) ?? false);
}

export async function listDeals(
  ports: Pick<Ports, "pipedrive" | "ledger">,
  query: DealQuery,
): Promise<{ deals: BilledDeal[]; complete: boolean }> {
  const { notInvoiced, limit, readAll } = query;
  const { deals, complete } = await readDeals(ports, query);
  const { pipedriveCompany } = query;
  const matching = notInvoiced
    ? (await unbilledDeals(ports.ledger, deals, pipedriveCompany)).map(({ deal }) => deal)
    : deals;
  const chosen = readAll ? matching : matching.slice(0, limit);
  const shown = await billedDeals(ports.ledger, chosen, pipedriveCompany);
  await keepListed(
    ports,
    shown.map(({ deal }) => deal.id),
  );
  const ids = shown.flatMap(({ deal }) => deal.organizationId ?? []);
  const names =
    ids.length > 0 ? await ports.pipedrive.organizationNames(ids) : new Map<number, string>();
  return {
    deals: shown.map((one) => ({ ...one, organizationName: nameOf(one.deal, names) })),
    complete: complete && shown.length === matching.length,
  };
}

/** As many as are wanted, or all where only some of those that Pipedrive names will do. */
async function readDeals(
  { pipedrive }: Pick<Ports, "pipedrive">,
  { conditions = {}, changed, status, timeZone = null, ...query }: DealQuery,
): Promise<{ deals: DealSummary[]; complete: boolean }> {
  const isFiltered = conditions.filterId !== undefined;
  const sifts = needsSifting(conditions) || (isFiltered && status !== undefined);
  const isWhole = query.notInvoiced || query.readAll || sifts;
  const { deals, complete } = await pipedrive.deals({
    ...askedConditions(conditions),
    ...changed,
    ...(!isFiltered && { status }),
    limit: isWhole ? Number.POSITIVE_INFINITY : query.limit,
  });
  const fitting = deals.filter(
    (deal) =>
      (status === undefined || deal.status === status) &&
      meetsConditions(deal, conditions, timeZone),
  );
  return { deals: fitting, complete };
}

/** Those of which something is left to bill, as far as the ledger knows. */
export async function unbilledDeals(
  ledger: Ports["ledger"],
  deals: DealSummary[],
  pipedriveCompany: string,
): Promise<{ deal: DealSummary; left: Decimal | null }[]> {
  const balances = await knownBalances(ledger, deals, pipedriveCompany);
  return deals.flatMap((deal) => {
    const balance = balances.get(deal.id);
    return balance && isUnbilled(balance) ? [{ deal, left: balance.left }] : [];
  });
}

/** With what is billed of each, as far as the ledger knows. */
async function billedDeals(
  ledger: Ports["ledger"],
  deals: DealSummary[],
  pipedriveCompany: string,
): Promise<Omit<BilledDeal, "organizationName">[]> {
  const dealIds = deals.map(({ id }) => id);
  const billing = await knownBilling(ledger, { dealIds, pipedriveCompany });
  return deals.map((deal) => billedOf(deal, billing.get(deal.id)));
}

function billedOf(
  deal: DealSummary,
  billing: DealBilling | undefined,
): Omit<BilledDeal, "organizationName"> {
  const { live = [], pending = [], doubts = [] } = billing ?? {};
  return {
    deal,
    invoices: live.map(({ known }) => known),
    inDoubt: { pending, doubts },
    ...dealBalance(deal, live),
  };
}

function nameOf(deal: DealSummary, names: Map<number, string>): string | null {
  const { organizationId, organizationName } = deal;
  return organizationName ?? (organizationId === null ? null : (names.get(organizationId) ?? null));
}

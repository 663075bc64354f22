/** How much of many deals is billed: the answer of `knownBilling` in amounts alone, for lists that show few of thousands. */
import { type DealBalance, dealBalance } from "../../domain/invoice/deal-balance.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import type { BilledShare } from "../../domain/ledger/ledger.ts";
import type { Decimal } from "../../domain/money/money.ts";
import type { Ledger } from "../../ports.ts";
import { doubtedStrangers } from "./doubts.ts";
import { grouped, knownBilling } from "./known-billing.ts";

type Deal = { id: number; value: Decimal | null };

/** `isBilled`: by one live invoice at least. */
export type KnownBalance = DealBalance & { isBilled: boolean };

/** Deals whose links are read at once. */
const PAGE_SIZE = 500;

/** Has an entry for every deal. */
export async function knownBalances(
  ledger: Ledger,
  deals: Deal[],
  pipedriveCompany: string,
): Promise<Map<number, KnownBalance>> {
  const balances = new Map<number, KnownBalance>();
  const add = (deal: Deal, live: BilledShare[]) =>
    balances.set(deal.id, { ...dealBalance(deal, live), isBilled: live.length > 0 });
  // What may or may not belong to a deal takes more than its links.
  const doubted = new Set(
    (await doubtedStrangers(ledger, pipedriveCompany)).map(({ marker }) => marker.dealId),
  );
  const dealIds = deals.map(({ id }) => id).filter((id) => doubted.has(id));
  const billing =
    dealIds.length > 0 ? await knownBilling(ledger, { dealIds, pipedriveCompany }) : undefined;
  for (let from = 0; from < deals.length; from += PAGE_SIZE) {
    const page = deals.slice(from, from + PAGE_SIZE);
    const shares = await ledger.billedShares(page.map(({ id }) => id));
    const live = shares.filter(({ known }) => isLive(known.invoice, known.lastTotal ?? undefined));
    const byDeal = grouped(live, ({ link }) => link.dealId);
    for (const deal of page) add(deal, billing?.get(deal.id)?.live ?? byDeal.get(deal.id) ?? []);
  }
  return balances;
}

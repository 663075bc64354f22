/** What is billed of many deals, as the ledger has it: for lists, which read nothing from the books. */

import type { DealSummary } from "../../domain/deal/deal.ts";
import { grouped } from "../../domain/grouped.ts";
import { type DealBalance, dealBalance } from "../../domain/invoice/deal-balance.ts";
import { doubtsAmong, withOverBilled, withoutDoubt } from "../../domain/invoice/doubts.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import { adoptedAs } from "../../domain/invoice/link-by-marker.ts";
import type { Ledger } from "../../ports/ledger.ts";
import { billingOf, type DealBilling } from "./billing.ts";
import { doubtedStrangers, linksOf } from "./doubts.ts";
import { sentInvoices } from "./sent-invoices.ts";

/** Has an entry for every deal. */
export async function knownBilling(
  ledger: Ledger,
  { dealIds, pipedriveCompany }: { dealIds: DealSummary["id"][]; pipedriveCompany: string },
): Promise<Map<number, DealBilling>> {
  const wanted = new Set(dealIds);
  // In this order: an intent that is settled meanwhile has its link by the second look.
  const pending = await sentInvoices(ledger, [...wanted]);
  const linked = linksOf(await ledger.invoices({ dealIds: [...wanted] }), wanted);
  const doubted = await doubtedStrangers(ledger, pipedriveCompany);
  const foreign = doubted.filter(({ marker }) => wanted.has(marker.dealId));
  const samePart = doubtsAmong(pipedriveCompany, linked, foreign);
  const adopted = withoutDoubt(foreign, samePart).map((one) => adoptedAs(one, undefined, ""));
  const all = [...linked, ...adopted];
  const doubts = withOverBilled(pipedriveCompany, all, samePart);
  const links = grouped(all, ({ link }) => link.dealId);
  const sent = grouped(pending, (intent) => intent.dealId);
  const doubtsOf = grouped(doubts, (doubt) => doubt.dealId);
  return new Map(
    [...wanted].map((id) => [
      id,
      billingOf(links.get(id) ?? [], sent.get(id) ?? [], doubtsOf.get(id) ?? []),
    ]),
  );
}

type Valued = Parameters<typeof dealBalance>[0] & Pick<DealSummary, "id">;

/** A deal of a list, with what is billed of it. */
export type BilledDeal = {
  deal: DealSummary;
  organizationName: string | null;
  /** Live ones. */
  invoices: DealBilling["live"][number]["known"][];
  /** What stands in doubt of it, as far as the ledger has met it. */
  inDoubt: Pick<DealBilling, "pending" | "doubts">;
} & DealBalance;

/** `isBilled`: by one live invoice at least. */
export type KnownBalance = DealBalance & { isBilled: boolean };

/** Deals whose links are read at once. */
const PAGE_SIZE = 500;

/** How much of many deals is billed: the answer of `knownBilling` in amounts alone, for lists that show few of thousands. Has an entry for every deal. */
export async function knownBalances(
  ledger: Ledger,
  deals: Valued[],
  pipedriveCompany: string,
): Promise<Map<number, KnownBalance>> {
  const balances = new Map<number, KnownBalance>();
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
    const standing = shares.filter(({ known }) => isLiveInvoice(known));
    const byDeal = grouped(standing, ({ link }) => link.dealId);
    for (const deal of page) {
      const live = billing?.get(deal.id)?.live ?? byDeal.get(deal.id) ?? [];
      balances.set(deal.id, { ...dealBalance(deal, live), isBilled: live.length > 0 });
    }
  }
  return balances;
}

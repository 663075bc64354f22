/** What is wrong with the deals of a period, one finding for each at most. */

import { sharesByDeal } from "../../domain/check/bridge.ts";
import { dealFinding, lostFinding } from "../../domain/check/deal-findings.ts";
import { isRecurringPart } from "../../domain/check/due-later.ts";
import { type Finding, isIn } from "../../domain/check/finding.ts";
import { customerFinding } from "../../domain/check/invoice-findings.ts";
import type { Deal, Installment } from "../../domain/deal/deal.ts";
import { isLiveInvoice } from "../../domain/invoice/deal-balance.ts";
import { invoicesByDeal } from "../../domain/ledger/ledger.ts";
import type { CheckPorts, DealsToCheck } from "./check-types.ts";

/** By `customerKey` of the deal. */
export async function customerLinks({ ledger }: Pick<CheckPorts, "ledger">) {
  const links = await ledger.customerLinks();
  return new Map(links.map((link) => [`${link.source}/${link.sourceId}/${link.currency}`, link]));
}

export type CustomerLinks = Awaited<ReturnType<typeof customerLinks>>;

/** `named`: deals that have a finding already. */
export async function dealFindings(
  { pipedrive }: Pick<CheckPorts, "pipedrive">,
  facts: DealsToCheck,
  { named, links }: { named: ReadonlySet<number>; links: CustomerLinks },
): Promise<Finding[]> {
  const { period, known, live, deals } = facts;
  const shares = sharesByDeal(live);
  const ended = invoicesByDeal(known.filter((one) => !isLiveInvoice(one)));
  const found = (deal: Deal, installments: Installment[]) => {
    const own = { shares: shares.get(deal.id) ?? [], ended: ended.get(deal.id) ?? [] };
    return dealFinding({ deal, ...own, installments }, period);
  };
  const findings: Finding[] = [];
  for (const [id, deal] of deals.byId) {
    const [share] = (shares.get(id) ?? []).filter(({ invoice }) => isIn(period, invoice.date));
    const lost = share && !named.has(id) ? lostFinding(id, deal, share, period) : undefined;
    if (lost) findings.push(lost);
  }
  const done = new Set([...named, ...findings.flatMap(({ deal }) => deal?.id ?? [])]);
  const wrong = new Map<number, Finding>();
  for (const deal of deals.won.filter(({ id }) => !done.has(id))) {
    const finding = found(deal, []);
    // Of recurring lines only what is due is missing, and that is looked for by itself.
    const recurs = (shares.get(deal.id) ?? []).some(({ link }) => isRecurringPart(link));
    if (finding && !(recurs && finding.kind === "partly_billed")) wrong.set(deal.id, finding);
  }
  // Installments explain what is not billed yet, and are asked for those deals alone.
  const unbilled = deals.won.filter(({ id }) =>
    ["not_billed", "partly_billed"].includes(wrong.get(id)?.kind ?? ""),
  );
  const installments =
    unbilled.length === 0
      ? new Map<number, Installment[]>()
      : await pipedrive.installmentsOfDeals(unbilled.map(({ id }) => id));
  for (const deal of unbilled) {
    const own = installments.get(deal.id);
    const finding = own && found(deal, own);
    if (finding) wrong.set(deal.id, finding);
    else wrong.delete(deal.id);
  }
  findings.push(...wrong.values());
  for (const [id, deal] of deals.byId) {
    if (!deal || done.has(id) || wrong.has(id)) continue;
    const others = (shares.get(id) ?? []).flatMap(
      (share) => customerFinding(deal, share, links, period) ?? [],
    );
    findings.push(...others.slice(0, 1));
  }
  return findings;
}

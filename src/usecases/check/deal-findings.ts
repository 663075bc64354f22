/** What is wrong with the deals of a period, one finding for each at most. */
import { sharesByDeal } from "../../domain/check/bridge.ts";
import { dealFinding, lostFinding } from "../../domain/check/deal-findings.ts";
import { isLiveInvoice } from "../../domain/check/deal-money.ts";
import { type Finding, isIn, type Period } from "../../domain/check/finding.ts";
import { customerFinding } from "../../domain/check/invoice-findings.ts";
import { writtenBackWrong } from "../../domain/check/written-back.ts";
import type { Deal, Installment } from "../../domain/deal/deal.ts";
import type { WriteBackInput } from "../../domain/deal/deal-write-back.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { CheckPorts, DealsOfPeriod } from "./read-period.ts";

export type DealsToCheck = {
  period: Period;
  known: KnownInvoice[];
  live: KnownInvoice[];
  deals: DealsOfPeriod;
};

/** By `customerKey` of the deal. */
export async function customerLinks({ ledger }: Pick<CheckPorts, "ledger">) {
  const links = await ledger.customerLinks();
  return new Map(links.map((link) => [`${link.source}/${link.sourceId}/${link.currency}`, link]));
}

/** `named`: deals that have a finding already. */
export async function dealFindings(
  ports: CheckPorts,
  facts: DealsToCheck,
  named: ReadonlySet<number>,
): Promise<Finding[]> {
  const { period, known, live, deals } = facts;
  const shares = sharesByDeal(live);
  const links = await customerLinks(ports);
  const ended = new Map<number, KnownInvoice[]>();
  for (const one of known.filter((one) => !isLiveInvoice(one)))
    for (const { dealId } of one.links) ended.set(dealId, [...(ended.get(dealId) ?? []), one]);
  const own = (deal: Deal, installments: Installment[]) => ({
    deal,
    shares: shares.get(deal.id) ?? [],
    ended: ended.get(deal.id) ?? [],
    installments,
  });
  const findings: Finding[] = [];
  for (const [id, deal] of deals.byId) {
    const [share] = (shares.get(id) ?? []).filter(({ invoice }) => isIn(period, invoice.date));
    const lost = share && !named.has(id) ? lostFinding(id, deal, share, period) : undefined;
    if (!lost) continue;
    findings.push(lost);
  }
  const done = new Set([...named, ...findings.flatMap(({ deal }) => deal?.id ?? [])]);
  const open = deals.won.filter((deal) => !done.has(deal.id) && dealFinding(own(deal, []), period));
  const unbilled = open.filter((deal) =>
    ["not_billed", "partly_billed"].includes(dealFinding(own(deal, []), period)?.kind ?? ""),
  );
  const installments =
    unbilled.length === 0
      ? new Map<number, Installment[]>()
      : await ports.pipedrive.installmentsOfDeals(unbilled.map(({ id }) => id));
  for (const deal of open) {
    const found = dealFinding(own(deal, installments.get(deal.id) ?? []), period);
    if (found) findings.push(found);
  }
  const isOpen = new Set(open.map(({ id }) => id));
  for (const [id, deal] of deals.byId) {
    if (!deal || done.has(id) || isOpen.has(id)) continue;
    const others = (shares.get(id) ?? []).flatMap(
      (share) => customerFinding(deal, share, links, period) ?? [],
    );
    findings.push(...others.slice(0, 1));
  }
  return findings;
}
export async function wrongInPipedrive(
  { ledger }: CheckPorts,
  input: WriteBackInput | undefined,
  { known, deals, found }: Pick<DealsToCheck, "known" | "deals"> & { found: Finding[] },
): Promise<Finding[]> {
  if (!input || Object.keys(input.choice.fields).length === 0) return [];
  const written = new Map((await ledger.writtenBack()).map((row) => [row.dealId, row]));
  const named = new Set(found.flatMap(({ deal }) => deal?.id ?? []));
  const invoices = new Map<number, KnownInvoice[]>();
  for (const one of known)
    for (const { dealId } of one.links)
      invoices.set(dealId, [...(invoices.get(dealId) ?? []), one]);
  const wrong: Finding[] = [];
  for (const [id, deal] of deals.byId) {
    if (!deal || named.has(id)) continue;
    const one = writtenBackWrong(deal, invoices.get(id) ?? [], written.get(id), input);
    if (one) wrong.push(one);
  }
  return wrong;
}

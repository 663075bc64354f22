/** What is wrong with the deals of a period, one finding for each at most, and parts that fell due later. */
import { sharesByDeal } from "../../domain/check/bridge.ts";
import { dealFinding, lostFinding } from "../../domain/check/deal-findings.ts";
import { dueLaterFinding, hasLaterParts, isRecurringPart } from "../../domain/check/due-later.ts";
import { type Finding, isIn, type NotChecked } from "../../domain/check/finding.ts";
import { customerFinding } from "../../domain/check/invoice-findings.ts";
import type { Deal, Installment } from "../../domain/deal/deal.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import { invoicesByDeal } from "../../domain/ledger/ledger.ts";
import { dealsById } from "../billing/adopt-invoices.ts";
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

/** Of deals whose invoices tell that there are such parts: those alone are asked for. `named`: deals that have a finding already. Throws connection, unavailable. */
export async function dueLater(
  { pipedrive }: Pick<CheckPorts, "pipedrive">,
  { period, known, deals }: Pick<DealsToCheck, "period" | "known" | "deals">,
  { named, ownerId }: { named: ReadonlySet<number>; ownerId: number | undefined },
): Promise<{ findings: Finding[]; notChecked: NotChecked[] }> {
  const links = known.filter(isLiveInvoice).flatMap((one) => one.links);
  const ids = new Set(
    links.filter((link) => hasLaterParts(link) && !named.has(link.dealId)).map((one) => one.dealId),
  );
  if (ids.size === 0) return { findings: [], notChecked: [] };
  const read = await dealsById(
    { pipedrive },
    [...ids].filter((id) => !deals.byId.has(id)),
  );
  const won = [...ids].flatMap((id): Deal[] => {
    const deal = deals.byId.get(id) ?? read.get(id);
    const isOwn = ownerId === undefined || deal?.ownerId === ownerId;
    return deal?.status === "won" && !deal.isArchived && isOwn ? [deal] : [];
  });
  const wonIds = won.map(({ id }) => id);
  const [lines, installments] = await Promise.all([
    pipedrive.linesOfDeals(wonIds),
    pipedrive.installmentsOfDeals(wonIds),
  ]);
  const later = won.flatMap((deal) => {
    const facts = {
      lines: lines.get(deal.id) ?? [],
      installments: installments.get(deal.id) ?? [],
    };
    const billed = links.filter(({ dealId }) => dealId === deal.id).map(({ part }) => part);
    return dueLaterFinding({ deal, ...facts, billed }, period) ?? [];
  });
  return {
    findings: later.flatMap((one) => ("finding" in one ? one.finding : [])),
    notChecked: later.flatMap((one) => ("notChecked" in one ? one.notChecked : [])),
  };
}

/** Parts that fell due later, of deals whose invoices tell that there are such: those deals alone are asked for. */

import { dueLaterFinding, hasLaterParts } from "../../domain/check/due-later.ts";
import type { Finding, NotChecked } from "../../domain/check/finding.ts";
import type { Deal } from "../../domain/deal/deal.ts";
import { isLiveInvoice } from "../../domain/invoice/deal-balance.ts";
import { dealsById } from "../billing/adopt-invoices.ts";
import type { CheckPorts, DealsToCheck } from "./check-types.ts";

/** `named`: deals that have a finding already. Throws connection, unavailable. */
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

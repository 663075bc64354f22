/** All that a check finds, each fault once, under the kind that explains it. */
import type { Finding, NotChecked } from "../../domain/check/finding.ts";
import {
  customerKey,
  doubtFinding,
  inDoubtFinding,
  noDealFinding,
  sharedNumbers,
} from "../../domain/check/invoice-findings.ts";
import { writtenBackWrong } from "../../domain/check/written-back.ts";
import type { Deal } from "../../domain/deal/deal.ts";
import type { WriteBackInput } from "../../domain/deal/deal-write-back.ts";
import type { Doubt } from "../../domain/invoice/doubt.ts";
import { type Intent, invoicesByDeal, type KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { CheckPorts, DealsToCheck } from "./check-types.ts";
import { type CustomerLinks, customerLinks, dealFindings, dueLater } from "./deal-findings.ts";

export type Facts = DealsToCheck & {
  writeBack: WriteBackInput | undefined;
  ownerId: number | undefined;
  doubts: Doubt[];
  pending: Intent[];
};

/** Each fault once: what is in doubt first, then what became of the deals, then the amounts, then the invoices. */
export async function findingsOf(
  ports: CheckPorts,
  facts: Facts,
): Promise<{ findings: Finding[]; notChecked: NotChecked[] }> {
  const { period, live, deals, ownerId } = facts;
  const doubts = facts.doubts.filter(({ dealId }) => deals.byId.has(dealId));
  const pending = facts.pending.filter(({ dealId }) =>
    dealId === null ? ownerId === undefined : deals.byId.has(dealId),
  );
  const titleOf = (id: number) => deals.byId.get(id)?.title ?? "";
  const currencyOf = (id: number | null) => deals.byId.get(id ?? 0)?.currency ?? "";
  const first = [
    ...pending.map((intent) => inDoubtFinding(intent, currencyOf(intent.dealId))),
    ...doubts.map((doubt) => doubtFinding(doubt, titleOf(doubt.dealId))),
  ];
  const named = new Set(first.flatMap(({ deal }) => deal?.id ?? []));
  const links = await customerLinks(ports);
  const ofDeals = await dealFindings(ports, facts, { named, links });
  const invoices = live.map(({ invoice }) => invoice);
  const doubted = new Set(doubts.flatMap((doubt) => doubt.invoices.map(({ id }) => id)));
  const markers = pending.flatMap(({ marker }) => marker ?? []);
  const billedDeals = new Set(live.flatMap((one) => one.links.map(({ dealId }) => dealId)));
  const free = deals.won.filter(({ id }) => !billedDeals.has(id));
  const strangers = live
    .filter(({ invoice, links }) => links.length === 0 && !doubted.has(invoice.id))
    .filter(({ invoice }) => !markers.some((marker) => invoice.privateNote.includes(marker)))
    .map((one) =>
      noDealFinding(
        one,
        free.filter((deal) => mayBelong(one, deal, links)),
        period,
      ),
    );
  const done = new Set([...named, ...ofDeals.flatMap(({ deal }) => deal?.id ?? [])]);
  const later = await dueLater(ports, facts, { named: done, ownerId });
  const found = [
    ...first,
    ...ofDeals,
    ...later.findings,
    ...strangers,
    ...sharedNumbers(invoices, doubts, period),
  ];
  const wrong = await wrongInPipedrive(ports, facts.writeBack, { ...facts, found });
  return { findings: [...found, ...wrong], notChecked: later.notChecked };
}

/** Of the deal's customer, and of its value with or without tax. */
function mayBelong({ invoice }: KnownInvoice, deal: Deal, links: CustomerLinks): boolean {
  const isTheirs = links.get(customerKey(deal))?.customerId === invoice.customer.id;
  const net = invoice.total.minus(invoice.tax);
  const isSum = deal.value !== null && (deal.value.equals(net) || deal.value.equals(invoice.total));
  return isTheirs && isSum && deal.currency === invoice.currency;
}

/** Deals without another finding whose fields in Pipedrive do not match the books. */
async function wrongInPipedrive(
  { ledger }: CheckPorts,
  input: WriteBackInput | undefined,
  { known, deals, found }: Pick<DealsToCheck, "known" | "deals"> & { found: Finding[] },
): Promise<Finding[]> {
  if (!input || Object.keys(input.choice.fields).length === 0) return [];
  const written = new Map((await ledger.writtenBack()).map((row) => [row.dealId, row]));
  const named = new Set(found.flatMap(({ deal }) => deal?.id ?? []));
  const invoices = invoicesByDeal(known);
  const wrong: Finding[] = [];
  for (const [id, deal] of deals.byId) {
    // An archived deal takes no change.
    if (!deal || deal.isArchived || named.has(id)) continue;
    const one = writtenBackWrong(deal, invoices.get(id) ?? [], written.get(id), input);
    if (one) wrong.push(one);
  }
  return wrong;
}

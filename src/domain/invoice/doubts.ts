/**
 * Which live invoices of a deal stand in doubt: QuickBooks' copies of one, two of one part that were created at the same moment, and those
 * that come to more than the deal. Pure.
 */
import { grouped } from "../grouped.ts";
import type { DealId } from "../ids.ts";
import type { InvoiceLink, LinkedInvoice } from "../ledger/ledger.ts";
import { type Decimal, decimal, smallestAmount, sum, ZERO } from "../money/money.ts";
import { isLaterCycle, netNow } from "./billed.ts";
import type { Doubt, OverBilled, SamePart } from "./doubt.ts";
import type { Invoice, MarkedInvoice } from "./invoice.ts";
import { isLive, isLiveInvoice } from "./invoice-status.ts";
import { companyCode, findMarker, isPart, type Marker, storedPart } from "./marker.ts";

/** Those that carry a marker of this Pipedrive company. */
export function withMarker(invoices: Invoice[], pipedriveCompany: string): MarkedInvoice[] {
  const company = companyCode(pipedriveCompany);
  return invoices.flatMap((invoice) => {
    const marker = markerOf(invoice);
    return marker?.company === company ? [{ invoice, marker }] : [];
  });
}

/** A run looks at the same invoices for each of its deals. */
const markers = new WeakMap<Invoice, Marker | null>();

function markerOf(invoice: Invoice): Marker | null {
  const known = markers.get(invoice);
  if (known !== undefined) return known;
  const marker = findMarker(invoice.privateNote) ?? null;
  markers.set(invoice, marker);
  return marker;
}

/** Live invoices of which only one can be meant: they share a marker, or the deal, part and generation. `marked`: those that no deal is linked to. */
export function doubtsAmong(
  pipedriveCompany: string,
  linked: LinkedInvoice[],
  marked: MarkedInvoice[],
): SamePart[] {
  const company = companyCode(pipedriveCompany);
  const groups = new Map<string, { dealId: DealId; byId: Map<string, Invoice> }>();
  const add = (dealId: DealId, key: string, invoice: Invoice) => {
    const name = `${dealId}/${key}`;
    const group = groups.get(name) ?? { dealId, byId: new Map() };
    groups.set(name, group);
    group.byId.set(invoice.id, invoice);
  };
  for (const { known, link } of linked) {
    if (!isLiveInvoice(known)) continue;
    const marker = findMarker(known.invoice.privateNote);
    const isOwn = marker?.company === company && isByMarker(known.invoice, link);
    const key = isOwn ? markerKey(marker) : `linked/${link.part}/${link.generation}`;
    add(link.dealId, key, known.invoice);
  }
  for (const { invoice, marker } of marked)
    if (isLive(invoice)) add(marker.dealId, markerKey(marker), invoice);
  return [...groups.values()].flatMap<SamePart>(({ dealId, byId }) => {
    const [first, ...more] = [...byId.values()].sort(byCreation);
    return first && more.length > 0
      ? [{ kind: "same_part", dealId, invoices: [first, ...more] }]
      : [];
  });
}

/** Those that no doubt is about: each is the deal's, whatever it bills. */
export function withoutDoubt(marked: MarkedInvoice[], doubts: SamePart[]): MarkedInvoice[] {
  const ids = new Set(doubts.flatMap(({ invoices }) => invoices.map(({ id }) => id)));
  return marked.filter(({ invoice }) => !ids.has(invoice.id));
}

const markerKey = ({ part, generation }: Marker) => `${storedPart(part)}/${generation}`;

/** False where a person linked it: a link of another part or generation accepts a copied marker. */
export function isByMarker({ privateNote }: Invoice, link: InvoiceLink): boolean {
  const marker = findMarker(privateNote);
  return (
    marker?.dealId === link.dealId &&
    marker.generation === link.generation &&
    isPart(storedPart(marker.part), link.part)
  );
}

/** Invoices in the order in which the books created them. */
function byCreation(one: Invoice, other: Invoice): number {
  const times = Date.parse(one.createdAt) - Date.parse(other.createdAt);
  return times || Number(one.id) - Number(other.id);
}

/**
 * All that stands in doubt of these deals, with those that come to more than their deal though nobody asked for more: parts that two ledgers
 * billed at the same moment, or one that was restored in QuickBooks after another had replaced it. `linked`: every invoice of each deal,
 * live or not.
 */
export function withOverBilled(
  pipedriveCompany: string,
  linked: LinkedInvoice[],
  samePart: SamePart[],
): Doubt[] {
  const byDeal = grouped(linked, ({ link }) => link.dealId);
  // What two of one part come to follows from the two.
  for (const { dealId } of samePart) byDeal.delete(dealId);
  const more = [...byDeal.values()].flatMap((one) => overBilled(pipedriveCompany, one) ?? []);
  return [...samePart, ...more];
}

function overBilled(pipedriveCompany: string, linked: LinkedInvoice[]): OverBilled | undefined {
  const dealNet = netOfDeal(linked.filter(isStanding));
  const company = companyCode(pipedriveCompany);
  const counted = linked
    .filter((one) => isOurs(one, company) && !isLaterCycle(one.link.part))
    .filter((one) => isStanding(one) && !isAskedFor(one, linked))
    .sort((one, other) => byCreation(one.known.invoice, other.known.invoice));
  const [first, ...later] = counted;
  if (!first || later.length === 0 || dealNet === null) return undefined;
  const { currency } = first.known.invoice;
  if (later.some(({ known }) => known.invoice.currency !== currency)) return undefined;
  const billed = sum(counted.map(netOf));
  // The books may round the tax of each, and with it the net of those whose share is not known.
  const most = dealNet.plus(smallestAmount(currency).times(counted.length));
  if (billed.lte(most)) return undefined;
  let kept = netOf(first);
  const surplus: Invoice[] = [];
  for (const one of later) {
    const more = kept.plus(netOf(one));
    if (more.lte(most)) kept = more;
    else surplus.push(one.known.invoice);
  }
  const invoices = [first, ...later].map(({ known }) => known.invoice) as OverBilled["invoices"];
  return { kind: "over_billed", dealId: first.link.dealId, invoices, billed, dealNet, surplus };
}

/** Created by pdqb; a link by hand is a person's word that it belongs beside the others. */
function isOurs({ known, link }: LinkedInvoice, company: string): boolean {
  const { invoice } = known;
  return isByMarker(invoice, link) && findMarker(invoice.privateNote)?.company === company;
}

const isStanding = ({ known }: LinkedInvoice) => isLiveInvoice(known);

/** By `--again`, beside one that stood then; what took the place of a cancelled one was not. */
function isAskedFor(one: LinkedInvoice, linked: LinkedInvoice[]): boolean {
  const { part, generation } = one.link;
  if (generation === 1) return false;
  const before = linked.filter(
    ({ link }) =>
      link.generation < generation && (isPart(link.part, part) || isPart(part, link.part)),
  );
  const isBeside = (other: LinkedInvoice) =>
    isStanding(other) && byCreation(other.known.invoice, one.known.invoice) < 0;
  return before.length === 0 || before.some(isBeside);
}

function netOf({ known: { invoice }, link }: LinkedInvoice): Decimal {
  return link.billed
    ? sum(link.billed.lines.map(({ net }) => net))
    : invoice.total.minus(invoice.tax);
}

/** The most that the deal came to when one of them was created or found; null where that is not known of one. */
function netOfDeal(linked: LinkedInvoice[]): Decimal | null {
  const newest = linked
    .map(({ link }) => link)
    .filter(({ billed }) => billed?.dealNet !== undefined)
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt))
    .at(-1);
  const netThen = newest?.billed?.dealNet ?? null;
  let most = ZERO;
  for (const { billed, dealValue } of linked.map(({ link }) => link)) {
    const valueNow = dealValue === null ? null : decimal(dealValue);
    const net =
      billed?.dealNet ?? (valueNow && netNow(valueNow, newest?.dealValue ?? null, netThen));
    if (!net) return null;
    if (net.gt(most)) most = net;
  }
  return most;
}

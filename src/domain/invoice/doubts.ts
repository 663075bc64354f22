/** Live invoices of a deal of which only one can be meant: QuickBooks' copies of one, or two that were created at the same moment. Pure. */

import type { Problem } from "../errors.ts";
import type { DealId } from "../ids.ts";
import type { InvoiceLink, KnownInvoice } from "../ledger/ledger.ts";
import { amountWords, moneyWords } from "../money/amount-words.ts";
import type { Decimal } from "../money/money.ts";
import type { Invoice } from "./invoice.ts";
import { isLive } from "./invoice-status.ts";
import { companyCode, findMarker, isPart, type Marker, storedPart } from "./marker.ts";

/** Two invoices or more, the one that was created first in front. */
type Several = { dealId: DealId; invoices: [Invoice, ...Invoice[]] };

/** Only one of them can be meant. */
export type SamePart = Several & { kind: "same_part" };

/** They bill more of the deal than there is, and nobody asked for more; without the `surplus` they do not. Amounts are net. */
export type OverBilled = Several & {
  kind: "over_billed";
  billed: Decimal;
  dealNet: Decimal;
  surplus: Invoice[];
};

export type Doubt = SamePart | OverBilled;

export type MarkedInvoice = { invoice: Invoice; marker: Marker };
export type LinkedInvoice = { known: KnownInvoice; link: InvoiceLink };

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

/** Live invoices that share a marker, or the deal, part and generation. `marked`: those that no deal is linked to. */
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
    if (!isLive(known.invoice, known.lastTotal ?? undefined)) continue;
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
export function byCreation(one: Invoice, other: Invoice): number {
  const times = Date.parse(one.createdAt) - Date.parse(other.createdAt);
  return times || Number(one.id) - Number(other.id);
}

/**
 * Names all of them. To void is proposed only what is surplus beyond doubt: later than the first, neither paid nor e-mailed, and, of one
 * part, for the same customer and total; else to look at them.
 */
export function doubtProblem(doubt: Doubt): Problem {
  const { dealId, invoices } = doubt;
  const [first, ...later] = invoices;
  const surplus = doubt.kind === "over_billed" ? doubt.surplus : later;
  const isAlike = (invoice: Invoice) =>
    doubt.kind === "over_billed" ||
    (invoice.customer.id === first.customer.id &&
      invoice.currency === first.currency &&
      invoice.total.equals(first.total));
  const isClear = surplus.every((one) => isAlike(one) && remarks(one).length === 0);
  const ids = surplus.map(({ id }) => `id:${id}`).join(" ");
  return {
    code: "in_doubt",
    message: `Invoices ${invoices.map(facts).join(" and ")} ${cause(doubt)} To keep them all: pdqb invoice link ${ids} --deal ${dealId} --also`,
    next: isClear
      ? `pdqb invoice void ${ids}`
      : `pdqb invoices list --deal ${dealId} --whole-customer`,
  };
}

function cause(doubt: Doubt): string {
  const { dealId, invoices } = doubt;
  if (doubt.kind === "over_billed") {
    const { currency } = invoices[0];
    const amounts = `${moneyWords(doubt.billed, currency)} net of deal ${dealId}, which comes to ${amountWords(doubt.dealNet, currency)}`;
    return `bill ${amounts}: none was created with the other in view, for example on two machines at the same moment.`;
  }
  const markers = new Set(invoices.map(({ privateNote }) => findMarker(privateNote)?.text));
  if (markers.size === 1)
    return `carry the same marker of deal ${dealId}: all but one were copied in QuickBooks.`;
  const isCopied = markers.size < invoices.length;
  return `bill the same part of deal ${dealId}: they were created separately, for example by two machines at the same moment${isCopied ? ", and copied in QuickBooks" : ""}.`;
}

function facts(invoice: Invoice): string {
  const { number, id, date, total, currency } = invoice;
  const words = [`id:${id}`, date, moneyWords(total, currency), ...remarks(invoice)];
  return `${number ?? "without a number"} (${words.join(", ")})`;
}

function remarks({ balance, total, emailStatus }: Invoice): string[] {
  const isPaid = balance.lte(0) && total.gt(0);
  const isPaidInPart = !isPaid && balance.lt(total);
  return [
    ...(isPaid ? ["paid"] : isPaidInPart ? ["partly paid"] : []),
    ...(emailStatus === "EmailSent" ? ["e-mailed"] : []),
  ];
}

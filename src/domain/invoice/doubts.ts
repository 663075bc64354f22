/** Live invoices of a deal of which only one can be meant: QuickBooks' copies of one, or two that were created at the same moment. Pure. */
import type { Problem } from "../errors.ts";
import type { InvoiceLink, KnownInvoice } from "../ledger/ledger.ts";
import { amountText } from "../money/money.ts";
import type { Invoice } from "./invoice.ts";
import { isLive } from "./invoice-status.ts";
import { companyCode, findMarker, isPart, type Marker, storedPart } from "./marker.ts";

/** Two invoices or more, the one that was created first in front. */
export type Doubt = { dealId: number; invoices: [Invoice, ...Invoice[]] };

export type MarkedInvoice = { invoice: Invoice; marker: Marker };
export type LinkedInvoice = { known: KnownInvoice; link: InvoiceLink };

/** Those that carry a marker of this Pipedrive company. */
export function withMarker(invoices: Invoice[], pipedriveCompany: string): MarkedInvoice[] {
  const company = companyCode(pipedriveCompany);
  return invoices.flatMap((invoice) => {
    const marker = findMarker(invoice.privateNote);
    return marker?.company === company ? [{ invoice, marker }] : [];
  });
}

/** Live invoices that share a marker, or the deal, part and generation. `marked`: those that no deal is linked to. */
export function doubtsAmong(
  pipedriveCompany: string,
  linked: LinkedInvoice[],
  marked: MarkedInvoice[],
): Doubt[] {
  const company = companyCode(pipedriveCompany);
  const groups = new Map<string, { dealId: number; byId: Map<string, Invoice> }>();
  const add = (dealId: number, key: string, invoice: Invoice) => {
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
  return [...groups.values()].flatMap<Doubt>(({ dealId, byId }) => {
    const [first, ...more] = [...byId.values()].sort(byCreation);
    return first && more.length > 0 ? [{ dealId, invoices: [first, ...more] }] : [];
  });
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

function byCreation(one: Invoice, other: Invoice): number {
  const times = Date.parse(one.createdAt) - Date.parse(other.createdAt);
  return times || Number(one.id) - Number(other.id);
}

/**
 * Names all of them. To void is proposed only what is surplus beyond doubt: later than the first, for the same customer and
 * total, and neither paid nor e-mailed; else to look at them.
 */
export function doubtProblem({ dealId, invoices }: Doubt): Problem {
  const [first, ...later] = invoices;
  const isSurplus = (invoice: Invoice) =>
    invoice.customer.id === first.customer.id &&
    invoice.currency === first.currency &&
    invoice.total.equals(first.total) &&
    remarks(invoice).length === 0;
  const surplus = later.every(isSurplus);
  const ids = (all: Invoice[]) => all.map(({ id }) => `id:${id}`).join(" ");
  return {
    code: "in_doubt",
    message: `Invoices ${invoices.map(told).join(" and ")} carry one marker of deal ${dealId}: copied in QuickBooks, or created by two machines. To keep them all: pdqb invoice link ${ids(later)} --deal ${dealId} --also`,
    next: surplus
      ? `pdqb invoice void ${ids(later)}`
      : `pdqb invoices list --deal ${dealId} --whole-customer`,
  };
}

function told(invoice: Invoice): string {
  const { number, id, date, total, currency } = invoice;
  const facts = [`id:${id}`, date, `${amountText(total)} ${currency}`, ...remarks(invoice)];
  return `${number ?? "without a number"} (${facts.join(", ")})`;
}

function remarks({ balance, total, emailStatus }: Invoice): string[] {
  const isPaid = balance.lte(0) && total.gt(0);
  const isPaidInPart = !isPaid && balance.lt(total);
  return [
    ...(isPaid ? ["paid"] : isPaidInPart ? ["partly paid"] : []),
    ...(emailStatus === "EmailSent" ? ["e-mailed"] : []),
  ];
}

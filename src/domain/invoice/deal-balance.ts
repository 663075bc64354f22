/** How much of a deal is billed, net beside net, by what its links say: for lists, where the deal's lines are not read. */

import type { Deal } from "../deal/deal.ts";
import type { BilledShare, InvoiceLink, KnownInvoice } from "../ledger/ledger.ts";
import { type Decimal, decimal, sum, ZERO } from "../money/money.ts";
import { isLaterCycle, netNow } from "./billed.ts";
import type { Invoice } from "./invoice.ts";

export type DealBalance = {
  /** Net of the live invoices. */
  invoiced: Decimal;
  /** What is left of the deal's value, below zero where more is billed; null for a deal without a value. */
  left: Decimal | null;
};

/** `live`: the live invoices of the deal, each with its link to it. */
export function dealBalance(deal: { value: Decimal | null }, live: BilledShare[]): DealBalance {
  const parts = live.map(({ known: { invoice }, link }) => ({
    link,
    total: invoice.total,
    net: invoice.total.minus(invoice.tax),
  }));
  const invoiced = sum(parts.map(({ net }) => net));
  if (deal.value === null) return { invoiced, left: null };
  const { net, planned } = netOfDeal(deal.value, parts);
  return { invoiced, left: net.minus(planned) };
}

/** What a live invoice bills of a deal. `total`: of the whole invoice, with its tax. */
type BilledNet = { link: BilledShare["link"]; total: Decimal; net: Decimal };

/**
 * What a deal comes to without tax, as it is now and as it was when it was billed last, and how much of that was billed as planned. Later
 * cycles are beyond the deal's value.
 */
function netOfDeal(value: Decimal, parts: BilledNet[]) {
  const first = parts.filter(({ link }) => !isLaterCycle(link.part));
  const planned = sum(first.map(({ link, net }) => plannedNet(link) ?? net));
  const newest = first
    .map(({ link }) => link)
    .filter(({ billed }) => billed?.dealNet !== undefined)
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt))
    .at(-1);
  const netThen = newest?.billed?.dealNet;
  const now = netNow(value, newest?.dealValue ?? null, netThen ?? null);
  const net = !netThen && isGross(value, first) ? sum(first.map((one) => one.net)) : now;
  return { net, netThen: netThen ?? net, planned };
}

/** The net of what was billed, as it was planned; undefined for an invoice that was linked by hand. */
export function plannedNet({ billed }: Pick<BilledShare["link"], "billed">): Decimal | undefined {
  return billed ? sum(billed.lines.map(({ net }) => net)) : undefined;
}

/** Linked by hand: the value of the deal holds the tax where it is what the invoices come to with it. */
function isGross(value: Decimal, parts: BilledNet[]): boolean {
  const isByHand = parts.length > 0 && parts.every(({ link }) => link.billed === null);
  return isByHand && sum(parts.map(({ total }) => total)).equals(value);
}

/** A live invoice's part that belongs to one deal. */
export type Share = { invoice: Invoice; link: InvoiceLink; net: Decimal };

/** The net of an invoice, dealt out to its deals; the last of them takes the rest. */
export function sharesOf({ invoice, links }: KnownInvoice): Share[] {
  let rest = invoice.total.minus(invoice.tax);
  const ordered = [...links].sort((one, other) => one.dealId - other.dealId);
  return ordered.map((link, index) => {
    const isLast = index === ordered.length - 1;
    const net = isLast ? rest : ownPart(link, rest);
    rest = rest.minus(net);
    return { invoice, link, net };
  });
}

function ownPart(link: InvoiceLink, rest: Decimal): Decimal {
  const planned = plannedNet(link);
  if (planned) return planned;
  const { dealValue } = link;
  const value = decimal(dealValue ?? 0);
  return value.lt(rest) ? value : rest;
}

/** All net but `value`, which may hold tax. `net` = `billed` + `unbilled` − `changed`, and `value` = `net` + `tax`. */
export type DealMoney = {
  value: Decimal;
  net: Decimal;
  tax: Decimal;
  billed: Decimal;
  /** What was left to bill when it was billed last. */
  unbilled: Decimal;
  /** By how much more is billed than was planned of the deal as it is now. */
  changed: Decimal;
};

/** `shares`: of this deal, in its currency. Later cycles are beyond the deal's value and are left out. */
export function dealMoney(deal: Deal, shares: Share[]): DealMoney {
  const value = deal.value ?? ZERO;
  const parts = shares.map(({ invoice, link, net }) => ({ link, net, total: invoice.total }));
  const { net, netThen, planned } = netOfDeal(value, parts);
  const first = parts.filter(({ link }) => !isLaterCycle(link.part));
  const billed = sum(first.map((one) => one.net));
  const left = netThen.minus(planned);
  const unbilled = left.gt(0) ? left : ZERO;
  const tax = value.minus(net);
  return { value, net, tax, billed, unbilled, changed: billed.minus(net).plus(unbilled) };
}

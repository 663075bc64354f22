/** How much of a deal is billed, net beside net, by what its links say: for lists, where the deal's lines are not read. */

import type { BilledShare } from "../ledger/ledger.ts";
import { type Decimal, decimal, sum } from "../money/money.ts";
import { isLaterCycle } from "./billed.ts";

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
export type BilledNet = { link: BilledShare["link"]; total: Decimal; net: Decimal };

/**
 * What a deal comes to without tax, as it is now and as it was when it was billed last, and how much of that was billed as planned. Later
 * cycles are beyond the deal's value.
 */
export function netOfDeal(value: Decimal, parts: BilledNet[]) {
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

/** A value may hold tax: what is net of it was known when it was billed, and has grown since as the value has. */
export function netNow(value: Decimal, valueThen: string | null, netThen: Decimal | null): Decimal {
  if (netThen === null || valueThen === null) return value;
  const then = decimal(valueThen);
  if (then.equals(value)) return netThen;
  return then.isZero() ? value : netThen.times(value).dividedBy(then).toDecimalPlaces(2);
}

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
  const links = live.map(({ known: { invoice }, link }) => ({
    link,
    net: invoice.total.minus(invoice.tax),
  }));
  const invoiced = sum(links.map(({ net }) => net));
  if (deal.value === null) return { invoiced, left: null };
  if (links.length === 0) return { invoiced, left: deal.value };
  const first = links.filter(({ link }) => !isLaterCycle(link.part));
  const billed = sum(
    first.map(({ link, net }) =>
      link.billed ? sum(link.billed.lines.map((one) => one.net)) : net,
    ),
  );
  const newest = first
    .map(({ link }) => link)
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt))
    .at(-1);
  const net = netNow(deal.value, newest?.dealValue ?? null, newest?.billed?.dealNet ?? null);
  return { invoiced, left: net.minus(billed) };
}

/** A value may hold tax: what is net of it was known when it was billed, and has grown since as the value has. */
export function netNow(value: Decimal, valueThen: string | null, netThen: Decimal | null): Decimal {
  if (netThen === null || valueThen === null) return value;
  const then = decimal(valueThen);
  if (then.equals(value)) return netThen;
  return then.isZero() ? value : netThen.times(value).dividedBy(then).toDecimalPlaces(2);
}

/** How much of a deal is billed, net beside net, by what its links say: for lists, where the deal's lines are not read. */
import type { KnownInvoice } from "../ledger/ledger.ts";
import { type Decimal, decimal, sum, ZERO } from "../money/money.ts";
import { isLaterCycle } from "./billed.ts";

export type DealBalance = {
  /** Net of the live invoices. */
  invoiced: Decimal;
  /** What is left of the deal's value; null for a deal without a value. */
  left: Decimal | null;
};

/** `live`: the live invoices that are linked to the deal. */
export function dealBalance(
  deal: { id: number; value: Decimal | null },
  live: KnownInvoice[],
): DealBalance {
  const links = live.flatMap(({ invoice, links }) =>
    links
      .filter((link) => link.dealId === deal.id)
      .map((link) => ({ link, net: invoice.total.minus(invoice.tax) })),
  );
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
  const left = net.minus(billed);
  return { invoiced, left: left.greaterThan(0) ? left : ZERO };
}

/** A value may hold tax: what is net of it was known when it was billed, and has grown since as the value has. */
function netNow(value: Decimal, valueThen: string | null, netThen: Decimal | null): Decimal {
  if (netThen === null || valueThen === null) return value;
  const then = decimal(valueThen);
  if (then.equals(value)) return netThen;
  return then.isZero() ? value : netThen.times(value).dividedBy(then).toDecimalPlaces(2);
}

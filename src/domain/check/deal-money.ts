/** What a deal comes to, what is billed of it and when, so that the parts sum to the cent. */
import type { Deal } from "../deal/deal.ts";
import { isLaterCycle } from "../invoice/billed.ts";
import { netOfDeal, plannedNet } from "../invoice/deal-balance.ts";
import type { Invoice } from "../invoice/invoice.ts";
import { isLive } from "../invoice/invoice-status.ts";
import type { InvoiceLink, KnownInvoice } from "../ledger/ledger.ts";
import { type Decimal, decimal, sum, ZERO } from "../money/money.ts";

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

/** Still in the books, not voided. */
export function isLiveInvoice({ invoice, lastTotal }: KnownInvoice): boolean {
  return isLive(invoice, lastTotal ?? undefined);
}

/** What is wrong with one deal that was won in the period: at most one finding, the one that explains it. */

import type { Deal, Installment } from "../deal/deal.ts";
import type { DealId } from "../ids.ts";
import { isLaterCycle } from "../invoice/billed.ts";
import { type DealMoney, dealMoney, plannedNet, type Share } from "../invoice/deal-balance.ts";
import { type Invoice, invoiceName } from "../invoice/invoice.ts";
import type { KnownInvoice } from "../ledger/ledger.ts";
import { amountWords, moneyWords } from "../money/amount-words.ts";
import { type Decimal, sum } from "../money/money.ts";
import {
  acceptCommand,
  type Finding,
  type FindingKind,
  type Period,
  undoCommand,
} from "./finding.ts";

export type DealFacts = {
  deal: Deal;
  /** Of its live invoices. */
  shares: Share[];
  /** Those that were voided or deleted, the newest last. */
  ended: KnownInvoice[];
  installments: Installment[];
};

type About = { deal: Deal; invoices: Invoice[]; expected?: Decimal; found?: Decimal; next: string };

const finding = (kind: FindingKind, about: About, why: string): Finding => ({
  kind,
  deal: { id: about.deal.id, title: about.deal.title },
  invoices: about.invoices,
  currency: about.deal.currency,
  expected: about.expected ?? null,
  found: about.found ?? null,
  why,
  next: about.next,
});

/** Undefined: it is billed once, at the right amount and in its currency. */
export function dealFinding(facts: DealFacts, period: Period): Finding | undefined {
  const found = findingOfDeal(facts, period);
  if (!found || !facts.deal.isArchived) return found;
  // Nothing can be billed of it as it is.
  return {
    ...found,
    why: `${found.why} The deal is archived: unarchive it in Pipedrive to bill it.`,
    next: acceptCommand(found, period, "Archived"),
  };
}

function findingOfDeal(facts: DealFacts, period: Period): Finding | undefined {
  const { deal, ended } = facts;
  const shares = facts.shares.filter(({ link }) => !isLaterCycle(link.part));
  const own = shares.filter(({ invoice }) => invoice.currency === deal.currency);
  const [foreign] = shares.filter((share) => !own.includes(share));
  if (foreign) return inOtherCurrency(deal, foreign.invoice, period);
  const money = dealMoney(deal, own);
  const [last] = ended.slice(-1);
  if (own.length === 0 && last) return cancelled(deal, last.invoice, money);
  if (own.length === 0) return unbilled(facts, money, period);
  const { net, billed, changed } = money;
  if (billed.gt(net)) return tooMuch(deal, own, money, period);
  if (!changed.isZero()) return differs(deal, own, money, period);
  return billed.lt(net) ? unbilled({ ...facts, shares: own }, money, period) : undefined;
}

function inOtherCurrency(deal: Deal, invoice: Invoice, period: Period): Finding {
  const row = { kind: "currency_differs" as const, deal, invoices: [invoice] };
  const next = undoCommand(row, invoice, period);
  const why = `The deal is in ${deal.currency}, invoice ${invoiceName(invoice)} in ${invoice.currency}.`;
  return finding("currency_differs", { deal, invoices: [invoice], next }, why);
}

function cancelled(deal: Deal, invoice: Invoice, { net, billed }: DealMoney): Finding {
  const next = `pdqb invoice create --deal ${deal.id} --again id:${invoice.id}`;
  const state = invoice.deleted ? "deleted" : "voided";
  const about = { deal, invoices: [invoice], expected: net, found: billed, next };
  return finding(
    "cancelled",
    about,
    `Invoice ${invoiceName(invoice)} was ${state}, and the deal is still won.`,
  );
}

/** What is due later is not missing. */
function unbilled(
  { deal, shares, installments }: DealFacts,
  { net, billed }: DealMoney,
  { until }: Period,
): Finding | undefined {
  const later = installments.filter(
    ({ billingDate }) => billingDate !== null && billingDate > until,
  );
  const left = net.minus(billed).minus(sum(later.map(({ amount }) => amount)));
  if (left.lte(0)) return undefined;
  const isBilled = ({ id }: Installment) =>
    shares.some(({ link }) => link.part === `installment:${id}`);
  const due = installments.find((one) => !later.includes(one) && !isBilled(one));
  const rest = shares.length > 0 ? " --rest" : "";
  const part = due ? ` --installment id:${due.id}` : rest;
  const next = `pdqb invoice create --deal ${deal.id}${part}`;
  const invoices = shares.map(({ invoice }) => invoice);
  const about = { deal, invoices, expected: net, found: billed, next };
  return shares.length === 0
    ? finding("not_billed", about, "It was won, and has no invoice.")
    : finding("partly_billed", about, `${moneyWords(left, deal.currency)} net is still to bill.`);
}

function tooMuch(deal: Deal, shares: Share[], money: DealMoney, period: Period): Finding {
  const { net, billed } = money;
  const invoices = shares.map(({ invoice }) => invoice);
  const [newest] = [...shares].sort(
    (one, other) => Number(other.invoice.id) - Number(one.invoice.id),
  );
  const isTwice = shares.length > 1 && shares.some((share) => share.net.gte(net));
  const isPlanned = shares.length === 1 && newest?.link.billed != null;
  const kind = isTwice ? "billed_twice" : isPlanned ? "amount_differs" : "over_billed";
  const row = { kind, deal, invoices } as const;
  const next = newest ? undoCommand(row, newest.invoice, period) : "";
  const why = `The invoices come to ${moneyWords(billed, deal.currency)} net, the deal to ${amountWords(net, deal.currency)}.`;
  return finding(kind, { deal, invoices, expected: net, found: billed, next }, why);
}

function differs(deal: Deal, shares: Share[], money: DealMoney, period: Period): Finding {
  const { net, billed } = money;
  const invoices = shares.map(({ invoice }) => invoice);
  const edited = shares.find(({ link, net }) => !(plannedNet(link) ?? net).equals(net));
  const row = { kind: "amount_differs", deal, invoices } as const;
  const next = edited
    ? undoCommand(row, edited.invoice, period)
    : `pdqb invoice create --deal ${deal.id} --rest`;
  const why = edited
    ? `Invoice ${invoiceName(edited.invoice)} was changed in QuickBooks after it was created.`
    : "The deal has changed since it was billed.";
  return finding("amount_differs", { deal, invoices, expected: net, found: billed, next }, why);
}

/** Billed, and the deal is not won any more; undefined where it is. `deal`: undefined where it was deleted. */
export function lostFinding(
  dealId: DealId,
  deal: Deal | undefined,
  share: Share,
  period: Period,
): Finding | undefined {
  const { invoice, link, net } = share;
  if (deal && deal.status === "won" && !deal.isArchived) return undefined;
  const kind = deal && deal.status !== "deleted" ? "deal_lost" : "deal_gone";
  const about = { id: dealId, title: deal?.title ?? link.dealTitle };
  const row = { kind, deal: about, invoices: [invoice] } as const;
  const isArchived = deal?.isArchived === true && deal.status === "won";
  return {
    ...row,
    currency: invoice.currency,
    expected: null,
    found: net,
    why: `It is billed by invoice ${invoiceName(invoice)}, and the deal is now ${isArchived ? "archived" : (deal?.status ?? "deleted")}.`,
    next: isArchived
      ? acceptCommand(row, period, "Archived after it was billed")
      : undoCommand(row, invoice, period),
  };
}

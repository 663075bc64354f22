/** What is wrong with invoices beside the amounts of their deals. */

import type { Deal } from "../deal/deal.ts";
import { grouped } from "../grouped.ts";
import type { Share } from "../invoice/deal-balance.ts";
import { type Doubt, doubtProblem } from "../invoice/doubt.ts";
import { type Invoice, invoiceName, numberKey } from "../invoice/invoice.ts";
import type { CustomerLink, Intent, KnownInvoice } from "../ledger/ledger.ts";
import { acceptCommand, type Finding, isIn, type Period, undoCommand } from "./finding.ts";

export function inDoubtFinding(
  { id, dealId, summary, firstSentAt }: Intent,
  currency: string,
): Finding {
  return {
    kind: "in_doubt",
    deal: dealId === null ? null : { id: dealId, title: summary },
    invoices: [],
    currency,
    expected: null,
    found: null,
    why: `An invoice may have been created at ${firstSentAt ?? "an unknown time"}; no answer came.`,
    next: `pdqb pending resolve ${id}`,
  };
}

export function doubtFinding(doubt: Doubt, title: string): Finding {
  const { message, next } = doubtProblem(doubt);
  const isMore = doubt.kind === "over_billed";
  return {
    kind: isMore ? "over_billed" : "shared_marker",
    deal: { id: doubt.dealId, title },
    invoices: doubt.invoices,
    currency: doubt.invoices[0].currency,
    expected: isMore ? doubt.dealNet : null,
    found: isMore ? doubt.billed : null,
    why: message,
    next,
  };
}

/** Live invoices with one number, of which one was issued in the period. `doubts`: pairs that are named already. */
export function sharedNumbers(live: Invoice[], doubts: Doubt[], period: Period): Finding[] {
  const byNumber = grouped(live, ({ number }) => numberKey(number) || null);
  const isNamed = (invoices: Invoice[]) =>
    doubts.some((doubt) => invoices.every(({ id }) => doubt.invoices.some((one) => one.id === id)));
  return [...byNumber.values()]
    .filter((invoices) => invoices.length > 1 && invoices.some(({ date }) => isIn(period, date)))
    .filter((invoices) => !isNamed(invoices))
    .flatMap((invoices): Finding[] => {
      const sorted = [...invoices].sort((one, other) => Number(one.id) - Number(other.id));
      const newest = sorted.at(-1);
      if (!newest) return [];
      const row = { kind: "shared_number", deal: null, invoices: sorted } as const;
      return [
        {
          ...row,
          currency: newest.currency,
          expected: null,
          found: null,
          why: `${sorted.length} invoices have the number ${newest.number}: ${sorted.map(({ id }) => `id:${id}`).join(", ")}.`,
          next: undoCommand(row, newest, period),
        },
      ];
    });
}

/** An invoice of the period that no deal knows. `deals`: those that it may belong to, of which only one is proposed. */
export function noDealFinding({ invoice }: KnownInvoice, deals: Deal[], period: Period): Finding {
  const [candidate, ...more] = deals;
  const row = { kind: "no_deal", deal: null, invoices: [invoice] } as const;
  const named = deals.map(({ id, title }) => `${id} (${title})`).join(", ");
  return {
    ...row,
    currency: invoice.currency,
    expected: null,
    found: invoice.total.minus(invoice.tax),
    why: `Invoice ${invoiceName(invoice)} to ${invoice.customer.name} is not linked to a deal.${named && ` It may belong to deal ${named}.`}`,
    next:
      candidate && more.length === 0
        ? `pdqb invoice link id:${invoice.id} --deal ${candidate.id}`
        : acceptCommand(row, period, "Not from Pipedrive"),
  };
}

/** Undefined where the deal's organization, else its person, is linked to no customer, or to the invoice's own. */
export function customerFinding(
  deal: Deal,
  { invoice }: Share,
  links: ReadonlyMap<string, CustomerLink>,
  period: Period,
): Finding | undefined {
  const link = links.get(customerKey(deal));
  if (!link || link.customerId === invoice.customer.id) return undefined;
  const row = { kind: "customer_differs", deal, invoices: [invoice] } as const;
  return {
    ...row,
    deal: { id: deal.id, title: deal.title },
    currency: invoice.currency,
    expected: null,
    found: null,
    why: `Invoice ${invoiceName(invoice)} is to "${invoice.customer.name}"; the deal's customer is "${link.customerName}".`,
    next: undoCommand(row, invoice, period),
  };
}

export function customerKey({ organizationId, personId, currency }: Deal): string {
  return organizationId === null
    ? `person/${personId}/${currency}`
    : `organization/${organizationId}/${currency}`;
}

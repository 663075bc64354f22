/** What is billed of a deal, as an answer: what it holds, and what follows from it. Pure. */

import type { Problem } from "../../domain/errors.ts";
import type { BilledPart } from "../../domain/invoice/billed.ts";
import { type Doubt, doubtProblem } from "../../domain/invoice/doubt.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import type { Intent, LinkedInvoice } from "../../domain/ledger/ledger.ts";

/** An invoice and its link to the deal. */
export type BilledInvoice = LinkedInvoice & { isLive: boolean };

/** What is billed of one deal, and what nobody knows of it. */
export type DealBilling = {
  /** Live or not, oldest generation first. */
  invoices: BilledInvoice[];
  /** Those of them that still stand in the books. */
  live: BilledInvoice[];
  /** Invoices of this deal that were sent and whose outcome is not known. */
  pending: Intent[];
  doubts: Doubt[];
  /** False where an invoice of another customer may be of the deal, and nobody has looked. */
  isWhole: boolean;
  /** Another one when an invoice was made, linked, voided or came into doubt since. */
  fingerprint: string;
};

/** By the invoices of the deal that are known. */
export function billingOf(
  linked: LinkedInvoice[],
  pending: Intent[],
  doubts: Doubt[],
): DealBilling {
  const invoices = linked
    .map((one) => ({ ...one, isLive: isLiveInvoice(one.known) }))
    .sort((one, other) => one.link.generation - other.link.generation);
  const live = invoices.filter((one) => one.isLive);
  const fingerprint = fingerprintOf(invoices, doubts);
  return { invoices, live, pending, doubts, isWhole: true, fingerprint };
}

/** What stands against a further invoice until it is settled; `key`: of the invoice that is asked for, whose own intent is taken up. */
export function inDoubt(
  { pending, doubts }: Pick<DealBilling, "pending" | "doubts">,
  key?: string,
): Problem[] {
  const others = pending.filter((intent) => intent.key !== key);
  return [
    ...others.map(
      ({ id, dealId, firstSentAt }): Problem => ({
        code: "in_doubt",
        message: `An invoice of deal ${dealId} may have been created at ${firstSentAt}.`,
        next: `pdqb pending resolve ${id}`,
      }),
    ),
    ...doubts.map(doubtProblem),
  ];
}

/** What nobody knows as long as not all was looked at. */
export const notLooked: Problem = {
  code: "in_doubt",
  message:
    "The deal may be billed to another customer: too many invoices were created since it was added, and this ledger has not looked at them all.",
  next: "pdqb ledger rebuild",
};

/** What each live invoice bills. */
export function billedParts({ live }: Pick<DealBilling, "live">): BilledPart[] {
  return live.map(({ known, link }) => ({
    invoice: invoiceName(known.invoice),
    part: link.part,
    billed: link.billed,
  }));
}

function fingerprintOf(invoices: BilledInvoice[], doubts: Doubt[]): string {
  // One that was created and voided since counts as well: what it replaces is asked for.
  const ids = invoices.map(({ known, isLive }) => `${known.invoice.id} ${isLive}`);
  const doubtIds = doubts.flatMap((doubt) => doubt.invoices.map(({ id }) => id));
  return JSON.stringify([ids.sort(), doubtIds.sort()]);
}

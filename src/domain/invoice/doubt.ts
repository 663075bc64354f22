/** What stands in doubt of a deal: as a value, and in words with the command that mends it. Pure. */
import type { Problem } from "../errors.ts";
import type { DealId } from "../ids.ts";
import { amountWords, moneyWords } from "../money/amount-words.ts";
import type { Decimal } from "../money/money.ts";
import type { Invoice } from "./invoice.ts";
import { findMarker } from "./marker.ts";

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

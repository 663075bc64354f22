/** Which invoice of a deal a create is about, by its key: one that is there, or a new one; and what stands against it. Pure. */
import type { Problem } from "../../domain/errors.ts";
import type { DealId, InvoiceId } from "../../domain/ids.ts";
import type { BilledPart } from "../../domain/invoice/billed.ts";
import { sharePart } from "../../domain/invoice/billed.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { findMarker, type InvoiceKey, isPart, keyText } from "../../domain/invoice/marker.ts";
import type { InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import {
  type BilledInvoice,
  billedParts,
  type DealBilling,
  inDoubt,
  notLooked,
} from "./billing.ts";

type BillingQuestion = {
  dealId: DealId;
  part: string;
  isWhole: boolean;
  /** `true`: beside the newest; an id: the invoice that one more goes beside. */
  again: { invoiceId: InvoiceId } | true | undefined;
};

/** The answer, and what is billed beside it. */
export type WhichInvoice = {
  billing: DealBilling;
  /** The live invoice of the key. */
  existing: BilledInvoice | undefined;
  /** The key of a new one. If the rest is billed already, that of the next rest. */
  key: InvoiceKey;
  /** The invoice that was voided or deleted and that a new one would replace, unless that was asked for. */
  replaces: KnownInvoice | null;
  /** What is billed already; without the existing invoice, unless a rest is asked for. */
  billed: BilledPart[];
};

/** By the key of the part that is asked for. */
export function whichInvoice(billing: DealBilling, question: BillingQuestion): WhichInvoice {
  const { dealId, again, isWhole } = question;
  const isRest = question.part === "rest";
  const part = isRest ? restPart(billing) : question.part;
  const same = billing.invoices.filter(({ link }) => isPart(partOf(link), part));
  const newest = Math.max(0, ...same.map(({ link }) => link.generation));
  // One more beside another part is a second one as well, so that its marker says that it was asked for.
  const isBeside = again !== undefined && same.length === 0 && billing.live.length > 0;
  const key = { dealId, part, generation: newest + (isBeside ? 2 : 1) };
  // With a doubt about what is billed, neither an invoice that is there nor what is left is known.
  if (billing.doubts.length > 0)
    return { billing, existing: undefined, key, replaces: null, billed: [] };
  const beside = typeof again === "object" ? generationBeside(same, again.invoiceId) : newest;
  const live = same.filter((one) => one.isLive);
  const existing =
    again === true
      ? undefined
      : live.find(({ link }) => again === undefined || link.generation === beside);
  const ended = isWhole && !billing.invoices.some((one) => one.isLive) ? billing.invoices : same;
  const billed = billedParts(billing);
  const name = existing && invoiceName(existing.known.invoice);
  return {
    billing,
    existing,
    key: existing && isRest ? { ...key, part: nextRest(part), generation: 1 } : key,
    replaces: again === undefined && live.length === 0 ? (ended.at(-1)?.known ?? null) : null,
    billed: isRest ? billed : billed.filter(({ invoice }) => invoice !== name),
  };
}

/** The same key as that of the one that follows it, so that the same command again makes no other. */
function generationBeside(same: BilledInvoice[], invoiceId: InvoiceId): number {
  const named = same.find(({ known }) => known.invoice.id === invoiceId);
  if (!named) return Math.max(0, ...same.map(({ link }) => link.generation));
  const later = same.filter((one) => one.isLive && one.link.generation > named.link.generation);
  return Math.min(...later.map(({ link }) => link.generation), Number.MAX_SAFE_INTEGER);
}

/** Shares had the number of their part alone in earlier versions, like the whole deal. */
function partOf({ part, billed }: InvoiceLink): string {
  const isShare = billed !== null && billed.share !== null && /^\d+$/.test(part);
  return isShare ? sharePart(Number(part)) : part;
}

/** A deal that grew after its rest was billed has a further rest: the newest is the one that is meant. */
function restPart({ invoices }: DealBilling): string {
  let number = 1;
  while (invoices.some(({ link }) => isPart(link.part, restNumber(number + 1)))) number += 1;
  return restNumber(number);
}

const restNumber = (number: number) => (number === 1 ? "rest" : `rest:${number}`);

/** The part of the rest after this one. */
function nextRest(part: string): string {
  return restNumber(Number(/^rest:(\d+)$/.exec(part)?.[1] ?? 1) + 1);
}

/** Found by its marker, so that the ledger does not know how much of the deal it bills; a person's own link is a word on that. */
export function isUnknownShare({ known, link }: BilledInvoice): boolean {
  const marker = findMarker(known.invoice.privateNote);
  return link.billed === null && marker?.dealId === link.dealId;
}

/** All but those that the lines tell: what was cancelled, what is in doubt. */
export function billingProblems(
  { billing, replaces }: WhichInvoice,
  key: InvoiceKey,
  { isReplaced }: { isReplaced: boolean },
): Problem[] {
  const problems: Problem[] = [];
  if (replaces && !isReplaced) {
    const { invoice } = replaces;
    const name = invoiceName(invoice);
    problems.push({
      code: "replaces_voided",
      message: `Invoice ${name} of this deal was ${invoice.deleted ? "deleted" : "voided"}; a new one would replace it.`,
      next: `--again id:${invoice.id}`,
    });
  }
  problems.push(...inDoubt(billing, keyText(key)));
  if (!billing.isWhole) problems.push(notLooked);
  return problems;
}

/** The same key was asked for with another share, other lines or prices. `shareNumber`: of the share that is asked for. */
export function otherRequest({ known, link }: BilledInvoice, shareNumber: number | null): Problem {
  const name = invoiceName(known.invoice);
  const share = link.billed?.share;
  return {
    code: "other_request",
    message: share
      ? `Invoice ${name} bills ${share} of deal ${link.dealId}.`
      : `Invoice ${name} bills deal ${link.dealId} with other lines, prices or discounts than asked for now.`,
    next: shareNumber === null ? `--again id:${known.invoice.id}` : `--part ${shareNumber + 1}`,
  };
}

/** How much of the deal the one that is there bills is not known. */
export function unknownShare({ known, link }: BilledInvoice): Problem {
  return {
    code: "partly_billed",
    message: `Invoice ${invoiceName(known.invoice)} of deal ${link.dealId} was created elsewhere, and its net is not what this one would be: pdqb does not know how much of the deal it bills.`,
    next: `--again id:${known.invoice.id}`,
  };
}

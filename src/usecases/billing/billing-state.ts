/** What is billed of a deal already, and so which invoice a create is about (docs/design.md 7: key, part, generation, `--again`). */

import { PdqbError } from "../../domain/errors.ts";
import type { BilledPart } from "../../domain/invoice/billed.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { isPart } from "../../domain/invoice/marker.ts";
import type { InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { InvoiceKey } from "../../domain/plan/invoice-plan.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

const FRESH_MS = 60_000;

type StatePorts = Pick<Ports, "ledger" | "quickbooks" | "clock">;

export type BillingState =
  | { kind: "exists"; known: KnownInvoice }
  /** `replaces`: the invoice of an earlier generation that was voided or deleted, unless `--again` was given. */
  | { kind: "new"; key: InvoiceKey; replaces: KnownInvoice | null; billed: BilledPart[] };

export type BillingQuestion = {
  dealId: number;
  /** The part of the key (docs/design.md 7): `1` for the whole deal. */
  part: string;
  /** The whole deal is asked for, so that an invoice of a share under the same key is not the one. */
  isWhole: boolean;
  /** `true`: beside the newest; a text: the invoice that one more goes beside. */
  again: string | true | undefined;
};

/** Throws not_found for an unknown invoice of `again`. */
export async function billingState(
  ports: StatePorts,
  question: BillingQuestion,
): Promise<BillingState> {
  const { dealId, part, again } = question;
  const known = await ports.ledger.invoices({ dealId });
  const generations = new Map<number, KnownInvoice>();
  for (const one of known) {
    for (const link of linksTo(dealId, one)) {
      if (isPart(link.part, part)) generations.set(link.generation, one);
    }
  }
  const newest = Math.max(0, ...generations.keys());
  const asked = typeof again === "string" ? generationOf(generations, again, dealId) + 1 : newest;
  const there = again === true ? undefined : generations.get(asked);
  const state = there && (await refreshed(ports, there));
  if (state && live(state) && !isOnlyAShare(state, question))
    return { kind: "exists", known: state };
  const generation = state ? newest + 1 : Math.max(asked, again === true ? newest + 1 : 1);
  return {
    kind: "new",
    key: { dealId, part, generation },
    replaces: state && !live(state) && again === undefined ? state : null,
    billed: await billedParts(ports, dealId, known),
  };
}

export function live({ invoice, lastTotal }: KnownInvoice): boolean {
  return isLive(invoice, lastTotal ?? undefined);
}

function linksTo(dealId: number, { links }: KnownInvoice): InvoiceLink[] {
  return links.filter((link) => link.dealId === dealId);
}

function isOnlyAShare(known: KnownInvoice, { dealId, part, isWhole }: BillingQuestion): boolean {
  const link = linksTo(dealId, known).find((one) => isPart(one.part, part));
  return isWhole && (link?.billed?.share ?? null) !== null;
}

/** Every live invoice of the deal, each known as of this minute, since what is left of the deal hangs on it. */
async function billedParts(
  ports: StatePorts,
  dealId: number,
  known: KnownInvoice[],
): Promise<BilledPart[]> {
  const now = await refreshedAll(ports, known.filter(live));
  return now.filter(live).flatMap((one) =>
    linksTo(dealId, one).map(({ part, billed }) => ({
      invoice: invoiceName(one.invoice),
      part,
      billed,
    })),
  );
}

function generationOf(
  generations: Map<number, KnownInvoice>,
  again: string,
  dealId: number,
): number {
  const matches = [...generations].filter(
    ([, { invoice }]) => invoice.number === again || `id:${invoice.id}` === again,
  );
  const [only] = matches;
  if (only && matches.length === 1) return only[0];
  if (only) {
    throw new PdqbError("usage", `Two invoices of deal ${dealId} have the number ${again}.`, {
      next: matches.map(([, { invoice }]) => `--again id:${invoice.id}`),
    });
  }
  throw new PdqbError("not_found", `Deal ${dealId} has no invoice ${again}.`, {
    next: [`pdqb invoices list --deal ${dealId}`],
  });
}

/** A snapshot of over a minute is read once more: the invoice may be gone by now. */
async function refreshed(ports: StatePorts, known: KnownInvoice): Promise<KnownInvoice> {
  const now = await ports.clock.now();
  if (!isStale(known, now)) return known;
  const invoice = await orGone(ports.quickbooks.invoice(known.invoice.id));
  return invoice
    ? { ...known, invoice, refreshedAt: now.toISOString() }
    : { ...known, invoice: { ...known.invoice, deleted: true } };
}

/** The same of several in one query; one that the query does not show is read by itself, since a query may lag. */
async function refreshedAll(ports: StatePorts, known: KnownInvoice[]): Promise<KnownInvoice[]> {
  const now = await ports.clock.now();
  const stale = known.filter((one) => isStale(one, now));
  if (stale.length < 2) return Promise.all(known.map((one) => refreshed(ports, one)));
  const found = await ports.quickbooks.invoicesByIds(stale.map(({ invoice }) => invoice.id));
  const byId = new Map(found.map((invoice) => [invoice.id, invoice]));
  const result: KnownInvoice[] = [];
  for (const one of known) {
    const invoice = byId.get(one.invoice.id);
    result.push(
      invoice ? { ...one, invoice, refreshedAt: now.toISOString() } : await refreshed(ports, one),
    );
  }
  return result;
}

function isStale({ invoice, refreshedAt }: KnownInvoice, now: Date): boolean {
  return !invoice.deleted && now.getTime() - Date.parse(refreshedAt) > FRESH_MS;
}

/** What is billed of a deal already, and so which invoice a create is about (design 7: key, generation, `--again`). */
import { PdqbError } from "../domain/errors.ts";
import type { InvoiceKey } from "../domain/invoice-plan.ts";
import { isLive } from "../domain/invoice-status.ts";
import type { KnownInvoice } from "../domain/ledger.ts";
import type { Ports } from "../ports.ts";

const FRESH_MS = 60_000;
const WHOLE_DEAL = "1";

export type BillingState =
  | { kind: "exists"; known: KnownInvoice }
  /** `replaces`: the invoice of an earlier generation that was voided or deleted, unless `--again` was given. */
  | { kind: "new"; key: InvoiceKey; replaces: KnownInvoice | null };

/** `again`: undefined, `true` (beside the newest) or the invoice that one more goes beside. Throws not_found for an unknown one. */
export async function billingState(
  ports: Pick<Ports, "ledger" | "quickbooks" | "clock">,
  dealId: number,
  again: string | true | undefined,
): Promise<BillingState> {
  const known = await ports.ledger.invoices({ dealId });
  const generations = new Map<number, KnownInvoice>();
  for (const one of known) {
    for (const link of one.links) {
      if (link.dealId === dealId && link.part === WHOLE_DEAL) generations.set(link.generation, one);
    }
  }
  const newest = Math.max(0, ...generations.keys());
  const keyOf = (generation: number) => ({ dealId, part: WHOLE_DEAL, generation });
  if (again === true) return { kind: "new", key: keyOf(newest + 1), replaces: null };
  if (again !== undefined) {
    const generation = generationOf(generations, again, dealId) + 1;
    const beside = generations.get(generation);
    if (!beside) return { kind: "new", key: keyOf(generation), replaces: null };
    const fresh = await refreshed(ports, beside);
    return live(fresh)
      ? { kind: "exists", known: fresh }
      : { kind: "new", key: keyOf(newest + 1), replaces: null };
  }
  const last = generations.get(newest);
  if (!last) return { kind: "new", key: keyOf(1), replaces: null };
  const fresh = await refreshed(ports, last);
  return live(fresh)
    ? { kind: "exists", known: fresh }
    : { kind: "new", key: keyOf(newest + 1), replaces: fresh };
}

export function live({ invoice, lastTotal }: KnownInvoice): boolean {
  return isLive(invoice, lastTotal ?? undefined);
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
async function refreshed(
  ports: Pick<Ports, "ledger" | "quickbooks" | "clock">,
  known: KnownInvoice,
): Promise<KnownInvoice> {
  const now = await ports.clock.now();
  if (now.getTime() - Date.parse(known.refreshedAt) <= FRESH_MS || known.invoice.deleted) {
    return known;
  }
  try {
    const invoice = await ports.quickbooks.invoice(known.invoice.id);
    return { ...known, invoice, refreshedAt: now.toISOString() };
  } catch (error) {
    if (!(error instanceof PdqbError) || error.kind !== "not_found") throw error;
    return { ...known, invoice: { ...known.invoice, deleted: true } };
  }
}

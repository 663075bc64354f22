/** What is billed of all deals at once, for whoever lays the books beside them: the same answer that `dealBilling` gives of one. */
import type { Deal } from "../../domain/deal/deal.ts";
import type { Doubt } from "../../domain/invoice/doubt.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import type { Intent, KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ledger } from "../../ports.ts";
import { type BillingPorts, sentInvoices } from "./deal-billing.ts";
import { knownDoubts } from "./doubts.ts";
import { meetStrangers } from "./meet-strangers.ts";

/** As the ledger has it. */
export type StoredBilling = {
  invoices: KnownInvoice[];
  /** Invoices that were sent and whose outcome is not known. */
  pending: Intent[];
};

export type BooksBilling = StoredBilling & {
  /** Those of the invoices that still stand in the books. */
  live: KnownInvoice[];
  doubts: Doubt[];
};

/** Reads nothing from the books. */
export async function storedBilling(ledger: Ledger): Promise<StoredBilling> {
  // In this order: an intent that is settled meanwhile has its link by the second look.
  const pending = await sentInvoices(ledger);
  return { pending, invoices: await ledger.invoices({}) };
}

/**
 * `read`: invoices as the books have them now; those with a marker of ours that the ledger does not know are linked, and those of no deal
 * come without a link. `deals`: that were read anyway.
 */
export async function booksBilling(
  ports: BillingPorts,
  stored: StoredBilling,
  {
    read,
    pipedriveCompany,
    deals,
  }: { read: Map<string, Invoice>; pipedriveCompany: string; deals: Deal[] },
): Promise<BooksBilling> {
  const invoices = await withRead(ports, stored.invoices, { read, pipedriveCompany, deals });
  const live = invoices.filter(({ invoice, lastTotal }) => isLive(invoice, lastTotal ?? undefined));
  const doubts = await knownDoubts(ports.ledger, pipedriveCompany);
  return { ...stored, invoices, live, doubts };
}

async function withRead(
  ports: BillingPorts,
  stored: KnownInvoice[],
  { read, pipedriveCompany, deals }: Parameters<typeof booksBilling>[2],
): Promise<KnownInvoice[]> {
  if (read.size === 0) return stored;
  const { ledger } = ports;
  await meetStrangers(ports, [...read.values()], { pipedriveCompany, read: deals });
  const ids = new Set(stored.map(({ invoice }) => invoice.id));
  const invoiceIds = [...read.keys()].filter((id) => !ids.has(id));
  const adopted = invoiceIds.length === 0 ? [] : await ledger.invoices({ invoiceIds });
  const refreshedAt = ports.clock.now().toISOString();
  const fresh = [...stored, ...adopted].map((one) => ({
    ...one,
    invoice: read.get(one.invoice.id) ?? one.invoice,
  }));
  for (const { invoice } of adopted) ids.add(invoice.id);
  const others = [...read.values()]
    .filter(({ id }) => !ids.has(id))
    .map((invoice) => ({ invoice, refreshedAt, lastTotal: null, links: [] }));
  return [...fresh, ...others];
}

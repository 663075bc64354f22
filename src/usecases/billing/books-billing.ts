/** What is billed of all deals at once, for whoever lays the books beside them: the same answer that `dealBilling` gives of one. */

import type { Doubt } from "../../domain/invoice/doubt.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import type { Intent, KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { Clock } from "../../ports/system.ts";
import { knownDoubts } from "./doubts.ts";
import { sentInvoices } from "./sent-invoices.ts";

type BooksPorts = { ledger: Ledger; clock: Clock };

/** As the ledger has it. */
type StoredBilling = {
  invoices: KnownInvoice[];
  /** Invoices that were sent and whose outcome is not known. */
  pending: Intent[];
};

/** With what was read of the books. */
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

/** `read`: invoices as the books have them now, after `meetStrangers`; those of no deal come without a link. */
export async function booksBilling(
  ports: BooksPorts,
  stored: StoredBilling,
  { read, pipedriveCompany }: { read: Map<string, Invoice>; pipedriveCompany: string },
): Promise<BooksBilling> {
  const invoices = await withRead(ports, stored.invoices, read);
  const doubts = await knownDoubts(ports.ledger, pipedriveCompany);
  return { ...stored, invoices, live: invoices.filter(isLiveInvoice), doubts };
}

async function withRead(
  { ledger, clock }: BooksPorts,
  stored: KnownInvoice[],
  read: Map<string, Invoice>,
): Promise<KnownInvoice[]> {
  if (read.size === 0) return stored;
  const ids = new Set(stored.map(({ invoice }) => invoice.id));
  const invoiceIds = [...read.keys()].filter((id) => !ids.has(id));
  const adopted = invoiceIds.length === 0 ? [] : await ledger.invoices({ invoiceIds });
  const refreshedAt = clock.now().toISOString();
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

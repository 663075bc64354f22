/** The ledger's invoices as QuickBooks has them now: what is left of a deal hangs on them. */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";
import type { Clock } from "../../ports/system.ts";
import { orGone } from "../books/or-gone.ts";

const FRESH_MS = 60_000;

/** Invoices as read from the books: all of the customer `id` that were created since then, or those of several customers. */
export type InvoicesRead = { invoices: Invoice[]; readAt: Date; id?: string; since?: string };

/** Snapshots of over a minute are read again, together; `read`: invoices that were just read anyway, as for `dealBilling`. */
export async function freshInvoices(
  ports: { ledger: Ledger; quickbooks: QuickBooks; clock: Clock },
  known: KnownInvoice[],
  { read, save }: { read: InvoicesRead[]; save: boolean },
): Promise<KnownInvoice[]> {
  if (known.length === 0) return [];
  const now = ports.clock.now();
  const knownIds = new Set(known.map(({ invoice }) => invoice.id));
  const byId = new Map(
    read.flatMap(({ invoices, readAt }) =>
      invoices
        .filter(({ id }) => knownIds.has(id))
        .map((invoice) => [invoice.id, { invoice, readAt: readAt.toISOString() }] as const),
    ),
  );
  const isStale = (one: KnownInvoice) =>
    !one.invoice.deleted &&
    !byId.has(one.invoice.id) &&
    (isOlder(one.refreshedAt, now) || read.some((reading) => isMissed(one, reading)));
  const staleIds = known.filter(isStale).map(({ invoice }) => invoice.id);
  const at = now.toISOString();
  if (staleIds.length > 1)
    for (const invoice of await ports.quickbooks.invoicesByIds(staleIds))
      byId.set(invoice.id, { invoice, readAt: at });
  const fresh: KnownInvoice[] = [];
  for (const one of known) {
    const { id } = one.invoice;
    // One that a query does not show is read by itself, since a query may lag.
    if (staleIds.includes(id) && !byId.has(id)) {
      const invoice = await orGone(ports.quickbooks.invoice(id));
      byId.set(id, { invoice: invoice ?? { ...one.invoice, deleted: true }, readAt: at });
    }
    const reading = byId.get(id);
    const isNewer =
      reading !== undefined && (reading.readAt > one.refreshedAt || one.refreshedAt > at);
    fresh.push(isNewer ? { ...one, invoice: reading.invoice, refreshedAt: reading.readAt } : one);
    if (isNewer && save) await ports.ledger.saveInvoices([reading.invoice], reading.readAt);
  }
  return fresh;
}

/** Not among its customer's invoices that were read since: it may have been deleted. */
function isMissed(
  { invoice, refreshedAt }: KnownInvoice,
  { id, since, readAt }: InvoicesRead,
): boolean {
  return (
    since !== undefined &&
    id === invoice.customer.id &&
    Date.parse(invoice.createdAt) >= Date.parse(since) &&
    readAt.toISOString() > refreshedAt
  );
}

/** What was read in the future was read before the clock was set back: nobody knows how long ago. */
function isOlder(refreshedAt: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(refreshedAt);
  return age < 0 || age > FRESH_MS;
}

/** The ledger's invoices as QuickBooks has them now: what is left of a deal hangs on them. */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

const FRESH_MS = 60_000;

/** Snapshots of over a minute are read again, together; `read`: invoices that were just read anyway. */
export async function freshInvoices(
  ports: Pick<Ports, "ledger" | "quickbooks" | "clock">,
  known: KnownInvoice[],
  { read, save }: { read: { invoices: Invoice[]; readAt: Date }[]; save: boolean },
): Promise<KnownInvoice[]> {
  const now = ports.clock.now();
  const byId = new Map(
    read.flatMap(({ invoices, readAt }) =>
      invoices.map((invoice) => [invoice.id, { invoice, readAt: readAt.toISOString() }] as const),
    ),
  );
  const isStale = ({ invoice, refreshedAt }: KnownInvoice) =>
    !invoice.deleted && !byId.has(invoice.id) && isOlder(refreshedAt, now);
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

/** What was read in the future was read before the clock was set back: nobody knows how long ago. */
function isOlder(refreshedAt: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(refreshedAt);
  return age < 0 || age > FRESH_MS;
}

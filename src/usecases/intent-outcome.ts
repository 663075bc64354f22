/** How an intent is found in the books when its answer did not come, and what is committed with it: known from the intent alone. */
import type { Intent } from "../domain/ledger.ts";
import { holdsMarker } from "../domain/marker.ts";
import type { Ports, Written } from "../ports.ts";

/** A marker is looked for from 5 minutes before the first sending (design 7.5)… */
const BEFORE_MS = 300_000;
/** …and no write is still on its way so long after its sending: the service works on one for at most 120 s. */
export const SETTLED_AFTER_MS = 130_000;

/** The lock under which the intent is sent and settled. */
export function lockOf({ kind, key, dealId }: Pick<Intent, "kind" | "key" | "dealId">): string {
  return kind === "invoice" ? invoiceLock(dealId) : key;
}

export const invoiceLock = (dealId: number | null) => `invoice/deal/${dealId}`;

/** Undefined proves nothing: a query may lag behind a write. */
export async function findOutcome(
  ports: Pick<Ports, "quickbooks" | "clock">,
  intent: Intent,
): Promise<Written | undefined> {
  const { quickbooks } = ports;
  const target = intent.follows.target ?? "";
  switch (intent.kind) {
    case "invoice": {
      const [only, ...more] = await withMarker(ports, intent);
      return only && more.length === 0
        ? { kind: "invoice", invoice: only, traceId: undefined }
        : undefined;
    }
    case "customer": {
      // Display names are unique, so the name alone tells whether it was made.
      const [found] = await quickbooks.matchCustomers({ name: target });
      return found && { kind: "customer", customer: found, traceId: undefined };
    }
    case "item": {
      const [found] = await quickbooks.matchItems({ skus: [], names: [target] });
      return found && { kind: "item", item: found, traceId: undefined };
    }
    case "send": {
      // A delivery that is not the one from before the sending.
      const now = await quickbooks.invoice(target);
      const before = await quickbooks.deliveryBefore(intent);
      const isNew = now.emailStatus === "EmailSent" && now.emailedAt !== before;
      return isNew ? { kind: "send", invoice: now, traceId: undefined } : undefined;
    }
    case "customer_update":
      // Its SyncToken keeps it from being done twice; the customer itself is compared at its next update.
      return undefined;
  }
}

/** The invoices that hold the marker of an intent, among all created around its sendings. */
async function withMarker(
  { quickbooks, clock }: Pick<Ports, "quickbooks" | "clock">,
  { marker, firstSentAt, createdAt }: Intent,
) {
  if (marker === null) return [];
  const first = Date.parse(firstSentAt ?? createdAt) - BEFORE_MS;
  const last = (await clock.now()).getTime() + SETTLED_AFTER_MS;
  const made = await quickbooks.invoicesCreated(
    new Date(first).toISOString(),
    new Date(last).toISOString(),
  );
  return made.filter((invoice) => holdsMarker(invoice.privateNote, marker));
}

/** `at`: when the answer came, or the books were read. */
export function followOf(
  { follows }: Pick<Intent, "follows">,
  written: Written,
  at: string,
): Omit<Parameters<Ports["ledger"]["settleIntent"]>[2], "history"> {
  switch (written.kind) {
    case "customer": {
      const { id: customerId, name: customerName } = written.customer;
      const { customerLink: link } = follows;
      return link ? { customerLink: { ...link, customerId, customerName } } : {};
    }
    case "item": {
      const { id: itemId, name: itemName } = written.item;
      return follows.itemLink ? { itemLink: { ...follows.itemLink, itemId, itemName } } : {};
    }
    case "invoice":
    case "send": {
      const { invoiceLink: link } = follows;
      return {
        invoice: { snapshot: written.invoice, refreshedAt: at },
        ...(link && { invoiceLink: { ...link, invoiceId: written.invoice.id } }),
      };
    }
    case "customer_update":
      return {};
  }
}

/** How an intent is found in the books when its answer did not come, and what is committed with it: known from the intent alone. */
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { holdsMarker } from "../../domain/invoice/marker.ts";
import { type Intent, isPipedriveKind, type PipedriveKind } from "../../domain/ledger/ledger.ts";
import { type Decimal, decimal } from "../../domain/money/money.ts";
import type { Ports, Written } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

/** A marker is looked for from 5 minutes before the first sending (docs/design.md 7.5)… */
const BEFORE_MS = 300_000;
/** …and no write is still on its way so long after its sending: the service works on one for at most 120 s. */
export const SETTLED_AFTER_MS = 130_000;

/** The lock under which the intent is sent and settled. */
export function lockOf({ kind, key, dealId }: Pick<Intent, "kind" | "key" | "dealId">): string {
  if (isPipedriveKind(kind) && dealId !== null) return writeBackLock(dealId);
  return kind === "invoice" ? invoiceLock(dealId) : key;
}

/** One at a time writes back into a deal. */
export const writeBackLock = (dealId: number) => `write-back/deal/${dealId}`;

export const invoiceLock = (dealId: number | null) => `invoice/deal/${dealId}`;

/** Undefined proves nothing: a query may lag behind a write. */
export async function findOutcome(
  ports: Pick<Ports, "quickbooks" | "pipedrive" | "clock">,
  intent: Intent,
): Promise<Written | undefined> {
  if (isPipedriveKind(intent.kind)) return findInPipedrive(ports, intent, intent.kind);
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
      const named = await quickbooks.matchCustomers({ name: target });
      const found = named.find(({ parentId }) => parentId === null);
      return found && { kind: "customer", customer: found, traceId: undefined };
    }
    case "item": {
      const [found] = await quickbooks.matchItems({ skus: [], names: [target] });
      return found && { kind: "item", item: found, traceId: undefined };
    }
    case "send": {
      // A delivery that is not the one from before the sending.
      const now = await orGone(quickbooks.invoice(target));
      if (now === undefined) return undefined;
      const before = await quickbooks.deliveryBefore(intent);
      const isNew = now.emailStatus === "EmailSent" && now.emailedAt !== before;
      return isNew ? { kind: "send", invoice: now, traceId: undefined } : undefined;
    }
    case "void": {
      const now = await orGone(quickbooks.invoice(target));
      if (now === undefined) return deleted(target);
      return isLive(now, lastTotalOf(intent))
        ? undefined
        : { kind: "void", invoice: now, traceId: undefined };
    }
    case "delete": {
      const isThere = await orGone(quickbooks.invoice(target));
      return isThere === undefined ? deleted(target) : undefined;
    }
    default:
      // Their SyncToken keeps them from being done twice; what they changed is compared at the next reading.
      return undefined;
  }
}

async function findInPipedrive(
  { pipedrive }: Pick<Ports, "pipedrive">,
  { dealId, follows }: Intent,
  kind: PipedriveKind,
): Promise<Written | undefined> {
  const target = follows.target ?? "";
  if (kind === "deal_field") {
    const field = (await pipedrive.fields("deal")).find(({ label }) => label === target);
    return field && { kind, objectId: field.code, traceId: undefined };
  }
  // The same values once more change nothing: what they are is compared at the next write-back.
  if (kind === "deal_values" || kind === "note_update" || dealId === null) return undefined;
  const found = await findOnDeal(pipedrive, dealId, kind, target);
  return found === undefined ? undefined : { kind, objectId: String(found), traceId: undefined };
}

/** The id of what a deal has already: a note by its first words, a file by its name, an activity by its subject. */
export async function findOnDeal(
  pipedrive: Pick<Ports["pipedrive"], "onDeal">,
  dealId: number,
  kind: "note" | "file" | "activity",
  target: string,
): Promise<number | undefined> {
  const lists = { note: "notes", file: "files", activity: "activities" } as const;
  const rows = await pipedrive.onDeal(dealId, lists[kind]);
  return rows.find(({ text }) => (kind === "note" ? text.includes(target) : text === target))?.id;
}

const deleted = (invoiceId: string): Written => ({ kind: "delete", invoiceId, traceId: undefined });

/** The total that the invoice had when it was to be voided. */
function lastTotalOf({ follows }: Intent): Decimal | undefined {
  return follows.total === undefined ? undefined : decimal(follows.total);
}

/** The invoices that hold the marker of an intent, among all created around its sendings. */
async function withMarker(
  { quickbooks, clock }: Pick<Ports, "quickbooks" | "clock">,
  { marker, firstSentAt, createdAt }: Intent,
) {
  if (marker === null) return [];
  // Its times are the books' own: where this machine's clock is wrong, the window is wider by as much.
  const skew = (await quickbooks.clockSkewMs()) ?? 0;
  const first = Date.parse(firstSentAt ?? createdAt) - BEFORE_MS + Math.min(0, skew);
  const last = (await clock.now()).getTime() + SETTLED_AFTER_MS + Math.max(0, skew);
  const made = await quickbooks.invoicesCreated(
    new Date(first).toISOString(),
    new Date(last).toISOString(),
  );
  return made.filter((invoice) => holdsMarker(invoice.privateNote, marker));
}

/**
 * `at`: when the answer came, or the books were read. An invoice that the ledger does not know stays unknown, unless it is linked
 * with this.
 */
export async function followOf(
  ledger: Pick<Ports["ledger"], "invoices">,
  { follows }: Pick<Intent, "follows">,
  written: Written,
  at: string,
): Promise<Omit<Parameters<Ports["ledger"]["settleIntent"]>[2], "history">> {
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
    case "invoice_update":
    case "send":
    case "void": {
      const { invoiceLink: link } = follows;
      const { invoice } = written;
      const [known] = await ledger.invoices({ invoiceIds: [invoice.id] });
      if (!known && !link) return {};
      return {
        invoice: { snapshot: invoice, refreshedAt: at },
        ...(link && { invoiceLink: { ...link, invoiceId: invoice.id } }),
      };
    }
    case "delete": {
      const [known] = await ledger.invoices({ invoiceIds: [written.invoiceId] });
      const snapshot = known && { ...known.invoice, deleted: true };
      return snapshot ? { invoice: { snapshot, refreshedAt: at } } : {};
    }
    default:
      return {};
  }
}

/** An invoice as typed: its number as `list` shows it, or `id:` and QuickBooks' id (docs/design.md 4). */

import { PdqbError } from "../../domain/errors.ts";
import type { InvoiceId } from "../../domain/ids.ts";
import { type Invoice, numberKey } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";
import { freshInvoices } from "./fresh-invoices.ts";

type FindPorts = Pick<Ports, "ledger" | "quickbooks" | "clock">;

/** `save`: whether what the ledger knows and was read anew is kept; false in a dry run. */
type FindOptions = { isOffline?: boolean; save: boolean };

/**
 * As QuickBooks has it now, not as the ledger remembers it, since numbers are changed and given again there; offline the
 * ledger alone is asked. Throws usage where two invoices have the number or the ledger knew another one by it, not_found
 * where none has it.
 */
export async function findInvoice(
  ports: FindPorts,
  text: string,
  { isOffline = false, save }: FindOptions,
): Promise<KnownInvoice> {
  const id = /^id:(\d{1,20})$/.exec(text)?.[1];
  if (id === undefined && text.trim() === "") throw new PdqbError("usage", "Which invoice?");
  const wanted = id === undefined ? { number: text } : { invoiceIds: [id] };
  const remembered = await ports.ledger.invoices(wanted);
  if (id !== undefined) {
    const how = { read: [], save };
    const [known] = isOffline ? remembered : await freshInvoices(ports, remembered, how);
    return known ?? unlinked(ports, await fromBooks(ports, id));
  }
  if (isOffline) return onlyOne(text, remembered);
  const booked = await ports.quickbooks.invoicesByNumber(text);
  const others: Invoice[] = [];
  const gone: KnownInvoice[] = [];
  for (const known of remembered) {
    if (booked.some((invoice) => invoice.id === known.invoice.id)) continue;
    const now = known.invoice.deleted
      ? undefined
      : await orGone(ports.quickbooks.invoice(known.invoice.id));
    // A query may lag behind a write: an invoice that still has the number by itself has it.
    if (now && numberKey(now.number) === numberKey(text)) booked.push(now);
    else if (now) others.push(now);
    else gone.push({ ...known, invoice: { ...known.invoice, deleted: true } });
  }
  const deletedNow = gone.filter(({ invoice }) => !wasDeleted(remembered, invoice));
  const [only, ...more] = booked;
  if (more.length > 0) throw severalHave(text, booked);
  const [other] = others;
  if (other) throw renumbered(text, other, only);
  const [deleted] = deletedNow;
  if (only && deleted) throw handedOn(text, deleted.invoice, only);
  // Not before: as long as nobody says which one is meant, the same words are refused again.
  if (save) await keep(ports, [...booked, ...deletedNow.map((one) => one.invoice)]);
  if (only) return linked(ports, only);
  return onlyOne(text, gone);
}

/** One that the ledger knew as deleted is no news. */
function wasDeleted(remembered: KnownInvoice[], { id }: Invoice): boolean {
  return remembered.some(({ invoice }) => invoice.id === id && invoice.deleted);
}

/** Of those that were read, the ones that the ledger knows. */
async function keep({ ledger, clock }: FindPorts, read: Invoice[]): Promise<void> {
  if (read.length === 0) return;
  const known = await ledger.invoices({ invoiceIds: read.map(({ id }) => id) });
  const ids = new Set(known.map(({ invoice }) => invoice.id));
  const kept = read.filter(({ id }) => ids.has(id));
  if (kept.length > 0) await ledger.saveInvoices(kept, clock.now().toISOString());
}

function onlyOne(text: string, known: KnownInvoice[]): KnownInvoice {
  const [only, ...more] = known;
  if (!only) throw unknown(text);
  if (more.length === 0) return only;
  throw severalHave(
    text,
    known.map(({ invoice }) => invoice),
  );
}

function severalHave(text: string, invoices: Invoice[]): PdqbError {
  return new PdqbError("usage", `${invoices.length} invoices have the number ${text}.`, {
    reason: invoices.map(({ id, customer }) => `id:${id}  ${customer.name}`),
    next: invoices.map(({ id }) => `pdqb invoice view id:${id}`),
  });
}

function renumbered(text: string, other: Invoice, holder: Invoice | undefined): PdqbError {
  const now = `${text} is now ${other.number ?? "without a number"} (id:${other.id})`;
  const taken = holder ? `; ${text} is id:${holder.id}` : "";
  return new PdqbError("usage", `Invoice numbers have changed in QuickBooks: ${now}${taken}.`, {
    reason: "Give the id of the invoice that you mean.",
    next: [other, ...(holder ? [holder] : [])].map(({ id }) => `pdqb invoice view id:${id}`),
  });
}

/** QuickBooks gives the number of an invoice that was deleted to the next one. */
function handedOn(text: string, deleted: Invoice, holder: Invoice): PdqbError {
  return new PdqbError(
    "usage",
    `Invoice ${text} (id:${deleted.id}) was deleted in QuickBooks; ${text} is now id:${holder.id}, to ${holder.customer.name}.`,
    {
      reason: "Give the id of the invoice that you mean.",
      next: [deleted, holder].map(({ id }) => `pdqb invoice view id:${id}`),
    },
  );
}

/** As it is in the books now, with the links that the ledger has. */
async function linked(ports: FindPorts, invoice: Invoice): Promise<KnownInvoice> {
  const [known] = await ports.ledger.invoices({ invoiceIds: [invoice.id] });
  const now = await unlinked(ports, invoice);
  if (!known) return now;
  const lastTotal = invoice.total.gt(0) ? invoice.total : known.lastTotal;
  return { ...now, lastTotal, links: known.links };
}

async function unlinked({ clock }: FindPorts, invoice: Invoice): Promise<KnownInvoice> {
  const refreshedAt = clock.now().toISOString();
  return { invoice, refreshedAt, lastTotal: invoice.total, links: [] };
}

async function fromBooks({ quickbooks }: FindPorts, id: InvoiceId): Promise<Invoice> {
  try {
    return await quickbooks.invoice(id);
  } catch (error) {
    throw error instanceof PdqbError && error.kind === "not_found" ? unknown(`id:${id}`) : error;
  }
}

function unknown(text: string): PdqbError {
  return new PdqbError("not_found", `There is no invoice ${text}.`, {
    reason: "Neither the ledger nor QuickBooks knows it, or it was deleted.",
    next: ["pdqb invoices list --all"],
  });
}

/** An invoice as typed: its number as `list` shows it, or `id:` and QuickBooks' id (docs/design.md 4). */
import { PdqbError } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";

type FindPorts = Pick<Ports, "ledger" | "quickbooks" | "clock">;

/**
 * From the ledger, else from the books: then without links, as it is now. Throws usage where two invoices have the number,
 * not_found where none has.
 */
export async function findInvoice(ports: FindPorts, text: string): Promise<KnownInvoice> {
  const id = /^id:(\d{1,20})$/.exec(text)?.[1];
  if (id !== undefined) {
    const [known] = await ports.ledger.invoices({ invoiceIds: [id] });
    return known ?? unlinked(ports, await fromBooks(ports, id));
  }
  if (text.trim() === "") throw new PdqbError("usage", "Which invoice?");
  const known = await ports.ledger.invoices({ number: text });
  const found = known.length > 0 ? known : await byNumber(ports, text);
  const [only] = found;
  if (!only) throw unknown(text);
  if (found.length === 1) return only;
  throw new PdqbError("usage", `${found.length} invoices have the number ${text}.`, {
    reason: found.map(({ invoice }) => `id:${invoice.id}  ${invoice.customer.name}`).join("\n"),
    next: [`Name it by its id: ${found.map(({ invoice }) => `id:${invoice.id}`).join(" or ")}`],
  });
}

async function byNumber(ports: FindPorts, number: string): Promise<KnownInvoice[]> {
  const found = await ports.quickbooks.invoicesByNumber(number);
  return Promise.all(found.map((invoice) => unlinked(ports, invoice)));
}

async function unlinked({ clock }: FindPorts, invoice: Invoice): Promise<KnownInvoice> {
  const refreshedAt = (await clock.now()).toISOString();
  return { invoice, refreshedAt, lastTotal: invoice.total, links: [] };
}

async function fromBooks({ quickbooks }: FindPorts, id: string): Promise<Invoice> {
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

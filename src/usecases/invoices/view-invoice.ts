/** One invoice to look at: as the books have it, or as the ledger does. */
import { PdqbError } from "../../domain/errors.ts";
import type { Ports } from "../../ports.ts";
import { findInvoice } from "../billing/find-invoice.ts";
import { orGone } from "../books/or-gone.ts";
import { type InvoiceReading, readInvoice } from "./read-invoice.ts";

/** `unread`: why it is the ledger's copy, where the books gave it in a form that cannot be read. Throws that where the ledger has none. */
export async function readOrCopy(
  ports: Ports,
  text: string,
): Promise<{ reading: InvoiceReading; unread?: PdqbError }> {
  try {
    const found = await findInvoice(ports, text, { save: true });
    return { reading: await readInvoice(ports, found, { save: true }) };
  } catch (error) {
    if (!(error instanceof PdqbError) || !error.isAboutOne) throw error;
    const reading = await orGone(copyOf(ports, text));
    if (!reading) throw error;
    return { reading, unread: error };
  }
}

/** The ledger's copy. */
export async function copyOf(ports: Ports, text: string): Promise<InvoiceReading> {
  const known = await findInvoice(ports, text, { isOffline: true, save: false });
  return { known, detail: null, payments: [] };
}

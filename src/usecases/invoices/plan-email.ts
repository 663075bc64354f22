/** What e-mailing an invoice that stands in the books comes to: to whom, and whether that is news. Sends nothing. */
import { PdqbError } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { WritePorts } from "../../ports.ts";
import { readInvoice } from "./read-invoice.ts";

export type EmailPlan = {
  known: KnownInvoice;
  to: string;
  /** Copies that are to be put into the invoice first; null where they are as asked. */
  cc: string | null;
  /** The invoice's own address, which `to` takes the place of. */
  replaces: string | null;
  /** It went to this address before. */
  isSent: boolean;
};

/** Invoices of deals that are owed and that QuickBooks never e-mailed, as the ledger knows them; the oldest first. */
export async function unsentInvoices({
  ledger,
}: Pick<WritePorts, "ledger">): Promise<KnownInvoice[]> {
  const owed = await ledger.invoices({ unpaid: true });
  return owed.filter(
    ({ invoice, links, lastTotal }) =>
      links.length > 0 && invoice.emailStatus !== "EmailSent" && isLive(invoice, lastTotal),
  );
}

export async function planEmail(
  ports: WritePorts,
  known: KnownInvoice,
  input: { to: string | undefined; cc: string | undefined; save: boolean },
): Promise<EmailPlan> {
  const reading = await readInvoice(ports, known, input);
  const { invoice, lastTotal } = reading.known;
  const name = invoiceName(invoice);
  if (reading.detail === null || !isLive(invoice, lastTotal))
    throw new PdqbError(
      "refused",
      `Invoice ${name} was not sent: it is ${invoice.deleted ? "deleted" : "voided"}.`,
    );
  const to = input.to ?? reading.detail.email ?? (await addressOf(ports, invoice));
  if (to === null)
    throw new PdqbError(
      "refused",
      `Invoice ${name} was not sent: neither the invoice nor its customer has an e-mail address.`,
      {
        reason: "Name one with --to, or add one in QuickBooks.",
        next: [`pdqb invoice email ${shellWord(name)} --to <address>`],
      },
    );
  const isSame = (one: string | null, other: string) =>
    one?.trim().toLowerCase() === other.trim().toLowerCase();
  return {
    known: reading.known,
    to,
    cc: input.cc !== undefined && !isSame(reading.detail.cc, input.cc) ? input.cc : null,
    replaces: isSame(reading.detail.email, to) ? null : reading.detail.email,
    isSent: invoice.emailStatus === "EmailSent" && isSame(reading.detail.email, to),
  };
}

async function addressOf(
  { quickbooks }: WritePorts,
  { customer }: Invoice,
): Promise<string | null> {
  const wanted = { customerIds: [customer.id], itemIds: [], taxCodes: false, terms: false };
  const [found] = (await quickbooks.lookup(wanted)).customers;
  return found?.email ?? null;
}

/** Ties invoices that stand in the books to deals, or unties them. Nothing is taken by guess, and nothing is written to either service. */
import type { Deal } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import {
  type HistoryEntry,
  historyEntry,
  type InvoiceLink,
  type KnownInvoice,
} from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { dealBilling } from "../billing/deal-billing.ts";
import { wasDoubted } from "../billing/doubts.ts";
import { findInvoice } from "../billing/find-invoice.ts";
import { invoiceLock } from "../writes/kinds/invoice.ts";
import { linkOfWhole, nextGeneration, whyEnded } from "./new-link.ts";

type LinkPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock" | "machine">;

/** `also`: beside other invoices of the deal, and beside other deals of the invoice. */
type LinkOptions = { also: boolean; dryRun: boolean; pipedriveCompany: string };

/** By its number or id, and a deal by its id. */
type Named = { invoice: string } & Pick<InvoiceLink, "dealId">;

type InvoiceLinked = {
  outcome: "linked" | "already" | "planned";
  known: KnownInvoice;
  deal: Deal;
};

/** Throws not_found, usage (two of one number), refused (voided, or a tie that only `also` passes). */
export async function linkInvoice(
  ports: LinkPorts,
  { invoice: text, dealId }: Named,
  { also, dryRun, pipedriveCompany }: LinkOptions,
): Promise<InvoiceLinked> {
  const [known, deal] = await Promise.all([
    findInvoice(ports, text, { save: !dryRun }),
    ports.pipedrive.deal(dealId),
  ]);
  const linked = known.links.find((link) => link.dealId === dealId);
  const isDoubted = also && linked !== undefined && (await wasDoubted(ports.ledger, known, linked));
  if (linked && !isDoubted) return { outcome: "already", known, deal };
  const name = invoiceName(known.invoice);
  const refuse = (reason: string, next: string[]): never => {
    throw new PdqbError("refused", `Invoice ${name} was not linked to deal ${dealId}.`, {
      reason,
      next,
    });
  };
  const ended = whyEnded(known);
  if (ended) refuse(ended, []);
  const link = async (): Promise<InvoiceLinked> => {
    const billing = await dealBilling(ports, { dealId, pipedriveCompany, read: [], save: !dryRun });
    const there = billing.invoices.map((one) => one.known);
    const beside = billing.live.map((one) => invoiceName(one.known.invoice));
    const [other] = known.links;
    const next = [`pdqb invoice link id:${known.invoice.id} --deal ${dealId} --also`];
    if (!also && other)
      refuse(`It is linked to deal ${other.dealId}, ${other.dealTitle}, already.`, next);
    if (!also && beside.length > 0)
      refuse(`The deal has invoice ${beside.join(", ")} already.`, next);
    if (dryRun) return { outcome: "planned", known, deal };
    const made = linked
      ? { ...linked, generation: nextGeneration(there, linked) }
      : linkOfWhole(known, { deal, there, createdAt: ports.clock.now().toISOString() });
    await ports.ledger.saveInvoices([known.invoice], known.refreshedAt);
    const told = `linked to deal ${dealId}, ${deal.title}`;
    await ports.ledger.putInvoiceLink(made, historyOf(ports, made, "link invoice", told));
    const links = [...known.links.filter((link) => link !== linked), made];
    return { outcome: "linked", known: { ...known, links }, deal };
  };
  return dryRun ? link() : ports.ledger.exclusive(invoiceLock(dealId), link);
}

/** The invoice itself stays as it is, and known. */
export async function unlinkInvoice(
  ports: LinkPorts,
  { invoice: text, dealId }: Named,
  { dryRun }: Pick<LinkOptions, "dryRun">,
): Promise<{ outcome: "unlinked" | "already" | "planned"; known: KnownInvoice }> {
  const known = await findInvoice(ports, text, { save: !dryRun });
  const links = known.links.filter((link) => link.dealId !== dealId);
  if (links.length === known.links.length) return { outcome: "already", known };
  if (dryRun) return { outcome: "planned", known };
  const of = { invoiceId: known.invoice.id, dealId };
  const entry = historyOf(ports, of, "unlink invoice", `unlinked from deal ${dealId}`);
  await ports.ledger.exclusive(invoiceLock(dealId), () =>
    ports.ledger.removeInvoiceLink(dealId, known.invoice.id, entry),
  );
  return { outcome: "unlinked", known: { ...known, links } };
}

const historyOf = (
  { clock, machine: { user, host } }: LinkPorts,
  { invoiceId, dealId }: Pick<InvoiceLink, "invoiceId" | "dealId">,
  action: string,
  after: string,
): HistoryEntry =>
  historyEntry({
    ...{ at: clock.now().toISOString(), actor: `${user}@${host}`, action, after },
    ...{ invoiceId, dealId },
  });

/** Ties invoices that stand in the books to deals, or unties them. Nothing is taken by guess, and nothing is written to either service. */
import type { Deal } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import type { HistoryEntry, InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";
import { isLiveInvoice } from "../billing/deal-billing.ts";
import { findInvoice } from "../billing/find-invoice.ts";
import { invoiceLock } from "../writes/intent-outcome.ts";

type LinkPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock" | "machine">;

/** `also`: beside other invoices of the deal, and beside other deals of the invoice. */
export type LinkOptions = { also: boolean; dryRun: boolean };

export type InvoiceLinked = {
  outcome: "linked" | "already" | "planned";
  known: KnownInvoice;
  deal: Deal;
};

/** Throws not_found, usage (two of one number), refused (voided, or a tie that only `also` passes). */
export async function linkInvoice(
  ports: LinkPorts,
  { invoice: text, dealId }: { invoice: string; dealId: number },
  { also, dryRun }: LinkOptions,
): Promise<InvoiceLinked> {
  const [known, deal] = await Promise.all([findInvoice(ports, text), ports.pipedrive.deal(dealId)]);
  if (isLinked(known, dealId)) return { outcome: "already", known, deal };
  const name = invoiceName(known.invoice);
  const refuse = (reason: string, next: string[]): never => {
    throw new PdqbError("refused", `Invoice ${name} was not linked to deal ${dealId}.`, {
      reason,
      next,
    });
  };
  if (!isLive(known.invoice, known.lastTotal ?? undefined))
    refuse(`It is ${known.invoice.deleted ? "deleted" : "voided"}.`, []);
  const link = async (): Promise<InvoiceLinked> => {
    const there = await ports.ledger.invoices({ dealIds: [dealId] });
    const beside = there.filter(isLiveInvoice).map(({ invoice }) => invoiceName(invoice));
    const [other] = known.links;
    const next = ["If both are right: --also"];
    if (!also && other)
      refuse(`It is linked to deal ${other.dealId}, ${other.dealTitle}, already.`, next);
    if (!also && beside.length > 0)
      refuse(`The deal has invoice ${beside.join(", ")} already.`, next);
    if (dryRun) return { outcome: "planned", known, deal };
    const made = await linkOf(ports, known, deal, there);
    await ports.ledger.saveInvoices([known.invoice], known.refreshedAt);
    const told = `linked to deal ${dealId}, ${deal.title}`;
    await ports.ledger.putInvoiceLink(made, await historyOf(ports, made, "link invoice", told));
    return { outcome: "linked", known: { ...known, links: [...known.links, made] }, deal };
  };
  return dryRun ? link() : ports.ledger.exclusive(invoiceLock(dealId), link);
}

const isLinked = ({ links }: KnownInvoice, dealId: number) =>
  links.some((link) => link.dealId === dealId);

/** As an invoice of the whole deal, of which nothing is known to be billed line by line. */
async function linkOf(
  { clock }: LinkPorts,
  { invoice }: KnownInvoice,
  deal: Deal,
  there: KnownInvoice[],
): Promise<InvoiceLink> {
  const generations = there
    .flatMap(({ links }) => links)
    .filter(({ dealId, part }) => dealId === deal.id && part === "1")
    .map(({ generation }) => generation);
  return {
    invoiceId: invoice.id,
    dealId: deal.id,
    part: "1",
    generation: Math.max(0, ...generations) + 1,
    dealTitle: deal.title,
    dealValue: deal.value && amountText(deal.value),
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    billed: null,
    createdAt: (await clock.now()).toISOString(),
  };
}

/** The invoice itself stays as it is, and known. */
export async function unlinkInvoice(
  ports: LinkPorts,
  { invoice: text, dealId }: { invoice: string; dealId: number },
  { dryRun }: Pick<LinkOptions, "dryRun">,
): Promise<{ outcome: "unlinked" | "already" | "planned"; known: KnownInvoice }> {
  const known = await findInvoice(ports, text);
  const links = known.links.filter((link) => link.dealId !== dealId);
  if (!isLinked(known, dealId)) return { outcome: "already", known };
  if (dryRun) return { outcome: "planned", known };
  const of = { invoiceId: known.invoice.id, dealId };
  const entry = await historyOf(ports, of, "unlink invoice", `unlinked from deal ${dealId}`);
  await ports.ledger.exclusive(invoiceLock(dealId), () =>
    ports.ledger.removeInvoiceLink(dealId, known.invoice.id, entry),
  );
  return { outcome: "unlinked", known: { ...known, links } };
}

async function historyOf(
  { clock, machine }: LinkPorts,
  { invoiceId, dealId }: Pick<InvoiceLink, "invoiceId" | "dealId">,
  action: string,
  after: string,
): Promise<HistoryEntry> {
  return {
    at: (await clock.now()).toISOString(),
    actor: `${machine.user}@${machine.host}`,
    action,
    invoiceId,
    dealId,
    requestId: null,
    traceId: null,
    run: null,
    reason: null,
    before: null,
    after,
  };
}

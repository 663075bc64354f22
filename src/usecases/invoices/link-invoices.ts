/** Ties invoices that stand in the books to deals, or unties them. Nothing is taken by guess, and nothing is written to either service. */
import type { Deal } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { HistoryEntry, InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";
import { isLiveInvoice } from "../billing/deal-billing.ts";
import { wasDoubted } from "../billing/doubts.ts";
import { findInvoice } from "../billing/find-invoice.ts";
import { invoiceLock } from "../writes/kinds/invoice.ts";

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
  if (!isLiveInvoice(known)) refuse(`It is ${known.invoice.deleted ? "deleted" : "voided"}.`, []);
  const link = async (): Promise<InvoiceLinked> => {
    const there = await ports.ledger.invoices({ dealIds: [dealId] });
    const beside = there.filter(isLiveInvoice).map(({ invoice }) => invoiceName(invoice));
    const [other] = known.links;
    const next = [`pdqb invoice link id:${known.invoice.id} --deal ${dealId} --also`];
    if (!also && other)
      refuse(`It is linked to deal ${other.dealId}, ${other.dealTitle}, already.`, next);
    if (!also && beside.length > 0)
      refuse(`The deal has invoice ${beside.join(", ")} already.`, next);
    if (dryRun) return { outcome: "planned", known, deal };
    const made = linked
      ? { ...linked, generation: nextGeneration(there, linked) }
      : await linkOf(ports, known, deal, there);
    await ports.ledger.saveInvoices([known.invoice], known.refreshedAt);
    const told = `linked to deal ${dealId}, ${deal.title}`;
    await ports.ledger.putInvoiceLink(made, await historyOf(ports, made, "link invoice", told));
    const links = [...known.links.filter((link) => link !== linked), made];
    return { outcome: "linked", known: { ...known, links }, deal };
  };
  return dryRun ? link() : ports.ledger.exclusive(invoiceLock(dealId), link);
}

const isLinked = ({ links }: KnownInvoice, dealId: number) =>
  links.some((link) => link.dealId === dealId);

function nextGeneration(
  there: KnownInvoice[],
  { dealId, part }: Pick<InvoiceLink, "dealId" | "part">,
): number {
  const generations = there
    .flatMap(({ links }) => links)
    .filter((link) => link.dealId === dealId && link.part === part)
    .map(({ generation }) => generation);
  return Math.max(0, ...generations) + 1;
}

/** As an invoice of the whole deal, of which nothing is known to be billed line by line. */
async function linkOf(
  { clock }: LinkPorts,
  { invoice }: KnownInvoice,
  deal: Deal,
  there: KnownInvoice[],
): Promise<InvoiceLink> {
  return {
    invoiceId: invoice.id,
    dealId: deal.id,
    part: "1",
    generation: nextGeneration(there, { dealId: deal.id, part: "1" }),
    dealTitle: deal.title,
    dealValue: deal.value && amountText(deal.value),
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    billed: null,
    createdAt: clock.now().toISOString(),
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
    at: clock.now().toISOString(),
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

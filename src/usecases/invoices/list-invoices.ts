/** Invoices of a deal, of a customer, or all: from the ledger, and where a customer is asked for, from the books too. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { findCustomer } from "../books/match-books.ts";

type ListPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

type ListQuery = {
  dealId: DealId | undefined;
  /** QuickBooks id or exact name. */
  customer: string | undefined;
  /** All invoices of the deal's customer. */
  wholeCustomer: boolean;
  since: CalendarDate | undefined;
  until: CalendarDate | undefined;
};

export type Listed = { found: KnownInvoice[]; complete: boolean };

/**
 * Those that fit, by date. Of all in the ledger no more than the newest `limit` are looked for, so that a large one is not read whole.
 * Throws not_found for a customer, or a deal of which no customer is known.
 */
export async function listInvoices(
  ports: ListPorts,
  query: ListQuery,
  fits: (known: KnownInvoice) => boolean,
  limit: number,
): Promise<Listed> {
  const { dealId, customer, wholeCustomer } = query;
  const isFromBooks = customer !== undefined || wholeCustomer;
  if (dealId === undefined && !isFromBooks) return newestThatFit(ports, fits, limit);
  const known = isFromBooks
    ? await fromBooks(ports, query)
    : await ports.ledger.invoices({ dealIds: [dealId ?? 0] });
  const found = known.filter(fits);
  return { found: found.slice(Math.max(0, found.length - limit)), complete: found.length <= limit };
}

/** Where few of many fit, or all are wanted. */
const PAGE_MAX = 500;

async function newestThatFit(
  { ledger }: ListPorts,
  fits: (known: KnownInvoice) => boolean,
  limit: number,
): Promise<Listed> {
  const found: KnownInvoice[] = [];
  // One more than is shown tells whether there are more.
  for await (const page of ledger.newestInvoices(Math.min(limit + 1, PAGE_MAX))) {
    found.push(...page.filter(fits));
    if (found.length > limit) break;
  }
  return { found: found.slice(0, limit).reverse(), complete: found.length <= limit };
}

async function fromBooks(ports: ListPorts, query: ListQuery): Promise<KnownInvoice[]> {
  const { dealId, customer } = query;
  const ids =
    customer === undefined
      ? await customersOfDeal(ports, dealId ?? 0)
      : [(await findCustomer(ports, customer)).id];
  const found: Invoice[] = [];
  for (const id of ids) found.push(...(await ports.quickbooks.invoicesOfCustomer(id, query)));
  const known = await withLinks(ports, found);
  if (customer === undefined || dealId === undefined) return known;
  return known.filter(({ links }) => links.some((link) => link.dealId === dealId));
}

/** As they are in the books now, with the links that the ledger has. */
export async function withLinks(
  ports: Pick<Ports, "ledger" | "clock">,
  found: Invoice[],
): Promise<KnownInvoice[]> {
  const invoiceIds = found.map(({ id }) => id);
  const known = await ports.ledger.invoices({ invoiceIds });
  const byId = new Map(known.map((one) => [one.invoice.id, one]));
  const refreshedAt = ports.clock.now().toISOString();
  return found.map((invoice) => {
    const before = byId.get(invoice.id);
    const seen = invoice.total.gt(0) ? invoice.total : null;
    return {
      invoice,
      refreshedAt,
      lastTotal: seen ?? before?.lastTotal ?? null,
      links: before?.links ?? [],
    };
  });
}

/**
 * The customers that a deal has to do with, by their ids in QuickBooks, of each currency one: those of its invoices, and those that its
 * organization, else its person, is linked to. Throws not_found where none is known.
 */
export async function customersOfDeal(
  ports: Pick<Ports, "ledger" | "pipedrive">,
  dealId: DealId,
): Promise<string[]> {
  const [known, links, deal] = await Promise.all([
    ports.ledger.invoices({ dealIds: [dealId] }),
    ports.ledger.customerLinks(),
    ports.pipedrive.deal(dealId),
  ]);
  const source = deal.organizationId === null ? "person" : "organization";
  const sourceId = deal.organizationId ?? deal.personId;
  const linked = links.filter((link) => link.source === source && link.sourceId === sourceId);
  const ids = new Set([
    ...known.map(({ invoice }) => invoice.customer.id),
    ...linked.map(({ customerId }) => customerId),
  ]);
  if (ids.size > 0) return [...ids];
  throw new PdqbError("not_found", `No customer of deal ${dealId} is known yet.`, {
    reason: `It has no invoice, and its ${source} is linked to no customer.`,
    next: [
      "pdqb customer search <text>",
      sourceId === null
        ? "Give the deal an organization or a person in Pipedrive."
        : `pdqb customer link --${source} ${sourceId} --customer <customer>`,
    ],
  });
}

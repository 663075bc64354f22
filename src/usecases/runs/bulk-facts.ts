/**
 * The facts for planning many deals, read together and handed to the planner through its own ports: it plans each deal as
 * `invoice create --dry-run` does, and does not know where its answers come from.
 */
import type { Deal, DealLine, Organization, Person } from "../../domain/deal/deal.ts";
import type { CustomerLink, ItemLink } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { invoicesSince, toLookAtSince } from "../billing/recent-invoices.ts";
import { orGone, orUnread } from "../books/or-gone.ts";
import { customerSource, itemLinkOf } from "../plan/deal-links.ts";
import type { PlanPorts } from "../plan/plan-reading.ts";
import { readLedger, servedLedger, unlinkedAmong, withoutCache } from "./ledger-facts.ts";
import { type DealsRead, servedPipedrive } from "./pipedrive-facts.ts";
import { type Stranger, servedQuickBooks } from "./quickbooks-facts.ts";

type Contact = NonNullable<ReturnType<typeof customerSource>>;

/** `maxAgeMs`: customers that were read longer ago are read again; without end, nothing is written between the plans. */
export async function bulkFacts<P extends PlanPorts>(
  ports: P,
  read: DealsRead,
  { maxAgeMs, pipedriveCompany }: { maxAgeMs: number; pipedriveCompany: string },
): Promise<P> {
  const stored = await readLedger(ports.ledger, [...read.deals.keys()]);
  const { itemLinks, taxLinks, customerLinks, known } = stored;
  const enabled = [...read.lines.values()].flat().filter((line) => line.isEnabled);
  const unlinked = enabled.filter((line) => !itemLinkOf(itemLinks, line));
  const productIds = [...new Set(unlinked.flatMap(({ productId }) => productId ?? []))];
  const pipedrive = await servedPipedrive(read, productIds);
  const { customers, contacts } = customersOf([...read.deals.values()], customerLinks);
  const quickbooks = await servedQuickBooks(ports.quickbooks, ports.clock, {
    customers,
    strangers: await named(pipedrive, contacts),
    maxAgeMs,
    unlinked: unlinkedAmong(ports.ledger, pipedriveCompany),
    earliest: earliestOf([...read.deals.values()]),
    newestSince: await newestSince(ports, [...read.deals.values()]),
    itemIds: itemIdsOf(enabled, itemLinks),
    taxCodeIds: [...new Set(taxLinks.map(({ taxCodeId }) => taxCodeId))],
    invoiceIds: known.filter(({ invoice }) => !invoice.deleted).map(({ invoice }) => invoice.id),
    items: async () => ({
      skus: (await pipedrive.products(productIds)).flatMap(({ code }) => code ?? []),
      names: unlinked.map(({ name }) => name),
    }),
  });
  const isAlone = maxAgeMs === Number.POSITIVE_INFINITY;
  const ledger = isAlone ? servedLedger(ports.ledger, stored) : withoutCache(ports.ledger);
  return { ...ports, pipedrive, quickbooks, ledger };
}

const itemIdsOf = (lines: DealLine[], links: ItemLink[]) => [
  ...new Set(lines.flatMap((line) => itemLinkOf(links, line)?.itemId ?? [])),
];

/** The customers that the deals are billed to by their links, and contacts without a link, with the earliest time from which invoices count. */
function customersOf(deals: Deal[], links: CustomerLink[]) {
  const byContact = new Map(
    links.map((link) => [`${link.source}/${link.sourceId}/${link.currency}`, link.customerId]),
  );
  const customers = new Map<string, string>();
  const contacts = new Map<string, { contact: Contact; since: string }>();
  for (const deal of deals) {
    const since = deal.addTime && invoicesSince(deal.addTime);
    if (since === null) continue;
    for (const contact of contactsOf(deal)) {
      const key = `${contact.kind}/${contact.id}/${deal.currency}`;
      const id = byContact.get(key);
      if (id !== undefined) customers.set(id, earlier(customers.get(id), since));
      else contacts.set(key, { contact, since: earlier(contacts.get(key)?.since, since) });
    }
  }
  return { customers, contacts: [...contacts.values()] };
}

/** By its name in Pipedrive its customer may be found; one that is gone, or cannot be read, is nobody's. */
async function named(
  pipedrive: Ports["pipedrive"],
  contacts: { contact: Contact; since: string }[],
): Promise<Stranger[]> {
  const found = await Promise.all(
    contacts.map(async ({ contact: { kind, id }, since }) => {
      const contact = await orUnread(orGone<Organization | Person>(pipedrive[kind](id)));
      return contact ? { name: contact.name, since } : [];
    }),
  );
  return found.flat();
}

/** An organization that is gone counts as none, and then the person is billed. */
function contactsOf(deal: Deal): Contact[] {
  const person = { ...deal, organizationId: null };
  return [deal, person].flatMap((one) => customerSource({ deal: one }) ?? []);
}

/** The time is of no use where no deal says when it was added. */
function earliestOf(deals: Deal[]): string {
  const [first = "9999"] = deals.flatMap(({ addTime }) => addTime ?? []).sort();
  return first === "9999" ? first : invoicesSince(first);
}

/** Of the deal that was added first. */
async function newestSince({ ledger, clock }: PlanPorts, deals: Deal[]): Promise<string> {
  const [first = clock.now().toISOString()] = deals.flatMap(({ addTime }) => addTime ?? []).sort();
  return toLookAtSince(ledger, first);
}

const earlier = (one: string | undefined, other: string) =>
  one !== undefined && one < other ? one : other;

/** Who the deals of a run are billed to, as their links say, or as their contacts are named, and since when their invoices count. */
import type { Deal, Organization, Person } from "../../domain/deal/deal.ts";
import type { CustomerLink, CustomerSource } from "../../domain/ledger/ledger.ts";
import type { Pipedrive, Ports } from "../../ports.ts";
import { invoicesSince, toLookAtSince } from "../billing/recent-invoices.ts";
import { orGone, orUnread } from "../books/or-gone.ts";
import { customerSource } from "../plan/deal-facts.ts";
import type { Stranger } from "./quickbooks-facts.ts";

/** The customers that the deals are billed to by their links, and contacts without a link, with the earliest time from which invoices count. */
export function customersOf(deals: Deal[], links: CustomerLink[]) {
  const byContact = new Map(
    links.map((link) => [`${link.source}/${link.sourceId}/${link.currency}`, link.customerId]),
  );
  const linked = new Map<string, string>();
  const contacts = new Map<string, { contact: CustomerSource; since: string }>();
  for (const deal of deals) {
    const since = deal.addTime && invoicesSince(deal.addTime);
    if (since === null) continue;
    for (const contact of contactsOf(deal)) {
      const key = `${contact.kind}/${contact.id}/${deal.currency}`;
      const id = byContact.get(key);
      if (id !== undefined) linked.set(id, earlier(linked.get(id), since));
      else contacts.set(key, { contact, since: earlier(contacts.get(key)?.since, since) });
    }
  }
  return { linked, contacts: [...contacts.values()] };
}

/** By its name in Pipedrive its customer may be found; one that is gone, or cannot be read, is nobody's. */
export async function strangersNamed(
  pipedrive: Pipedrive,
  contacts: { contact: CustomerSource; since: string }[],
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
function contactsOf(deal: Deal): CustomerSource[] {
  const person = { ...deal, organizationId: null };
  return [deal, person].flatMap((one) => customerSource({ deal: one }) ?? []);
}

/** The time is of no use where no deal says when it was added. */
export function earliestOf(deals: Deal[]): string {
  const [first = "9999"] = deals.flatMap(({ addTime }) => addTime ?? []).sort();
  return first === "9999" ? first : invoicesSince(first);
}

/** Of the deal that was added first. */
export async function newestSince(
  { ledger, clock }: Pick<Ports, "ledger" | "clock">,
  deals: Deal[],
): Promise<string> {
  const [first = clock.now().toISOString()] = deals.flatMap(({ addTime }) => addTime ?? []).sort();
  return toLookAtSince(ledger, first);
}

const earlier = (one: string | undefined, other: string) =>
  one !== undefined && one < other ? one : other;

/** Reads what a plan rests on: the deal, its links, what the books have of them, and, at the first question, what is billed. */
import { onceEach } from "../../domain/once.ts";
import { dealBilling } from "../billing/deal-billing.ts";
import { type OtherInvoices, otherInvoices } from "../billing/meet-strangers.ts";
import { invoicesSince, toLookAtSince } from "../billing/recent-invoices.ts";
import { type BooksCache, exchangeRate, openBooksCache } from "../books/books-cache.ts";
import type { CreateInput } from "./create-input.ts";
import { customerSource, itemLinkOf, linkedEntries, readDeal } from "./deal-facts.ts";
import { firstFacts, settingsOf } from "./first-facts.ts";
import { planLookups } from "./plan-lookups.ts";
import type { BillingReading, PlanPorts, PlanReading } from "./plan-reading.ts";

/** Few calls: preferences and one look-up where they are not cached, and 33 Pipedrive tokens. Throws not_found for the deal. */
export async function readForPlan(
  ports: PlanPorts,
  profile: PlanReading["profile"],
  input: CreateInput,
  { save }: { save: boolean },
): Promise<PlanReading> {
  const cache = openBooksCache(ports);
  const [dealFacts, preferences, itemLinks, taxLinks] = await Promise.all([
    readDeal(ports, input.dealId),
    cache.preferences(),
    ports.ledger.itemLinks(),
    ports.ledger.taxLinks(),
  ]);
  const { deal, lines } = dealFacts;
  const source = customerSource(dealFacts);
  const itemLink: PlanReading["itemLink"] = (line) => itemLinkOf(itemLinks, line);
  const first = firstFacts(profile, dealFacts, { preferences, now: ports.clock.now() });
  const since = deal.addTime ?? `${first.today}T00:00:00Z`;
  const pipedriveCompany = profile.pipedrive.companyId;
  const { itemIds } = linkedEntries(dealFacts, { customerLink: undefined, itemLink, taxLinks });
  const [customerLink, billing] = await Promise.all([
    source && ports.ledger.customerLink(source.kind, source.id, deal.currency),
    billingReading(ports, { id: deal.id, added: since, pipedriveCompany }, save),
    cache.ahead(itemIds),
  ]);
  const [{ items, ...lists }, linked] = await Promise.all([
    cache.lookup(linkedEntries(dealFacts, { customerLink, itemLink, taxLinks })),
    customerLink && billing.customerRead(customerLink.customerId),
  ]);
  const facts = { ...first, ...lists };
  const unlinked = lines.filter((line) => line.isEnabled && !itemLink(line));
  return {
    ...planLookups(ports, { facts, input, unlinked }),
    ...cachedAnswers(cache, facts),
    ...billing,
    ports,
    profile,
    save,
    since,
    facts,
    items,
    contact: source ? { ...source, name: dealFacts.contactName ?? "" } : null,
    customerLink,
    linkedCustomer: linked?.customer,
    taxLinks,
    itemLink,
    setting: settingsOf(profile),
  };
}

/** The same with preferences, items, tax codes and terms as the books have them now, whatever was cached. */
export async function withFreshBooks(reading: PlanReading): Promise<PlanReading> {
  const cache = openBooksCache(reading.ports, { isFresh: true });
  const [preferences, { items, ...lists }] = await Promise.all([
    cache.preferences(),
    cache.lookup(linkedEntries(reading.facts, reading)),
  ]);
  const facts = { ...reading.facts, preferences, ...lists };
  return { ...reading, ...cachedAnswers(cache, facts), facts, items };
}

function cachedAnswers(
  cache: BooksCache,
  facts: PlanReading["facts"],
): Pick<PlanReading, "rate" | "isCached"> {
  return { rate: (date) => exchangeRate(cache, facts, date), isCached: cache.isUsed };
}

/** The invoices of the deal's customers, and of others where its marker may stand. `added`: when the deal was added. */
async function billingReading(
  ports: PlanPorts,
  deal: { id: number; added: string; pipedriveCompany: string },
  save: boolean,
): Promise<BillingReading> {
  const { added, pipedriveCompany } = deal;
  const toLookAt = await toLookAtSince(ports.ledger, added);
  const since = invoicesSince(added);
  const customerRead = onceEach(async (id: string) => {
    const state = await ports.quickbooks.customerState(id, since, toLookAt);
    return { ...state, id, readAt: state.readAt ?? ports.clock.now(), since };
  });
  let others: Promise<OtherInvoices> | undefined;
  const othersBeside = (states: Awaited<ReturnType<typeof customerRead>>[]) => {
    const how = { dealId: deal.id, added, since: toLookAt, pipedriveCompany, save };
    others ??= otherInvoices(ports, states, how);
    return others;
  };
  return {
    async billing(customerIds) {
      const states = await Promise.all(customerIds.map(customerRead));
      const beside = await othersBeside(states);
      return dealBilling(ports, {
        dealId: deal.id,
        pipedriveCompany,
        read: [...states, beside],
        isWhole: beside.isAll,
        save,
      });
    },
    others: () => othersBeside([]),
    customerRead,
  };
}

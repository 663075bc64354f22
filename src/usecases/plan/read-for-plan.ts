import { dateIn } from "../../domain/calendar-date.ts";
import { settingValue } from "../../domain/proof.ts";
import { openBooksCache } from "../books/books-cache.ts";
import { billingReading } from "./billing-reading.ts";
import type { CreateInput } from "./create-input.ts";
import { readDeal } from "./deal-facts.ts";
import { customerSource, itemLinkOf, linkedEntries } from "./deal-links.ts";
import { firstFacts } from "./first-facts.ts";
import { planLookups } from "./plan-lookups.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";

/** Few calls: preferences and one look-up where they are not cached, and 33 Pipedrive tokens. Throws not_found for the deal. */
export async function readForPlan(
  ports: PlanPorts,
  profile: PlanReading["profile"],
  input: CreateInput,
  { save }: { save: boolean },
): Promise<PlanReading> {
  const cache = openBooksCache(ports);
  const [facts, preferences, itemLinks, taxLinks] = await Promise.all([
    readDeal(ports, input.dealId),
    cache.preferences(),
    ports.ledger.itemLinks(),
    ports.ledger.taxLinks(),
  ]);
  const { deal, lines } = facts;
  const source = customerSource(facts);
  const itemLink: PlanReading["itemLink"] = (line) => itemLinkOf(itemLinks, line);
  const now = ports.clock.now();
  const added = deal.addTime ?? `${dateIn(profile.quickbooks.timeZone, now)}T00:00:00Z`;
  const pipedriveCompany = profile.pipedrive.companyId;
  const { itemIds } = linkedEntries(facts, { customerLink: undefined, itemLink, taxLinks });
  const [customerLink, billing] = await Promise.all([
    source && ports.ledger.customerLink(source.kind, source.id, deal.currency),
    billingReading(ports, { id: deal.id, added, pipedriveCompany }, save),
    cache.ahead(itemIds),
  ]);
  const [books, linked] = await Promise.all([
    cache.lookup(linkedEntries(facts, { customerLink, itemLink, taxLinks })),
    customerLink && billing.customerRead(customerLink.customerId),
  ]);
  const unlinked = lines.filter((line) => line.isEnabled && !itemLink(line));
  return {
    ...planLookups(ports, { facts, profile, input, unlinked }),
    ...billing,
    ports,
    profile,
    save,
    since: added,
    facts,
    preferences,
    books,
    cache,
    source,
    customerLink,
    linkedCustomer: linked?.customer,
    taxLinks,
    itemLink,
    setting: (name) => settingValue(profile, name),
    planFacts: firstFacts(profile, facts, { preferences, books, now }),
  };
}

/** The same with preferences, items, tax codes and terms as the books have them now, whatever was cached. */
export async function withFreshBooks(reading: PlanReading): Promise<PlanReading> {
  const cache = openBooksCache(reading.ports, { isFresh: true });
  const [preferences, books] = await Promise.all([
    cache.preferences(),
    cache.lookup(linkedEntries(reading.facts, reading)),
  ]);
  const { terms, taxCodes } = books;
  const planFacts = { ...reading.planFacts, preferences, terms, taxCodes };
  return { ...reading, cache, preferences, books, planFacts };
}

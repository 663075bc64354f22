/** All that is read for a plan, each thing once: the deal, the books, the links, what is billed. Look-ups on demand are remembered. */
import type { Customer, Preferences } from "../../domain/books.ts";
import { dateIn } from "../../domain/calendar-date.ts";
import type { DealLine } from "../../domain/deal/deal.ts";
import type { DiscountOrder, DiscountTax } from "../../domain/deal/deal-discount.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { onceEach } from "../../domain/once.ts";
import type { TaxRounding } from "../../domain/plan/document-tax.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import { settingValue } from "../../domain/proof.ts";
import type { SettingName } from "../../domain/setting-names.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { dealUrl } from "../../domain/web-links.ts";
import type { Ports } from "../../ports.ts";
import type { DealBilling } from "../billing/billing.ts";
import { type CustomerInvoices, dealBilling } from "../billing/deal-billing.ts";
import { type OtherInvoices, otherInvoices, toLookAtSince } from "../billing/other-customers.ts";
import { type BooksCache, type CachedBooks, openBooksCache } from "../books/books-cache.ts";
import type { CreateInput } from "./create-input.ts";
import { type DealFacts, readDeal } from "./deal-facts.ts";
import {
  type CustomerSource,
  customerSource,
  type DealLinks,
  itemLinkOf,
  linkedEntries,
} from "./deal-links.ts";
import { type PlanLookups, planLookups } from "./plan-lookups.ts";

/** How much older than its deal an invoice may be that a merged deal left behind. */
const MERGED_MS_MAX = 90 * 86_400_000;

export type PlanPorts = Pick<Ports, "pipedrive" | "quickbooks" | "ledger" | "clock">;

export type PlanReading = DealLinks &
  PlanLookups & {
    ports: PlanPorts;
    profile: PinnedProfile;
    /** False in a dry run: then nothing that was read is kept. */
    save: boolean;
    /** What is billed of the deal, with the invoices of these customers. */
    billing(customerIds: string[]): Promise<DealBilling>;
    /** When the deal was added. */
    since: string;
    facts: DealFacts;
    planFacts: PlanFacts;
    preferences: Preferences;
    books: CachedBooks;
    /** Where preferences and books came from. */
    cache: BooksCache;
    /** Whose customer it is at Pipedrive; undefined for a deal with neither. */
    source: CustomerSource | undefined;
    /** The customer of that link as it stands in the books now; undefined without a link, and where it is gone. */
    linkedCustomer: Customer | undefined;
    setting(name: SettingName): string;
    /** The customer's invoices since some time before the deal was added: a deal that was merged into it may be older. */
    customerInvoices(customerId: string): Promise<Invoice[]>;
    customerRead(customerId: string): Promise<CustomerInvoices & { since: string }>;
    /** Invoices of whichever customer, where this deal's marker may stand. */
    others(): Promise<OtherInvoices>;
  };

/** Few calls: preferences and one look-up where they are not cached, and 33 Pipedrive tokens. Throws not_found for the deal. */
export async function readForPlan(
  ports: PlanPorts,
  profile: PinnedProfile,
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
  const customerLink =
    source && (await ports.ledger.customerLink(source.kind, source.id, deal.currency));
  const itemLink = (line: DealLine) => itemLinkOf(itemLinks, line);
  const now = ports.clock.now();
  const today = dateIn(profile.quickbooks.timeZone, now);
  const added = deal.addTime ?? `${today}T00:00:00Z`;
  const since = invoicesSince(added);
  const pipedriveCompany = profile.pipedrive.companyId;
  const toLookAt = await toLookAtSince(ports.ledger, added);
  const customerState = onceEach(async (id: string) => {
    const state = await ports.quickbooks.customerState(id, since, toLookAt);
    return { ...state, id, readAt: state.readAt ?? ports.clock.now(), since };
  });
  let others: Promise<OtherInvoices> | undefined;
  const othersWith = (states: Awaited<ReturnType<typeof customerState>>[]) => {
    const how = { dealId: deal.id, added, since: toLookAt, pipedriveCompany, save };
    others ??= otherInvoices(ports, states, how);
    return others;
  };
  const [books, linked] = await Promise.all([
    cache.lookup(linkedEntries(facts, { customerLink, itemLink, taxLinks })),
    customerLink ? customerState(customerLink.customerId) : undefined,
  ]);
  const unlinked = lines.filter((line) => line.isEnabled && !itemLink(line));
  return {
    ports,
    profile,
    save,
    async billing(customerIds) {
      const states = await Promise.all(customerIds.map(customerState));
      const beside = await othersWith(states);
      return dealBilling(ports, {
        dealId: deal.id,
        pipedriveCompany,
        read: [...states, beside],
        isWhole: beside.isAll,
        save,
      });
    },
    others: () => othersWith([]),
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
    ...planLookups(ports, { facts, profile, input, unlinked }),
    customerInvoices: async (id) => (await customerState(id)).invoices,
    customerRead: customerState,
    planFacts: firstFacts(profile, facts, { preferences, books, now, today }),
  };
}

/** Before anything was chosen for the plan. */
function firstFacts(
  profile: PinnedProfile,
  facts: DealFacts,
  {
    preferences,
    books,
    now,
    today,
  }: { preferences: Preferences; books: CachedBooks; now: Date; today: PlanFacts["today"] },
): PlanFacts {
  const { realm, companyName, country, timeZone } = profile.quickbooks;
  const setting = (name: SettingName) => settingValue(profile, name);
  const discountOrder = setting("discount.order") as DiscountOrder | "value";
  const discountBase = setting("discount.base") as DiscountTax | "value";
  return {
    ...facts,
    company: { realm, name: companyName, country, timeZone, environment: profile.environment },
    preferences,
    dealUrl: dealUrl(facts.deal.id, profile.pipedrive.companyDomain),
    mapping: profile.mapping,
    terms: books.terms,
    taxCodes: books.taxCodes,
    today,
    readAt: now.toISOString(),
    key: { dealId: facts.deal.id, part: "1", generation: 1 },
    billed: [],
    taxByDeal: setting("tax.us") === "deal",
    taxRounding: setting("tax.rounding") as TaxRounding,
    ...(discountOrder !== "value" && { discountOrder }),
    ...(discountBase !== "value" && { discountBase }),
    discountTax: setting("discount.tax") as DiscountTax,
    exchange: null,
    nextNumber: null,
    dealPolicy: { open: policy(setting("deal.open")), lost: policy(setting("deal.lost")) },
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

/** From when on a customer's invoices are read for a deal that was added at this time. */
export function invoicesSince(added: string): string {
  return new Date(Date.parse(added) - MERGED_MS_MAX).toISOString();
}

const policy = (value: string) => (value === "refuse" ? "refuse" : "warn");

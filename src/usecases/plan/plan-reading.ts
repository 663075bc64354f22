/** All that is read for a plan, each thing once: the deal, the books, the links, what is billed. Look-ups on demand are remembered. */
import type { Customer, Item, NamedEntry, NameHolder, Preferences } from "../../domain/books.ts";
import { dateIn } from "../../domain/calendar-date.ts";
import type { CustomerCandidate } from "../../domain/customer/customer-match.ts";
import type { DealLine, Product } from "../../domain/deal/deal.ts";
import type { DiscountOrder } from "../../domain/deal/deal-discount.ts";
import { mappedValue } from "../../domain/deal/field-mapping.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { CustomerLink, ItemLink, TaxLink } from "../../domain/ledger/ledger.ts";
import { plainText } from "../../domain/money/money.ts";
import type { TaxRounding } from "../../domain/plan/document-tax.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import { settingValue } from "../../domain/proof.ts";
import type { SettingName } from "../../domain/setting-names.ts";
import type { PinnedPipedrive, PinnedQuickBooks, Profile } from "../../domain/settings.ts";
import { dealUrl } from "../../domain/web-links.ts";
import type { Ports } from "../../ports.ts";
import type { DealBilling } from "../billing/billing.ts";
import { type CustomerInvoices, dealBilling } from "../billing/deal-billing.ts";
import { type OtherInvoices, otherInvoices, toLookAtSince } from "../billing/other-customers.ts";
import { type BooksCache, type CachedBooks, openBooksCache } from "../books/books-cache.ts";
import { freeNumber } from "../books/free-number.ts";
import { findItem, type ItemCandidate, itemCandidates } from "../books/match-books.ts";
import type { CreateInput } from "./create-input.ts";
import { customerCandidates } from "./customer-candidates.ts";
import { type DealFacts, readDeal } from "./deal-facts.ts";

/** How much older than its deal an invoice may be that a merged deal left behind. */
const MERGED_MS_MAX = 90 * 86_400_000;

export type PlanPorts = Pick<Ports, "pipedrive" | "quickbooks" | "ledger" | "clock">;

/** A profile whose both companies are pinned. */
export type PinnedProfile = Profile & {
  environment: NonNullable<Profile["environment"]>;
  pipedrive: PinnedPipedrive;
  quickbooks: PinnedQuickBooks;
};

export type PlanReading = {
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
  source: { kind: CustomerLink["source"]; id: number } | undefined;
  customerLink: CustomerLink | undefined;
  /** The customer of that link as it stands in the books now; undefined without a link, and where it is gone. */
  linkedCustomer: Customer | undefined;
  taxLinks: TaxLink[];
  itemLink(line: DealLine): ItemLink | undefined;
  setting(name: SettingName): string;
  /** The product of a line that no item is linked to. */
  product(line: DealLine): Promise<Product | undefined>;
  itemCandidates(position: number): Promise<ItemCandidate[]>;
  customerCandidates(): Promise<CustomerCandidate[]>;
  /** The customer's invoices since some time before the deal was added: a deal that was merged into it may be older. */
  customerInvoices(customerId: string): Promise<Invoice[]>;
  customerRead(customerId: string): Promise<CustomerInvoices & { since: string }>;
  /** Invoices of whichever customer, where this deal's marker may stand. */
  others(): Promise<OtherInvoices>;
  nameHolders(name: string): Promise<NameHolder[]>;
  classes(all: "all"): Promise<NamedEntry[]>;
  locations(all: "all"): Promise<NamedEntry[]>;
  freeNumber(all: "all"): Promise<string | null>;
  /** By what was typed, each once. */
  findItem(text: string): Promise<Item>;
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
  const setting = (name: SettingName) => settingValue(profile, name);
  const now = ports.clock.now();
  const today = dateIn(profile.quickbooks.timeZone, now);
  const added = deal.addTime ?? `${today}T00:00:00Z`;
  const since = invoicesSince(added);
  const pipedriveCompany = profile.pipedrive.companyId;
  const toLookAt = await toLookAtSince(ports.ledger, added);
  const customerState = once(async (id: string) => {
    const state = await ports.quickbooks.customerState(id, since, toLookAt);
    return { ...state, readAt: state.readAt ?? ports.clock.now(), since };
  });
  let others: Promise<OtherInvoices> | undefined;
  const othersWith = (states: Awaited<ReturnType<typeof customerState>>[]) => {
    others ??= otherInvoices(ports, states, { added, since: toLookAt, pipedriveCompany, save });
    return others;
  };
  const [books, linked] = await Promise.all([
    cache.lookup(linkedEntries(facts, { customerLink, itemLink, taxLinks })),
    customerLink ? customerState(customerLink.customerId) : undefined,
  ]);
  const unlinked = lines.filter((line) => line.isEnabled && !itemLink(line));
  const product = productReader(ports, unlinked);
  const candidates = once(async (_all: "all") => {
    const known = unlinked.map(async (line) => ({ line, product: await product(line) }));
    return itemCandidates(ports, await Promise.all(known));
  });
  const mapped = (target: "to" | "email" | "taxId") =>
    mappedValue(profile.mapping[target], facts.sources)?.text;
  const wanted = {
    name: input.to || mapped("to") || facts.contactName || null,
    email: input.email || mapped("email") || null,
    taxId: input.taxId || mapped("taxId") || null,
    country: profile.quickbooks.country,
    currency: deal.currency,
  };
  const likeCustomers = once((_all: "all") => customerCandidates(ports, wanted));
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
    product,
    setting,
    itemCandidates: async (position) => {
      const line = lines[position - 1];
      return line ? (await candidates("all"))(line) : [];
    },
    customerCandidates: () => likeCustomers("all"),
    customerInvoices: async (id) => (await customerState(id)).invoices,
    customerRead: customerState,
    classes: once((_all: "all") => ports.quickbooks.classes()),
    locations: once((_all: "all") => ports.quickbooks.locations()),
    freeNumber: once((_all: "all") => freeNumber(ports)),
    findItem: once((text) => findItem(ports, text)),
    nameHolders: once((holder) => ports.quickbooks.nameHolders(holder)),
    planFacts: {
      ...facts,
      company: {
        realm: profile.quickbooks.realm,
        name: profile.quickbooks.companyName,
        country: profile.quickbooks.country,
        timeZone: profile.quickbooks.timeZone,
        environment: profile.environment,
      },
      preferences,
      dealUrl: dealUrl(deal.id, profile.pipedrive.companyDomain),
      mapping: profile.mapping,
      terms: books.terms,
      taxCodes: books.taxCodes,
      today,
      readAt: now.toISOString(),
      key: { dealId: deal.id, part: "1", generation: 1 },
      billed: [],
      taxByDeal: setting("tax.us") === "deal",
      taxRounding: setting("tax.rounding") as TaxRounding,
      ...(setting("discount.order") !== "value" && {
        discountOrder: setting("discount.order") as DiscountOrder,
      }),
      exchange: null,
      nextNumber: null,
      dealPolicy: { open: policy(setting("deal.open")), lost: policy(setting("deal.lost")) },
    },
  };
}

type Links = Pick<PlanReading, "customerLink" | "itemLink" | "taxLinks">;

/** What the links of the deal's lines name in the books. */
function linkedEntries(
  { lines }: Pick<DealFacts, "lines">,
  { customerLink, itemLink, taxLinks }: Links,
): { itemIds: string[]; taxCodeIds: string[] } {
  const enabled = lines.filter((line) => line.isEnabled);
  const percents = new Set(["0", ...enabled.map(({ taxPercent }) => plainText(taxPercent))]);
  const isOurs = ({ percent, customerId }: TaxLink) =>
    percents.has(percent) && (customerId === null || customerId === customerLink?.customerId);
  return {
    itemIds: enabled.flatMap((line) => itemLink(line)?.itemId ?? []),
    taxCodeIds: taxLinks.filter(isOurs).map(({ taxCodeId }) => taxCodeId),
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

/** Of the line's variation, else of its product. */
export function itemLinkOf(links: ItemLink[], line: DealLine): ItemLink | undefined {
  const own = links.filter(({ productId }) => productId === line.productId);
  return (
    own.find((link) => link.variationId === line.variationId) ??
    own.find((link) => link.variationId === null)
  );
}

const policy = (value: string) => (value === "refuse" ? "refuse" : "warn");

/** Whose customer is billed: the organization's, else the person's. */
export function customerSource({ deal }: Pick<DealFacts, "deal">): PlanReading["source"] {
  if (deal.organizationId !== null) return { kind: "organization", id: deal.organizationId };
  return deal.personId === null ? undefined : { kind: "person", id: deal.personId };
}

/** Products are read together, at the first question for one. */
function productReader({ pipedrive }: PlanPorts, lines: DealLine[]): PlanReading["product"] {
  const all = once(async (_all: "all") =>
    pipedrive.products(lines.flatMap(({ productId }) => productId ?? [])),
  );
  return async (line) => (await all("all")).find(({ id }) => id === line.productId);
}

/** Remembers the answer to each key. */
function once<K, V>(read: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

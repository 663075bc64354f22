/** Reads all that a plan needs, once; plans as often as answers change. Writes nothing to either service. */

import { assemblePlan } from "../domain/assemble-plan.ts";
import { billAddress, textAddress } from "../domain/bill-address.ts";
import type { Customer, Item, NewCustomer, NewItem, TaxCode } from "../domain/books.ts";
import { type CalendarDate, dateIn } from "../domain/calendar-date.ts";
import type { DealLine, Product, TaxMethod } from "../domain/deal.ts";
import { PdqbError } from "../domain/errors.ts";
import { mappedValue } from "../domain/field-mapping.ts";
import type { InvoicePlan } from "../domain/invoice-plan.ts";
import type { KnownInvoice } from "../domain/ledger.ts";
import { decimal, plainText } from "../domain/money.ts";
import type { PlanFacts } from "../domain/plan-facts.ts";
import { SETTINGS, type SettingName } from "../domain/setting-names.ts";
import type { PinnedPipedrive, PinnedQuickBooks, Profile } from "../domain/settings.ts";
import { dealUrl } from "../domain/web-links.ts";
import type { Ports } from "../ports.ts";
import { billingState } from "./billing-state.ts";
import { cachedLookup, cachedPreferences } from "./books-cache.ts";
import type { Remember } from "./create-invoice.ts";
import { type DealFacts, readDeal } from "./deal-facts.ts";
import {
  bookName,
  type Candidate,
  customerCandidates,
  findCustomer,
  findItem,
  findTaxCode,
  findTerm,
  incomeAccount,
  itemCandidates,
  newItem,
  taxCandidates,
} from "./match-books.ts";
import { ourInvoice, possibleDuplicate } from "./others-invoices.ts";
import { digestOf } from "./plan-digest.ts";

export type PlanPorts = Pick<Ports, "pipedrive" | "quickbooks" | "ledger" | "clock">;

/** A profile whose both companies are pinned. */
export type PinnedProfile = Profile & {
  environment: NonNullable<Profile["environment"]>;
  pipedrive: PinnedPipedrive;
  quickbooks: PinnedQuickBooks;
};

/** What was asked for by flags; a line is its position or `id:55310`. */
export type CreateInput = {
  dealId: number;
  customer?: string | undefined;
  newCustomer?: string | true | undefined;
  to?: string | undefined;
  address?: string | undefined;
  email?: string | undefined;
  taxId?: string | undefined;
  date?: CalendarDate | undefined;
  due?: CalendarDate | number | undefined;
  terms?: string | undefined;
  number?: string | undefined;
  memo?: string | undefined;
  note?: string | undefined;
  po?: string | undefined;
  tax?: TaxMethod | undefined;
  taxCode?: string | undefined;
  links: { line: string; item: string }[];
  createItems: string[];
  again?: string | true | undefined;
  notDuplicate: boolean;
};

/** What a person answered at the terminal; beats links, not flags. */
export type Answers = {
  customer?: Customer | { create: NewCustomer };
  items: Map<number, Item | { create: NewItem }>;
  taxCodes: Map<string, TaxCode>;
  notDuplicate?: boolean;
  replaceVoided?: boolean;
};

export const noAnswers = (): Answers => ({ items: new Map(), taxCodes: new Map() });

export type Planned =
  | {
      outcome: "already_exists";
      known: KnownInvoice;
      adopted: boolean;
      warnings: InvoicePlan["warnings"];
    }
  | { outcome: "planned"; plan: InvoicePlan; remember: Remember };

export type Planner = {
  plan(answers: Answers): Promise<Planned>;
  lineAt(position: number): DealLine | undefined;
  customerCandidates(): Promise<Candidate<Customer>[]>;
  itemCandidates(position: number): Promise<Candidate<Item>[]>;
  taxCandidates(percent: string): TaxCode[];
  taxCodes: TaxCode[];
  newCustomer(): NewCustomer;
  newItem(position: number): Promise<NewItem>;
};

/** Throws not_found (deal, customer, item, term named by a flag), usage, connection, unavailable. */
export async function openPlanner(
  ports: PlanPorts,
  profile: PinnedProfile,
  input: CreateInput,
): Promise<Planner> {
  const [state, facts, preferences, itemLinks, taxLinks] = await Promise.all([
    billingState(ports, input.dealId, input.again),
    readDeal(ports, input.dealId),
    cachedPreferences(ports),
    ports.ledger.itemLinks(),
    ports.ledger.taxLinks(),
  ]);
  const { deal, lines } = facts;
  const setting = (name: SettingName) => profile.values[name] ?? SETTINGS[name].default;
  const source = customerSource(facts);
  const link = source && (await ports.ledger.customerLink(source.kind, source.id, deal.currency));
  const linkOf = (line: DealLine) =>
    itemLinks.find(
      (one) => one.productId === line.productId && one.variationId === line.variationId,
    ) ?? itemLinks.find((one) => one.productId === line.productId && one.variationId === null);
  const books = await cachedLookup(ports, {
    customerIds: link ? [link.customerId] : [],
    itemIds: lines.filter((line) => line.isEnabled).flatMap((line) => linkOf(line)?.itemId ?? []),
  });
  const products = productsReader(ports, lines, (line) => linkOf(line) === undefined);
  const now = await ports.clock.now();
  const planFacts: PlanFacts = {
    company: {
      realm: profile.quickbooks.realm,
      name: profile.quickbooks.companyName,
      country: profile.quickbooks.country,
      timeZone: profile.quickbooks.timeZone,
      environment: profile.environment,
    },
    preferences,
    ...facts,
    dealUrl: dealUrl(deal.id, profile.pipedrive.companyDomain),
    mapping: profile.mapping,
    terms: books.terms,
    taxCodes: books.taxCodes,
    today: dateIn(profile.quickbooks.timeZone, now),
    readAt: now.toISOString(),
    key: state.kind === "new" ? state.key : { dealId: deal.id, part: "1", generation: 1 },
  };

  function position(reference: string): number {
    const byId = /^id:(\d+)$/.exec(reference)?.[1];
    const found =
      byId === undefined
        ? Number(reference)
        : lines.findIndex((line) => line.id === Number(byId)) + 1;
    if (Number.isInteger(found) && lines[found - 1]) return found;
    throw new PdqbError("usage", `Deal ${deal.id} has no line "${reference}".`, {
      reason: `It has ${lines.length} lines; a line is its position from 1, or id: and Pipedrive's id of the line.`,
    });
  }

  const draftCustomer = (name?: string): NewCustomer => {
    const mapped = mappedValue(profile.mapping.address, facts.sources);
    const to = name ?? input.to ?? mappedValue(profile.mapping.to, facts.sources)?.text;
    return {
      name: bookName(to ?? facts.contactName ?? "", 500),
      currency: preferences.multicurrency ? deal.currency : null,
      email: input.email ?? mappedValue(profile.mapping.email, facts.sources)?.text ?? null,
      address:
        input.address !== undefined
          ? textAddress(input.address)
          : mapped?.address
            ? billAddress(mapped.address)
            : mapped
              ? textAddress(mapped.text)
              : null,
      taxId: input.taxId ?? mappedValue(profile.mapping.taxId, facts.sources)?.text ?? null,
    };
  };
  const draftItem = async (at: number): Promise<NewItem> => {
    const line = lines[at - 1] as DealLine;
    const account = await incomeAccount(ports, setting("item.income-account"));
    return newItem(line, await products(line), account);
  };

  /** What the flags chose; read once. */
  const flags = await readFlags(ports, input, books.taxCodes, position, draftCustomer, draftItem);
  const term = input.terms === undefined ? undefined : findTerm(books.terms, input.terms);
  const numberTaken =
    input.number === undefined ? [] : await ports.quickbooks.invoicesByNumber(input.number);
  const candidates = memo((at: number) => {
    const line = lines[at - 1] as DealLine;
    return products(line).then((product) => itemCandidates(ports, line, product));
  });
  const others = memo((customerId: string) =>
    ports.quickbooks.customerInvoices(customerId, deal.addTime ?? `${planFacts.today}T00:00:00Z`),
  );
  const holders = memo((name: string) => ports.quickbooks.nameHolders(name));
  const customersLike = memo((_key: "all") =>
    customerCandidates(ports, draftCustomer().name || null, draftCustomer().email),
  );

  async function chosenCustomer(answers: Answers): Promise<Answers["customer"] | null> {
    if (flags.customer) return flags.customer;
    if (answers.customer) return answers.customer;
    if (link) return books.customers.find(({ id }) => id === link.customerId) ?? null;
    if (setting("match.customers") !== "exact" || !source) return null;
    const [only, ...more] = (await customersLike("all")).filter(
      ({ reason }) => reason === "same name",
    );
    return only && more.length === 0 ? only.value : null;
  }

  async function chosenItem(
    line: DealLine,
    at: number,
    answers: Answers,
  ): Promise<Item | { create: NewItem } | undefined> {
    const own = linkOf(line);
    const chosen = flags.items.get(at) ?? answers.items.get(at);
    if (chosen) return chosen;
    if (own) return books.items.find(({ id }) => id === own.itemId);
    if (setting("match.items") !== "exact") return undefined;
    const found = await candidates(at);
    const bySku = found.filter(({ reason }) => reason.startsWith("same SKU"));
    const [only, ...more] = bySku.length > 0 ? bySku : found;
    return only && more.length === 0 ? only.value : undefined;
  }

  function chosenTaxCode(percent: string, answers: Answers): TaxCode | undefined {
    const linked = taxLinks.find((one) => one.percent === percent);
    const chosen = flags.taxCode ?? answers.taxCodes.get(percent);
    if (chosen) return chosen;
    if (linked) return books.taxCodes.find(({ id }) => id === linked.taxCodeId);
    const [only, ...more] = taxCandidates(books.taxCodes, decimal(percent));
    const mayTake = setting("match.tax") === "exact" && percent !== "0" && more.length === 0;
    return mayTake ? only : undefined;
  }

  return {
    lineAt: (at) => lines[at - 1],
    taxCodes: books.taxCodes.filter((code) => code.active && code.rates.length > 0),
    customerCandidates: () => customersLike("all"),
    itemCandidates: candidates,
    taxCandidates: (percent) => taxCandidates(books.taxCodes, decimal(percent)),
    newCustomer: () => draftCustomer(),
    newItem: draftItem,
    async plan(answers) {
      if (state.kind === "exists") {
        return {
          outcome: "already_exists",
          known: state.known,
          adopted: false,
          warnings: changedDeal(state.known, facts),
        };
      }
      const customer = await chosenCustomer(answers);
      const items = new Map<number, Item | { create: NewItem }>();
      const taxCodes = new Map<string, TaxCode>();
      for (const [index, line] of lines.entries()) {
        if (!line.isEnabled) continue;
        const item = await chosenItem(line, index + 1, answers);
        if (item) items.set(index + 1, item);
      }
      const isNone = (input.tax ?? lines.find((line) => line.isEnabled)?.taxMethod) === "none";
      for (const percent of new Set(
        isNone ? ["0"] : lines.map((line) => plainText(line.taxPercent)),
      )) {
        const code = chosenTaxCode(percent, answers);
        if (code) taxCodes.set(percent, code);
      }
      const plan = assemblePlan(
        planFacts,
        { customer: customer ?? null, items, taxCodes },
        {
          ...given("date", input.date),
          ...given("due", input.due),
          ...given("term", term),
          ...given("address", input.address),
          ...given("email", input.email),
          ...given("number", input.number),
          ...given("memo", input.memo),
          ...given("note", input.note),
          ...given("po", input.po),
          ...given("tax", input.tax),
        },
      );
      if (state.replaces && !answers.replaceVoided) {
        const { invoice } = state.replaces;
        const name = invoice.number ?? `id:${invoice.id}`;
        plan.problems.push({
          code: "replaces_voided",
          message: `Invoice ${name} of this deal was ${invoice.deleted ? "deleted" : "voided"}; a new one would take its place.`,
          next: `If that is wanted: --again ${name}`,
        });
      }
      const [taken] = numberTaken;
      if (taken) {
        plan.problems.push({
          code: "number_taken",
          message: `Number ${input.number} is used by the invoice of ${taken.date} to "${taken.customer.name}" (id:${taken.id}).`,
          next: "Choose another --number, or leave it out.",
        });
      }
      if (plan.customer?.create) {
        for (const holder of await holders(plan.customer.name)) {
          plan.problems.push({
            code: "name_taken",
            message: `The name "${holder.name}" is held by ${holder.active ? "" : "inactive "}${holder.list.toLowerCase()} ${holder.id} in QuickBooks.`,
            next:
              holder.list === "Customer" && holder.active
                ? `--customer ${holder.id}`
                : `--new-customer "${holder.name} (customer)"`,
          });
        }
      }
      if (plan.customer?.id) {
        const invoices = await others(plan.customer.id);
        const ours = ourInvoice(invoices, plan, profile.pipedrive.companyId);
        if (ours && input.again === undefined) {
          const known: KnownInvoice = {
            invoice: ours,
            refreshedAt: planFacts.readAt,
            lastTotal: ours.total,
            links: [],
          };
          return { outcome: "already_exists", known, adopted: true, warnings: [] };
        }
        const linked = new Set(
          (await ports.ledger.invoiceLinks()).map(({ invoiceId }) => invoiceId),
        );
        const duplicate = possibleDuplicate(invoices, plan, linked);
        if (duplicate && !input.notDuplicate && !answers.notDuplicate)
          plan.problems.push(duplicate);
      }
      await nameExactMatches(plan);
      const remember: Remember = {
        customer: link === undefined,
        items: [...items].flatMap(([at, item]) => {
          const line = lines[at - 1];
          if (!line || line.productId === null || linkOf(line) || !("id" in item)) return [];
          return [
            {
              productId: line.productId,
              variationId: line.variationId,
              itemId: item.id,
              itemName: item.name,
            },
          ];
        }),
        taxes: flags.taxCode
          ? []
          : [...taxCodes]
              .filter(
                ([percent]) =>
                  !taxLinks.some((one) => one.percent === percent) &&
                  plan.taxTreatment !== "automatic",
              )
              .map(([percent, code]) => ({ percent, taxCodeId: code.id, taxCodeName: code.name })),
      };
      return { outcome: "planned", plan: { ...plan, digest: await digestOf(plan) }, remember };
    },
  };

  /** An exact match is named in the problem's next step, so that one copied line mends it. */
  async function nameExactMatches(plan: InvoicePlan): Promise<void> {
    for (const problem of plan.problems) {
      if (problem.code === "unlinked_item" && problem.line !== undefined) {
        const [first] = await candidates(problem.line);
        const productId = lines[problem.line - 1]?.productId;
        if (first && productId) {
          problem.message += ` "${first.value.name}" has the ${first.reason}.`;
          problem.next = `pdqb product link ${productId} --item ${first.value.id}`;
        } else if (!first) problem.next += `, or --create-item ${problem.line}`;
      }
      if (problem.code === "unlinked_customer") {
        const [first] = await customersLike("all");
        if (first && source) {
          problem.message += ` "${first.value.name}" has the ${first.reason}.`;
          problem.next = `pdqb customer link --${source.kind} ${source.id} --customer ${first.value.id}`;
        } else if (!first) problem.next += ", or --new-customer";
      }
      if (problem.code === "unlinked_tax") {
        const percent = /link (\S+) --code/.exec(problem.next)?.[1] ?? "0";
        const [first] = taxCandidates(books.taxCodes, decimal(percent));
        if (first) problem.next = `pdqb tax link ${percent} --code ${first.id}`;
      }
    }
  }
}

function customerSource({
  deal,
}: DealFacts): { kind: "organization" | "person"; id: number } | undefined {
  if (deal.organizationId !== null) return { kind: "organization", id: deal.organizationId };
  return deal.personId === null ? undefined : { kind: "person", id: deal.personId };
}

/** Products of lines whose item is not known are read together, once. */
function productsReader(
  ports: PlanPorts,
  lines: DealLine[],
  isWanted: (line: DealLine) => boolean,
) {
  let all: Promise<Product[]> | undefined;
  return async (line: DealLine): Promise<Product | undefined> => {
    all ??= ports.pipedrive.products(
      lines.filter(isWanted).flatMap(({ productId }) => productId ?? []),
    );
    return (await all).find(({ id }) => id === line.productId);
  };
}

async function readFlags(
  ports: PlanPorts,
  input: CreateInput,
  taxCodes: TaxCode[],
  position: (reference: string) => number,
  draftCustomer: (name?: string) => NewCustomer,
  draftItem: (at: number) => Promise<NewItem>,
) {
  const items = new Map<number, Item | { create: NewItem }>();
  for (const { line, item } of input.links) items.set(position(line), await findItem(ports, item));
  for (const line of input.createItems)
    items.set(position(line), { create: await draftItem(position(line)) });
  const name = input.newCustomer === true ? undefined : input.newCustomer;
  return {
    items,
    taxCode: input.taxCode === undefined ? undefined : findTaxCode(taxCodes, input.taxCode),
    customer:
      input.customer !== undefined
        ? await findCustomer(ports, input.customer)
        : input.newCustomer !== undefined
          ? { create: draftCustomer(name) }
          : undefined,
  };
}

function changedDeal(known: KnownInvoice, { deal }: DealFacts): InvoicePlan["warnings"] {
  const link = known.links.find(({ dealId }) => dealId === deal.id);
  const before = link?.dealValue ?? null;
  const now =
    deal.value === null ? null : deal.value.toFixed(Math.max(2, deal.value.decimalPlaces()));
  if (before === null || before === now) return [];
  return [
    {
      code: "deal_changed",
      message: `The deal's value was ${before} when it was invoiced and is ${now ?? "empty"} now.`,
    },
  ];
}

function memo<K, V>(read: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}

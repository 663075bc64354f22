/** Who is billed, by which items and tax codes: a flag beats an answer beats a link; an exact match is taken unasked only by setting. */

import type {
  Account,
  Customer,
  Item,
  NamedEntry,
  NewCustomer,
  NewItem,
  TaxCode,
} from "../../domain/books.ts";
import { customerName } from "../../domain/customer/new-customer.ts";
import { type BillableLine, billableLines } from "../../domain/deal/billable-lines.ts";
import type { DealLine } from "../../domain/deal/deal.ts";
import { decimal, plainText } from "../../domain/money/money.ts";
import type { InvoiceRequest } from "../../domain/plan/invoice-request.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import {
  bestItems,
  findCustomer,
  findEntry,
  findTaxCode,
  incomeAccount,
  newItem,
  taxCandidates,
} from "../books/match-books.ts";
import type { Answers, CreateInput } from "./create-input.ts";
import { draftCustomer, updateOf } from "./customer-block.ts";
import type { PlanReading } from "./plan-reading.ts";
import { linePosition } from "./resolve-request.ts";

/** What the flags chose, found in the books. */
export type FlagChoices = {
  customer: Customer | { create: NewCustomer } | undefined;
  items: Map<number, Item | { create: NewItem }>;
  /** Lines whose item is changed for this one invoice: it says nothing of the next one. */
  changedItems: Set<number>;
  taxCode: TaxCode | undefined;
  class: NamedEntry | undefined;
  location: NamedEntry | undefined;
};

/** Throws not_found or usage for what a flag names and the books or the deal do not have. */
export async function readFlags(
  reading: PlanReading,
  input: CreateInput,
  account?: Account,
): Promise<FlagChoices> {
  const { ports, books, facts } = reading;
  const items: FlagChoices["items"] = new Map();
  const changedItems = new Set<number>();
  for (const { line, item } of input.links)
    items.set(linePosition(facts, line), await reading.findItem(item));
  for (const { line, item } of input.changes) {
    if (item === undefined) continue;
    const at = linePosition(facts, line);
    items.set(at, await reading.findItem(item));
    changedItems.add(at);
  }
  if (input.fromValue && input.item !== undefined) items.set(1, await reading.findItem(input.item));
  const last = facts.lines.length || (input.fromValue ? 1 : 0);
  for (const [index, { item }] of input.extraLines.entries())
    items.set(last + index + 1, await reading.findItem(item));
  for (const line of input.createItems) {
    const at = linePosition(facts, line);
    items.set(at, { create: await draftItem(reading, at, account) });
  }
  const name = input.newCustomer === true ? undefined : input.newCustomer;
  const { classes, locations } = reading.preferences;
  return {
    items,
    changedItems,
    class:
      input.class && classes !== "off"
        ? findEntry(await reading.classes(), input.class, "class")
        : undefined,
    location:
      input.location && locations
        ? findEntry(await reading.locations(), input.location, "location")
        : undefined,
    taxCode: input.taxCode === undefined ? undefined : findTaxCode(books.taxCodes, input.taxCode),
    customer:
      input.customer !== undefined
        ? await findCustomer(ports, input.customer)
        : input.newCustomer !== undefined
          ? { create: draftCustomer(reading, input, name) }
          : undefined,
  };
}

/** Throws refused where it is not settled which income account new items use. */
export async function draftItem(
  reading: PlanReading,
  at: number,
  chosen?: Account,
): Promise<NewItem> {
  const line = reading.facts.lines[at - 1];
  if (!line) throw new RangeError(`No line ${at}`);
  const account =
    chosen ?? (await incomeAccount(reading.ports, reading.setting("item.income-account")));
  return newItem(line, await reading.product(line), account);
}

/** The choices for one plan: flags before answers, answers before links. */
export async function choose(
  reading: PlanReading,
  input: CreateInput,
  request: InvoiceRequest,
  { flags, answers }: { flags: FlagChoices; answers: Answers },
): Promise<PlanChoices> {
  const billed = billableLines(reading.facts, request).lines;
  const customer = await chosenCustomer(reading, flags, answers);
  const isTaxFree = (request.tax ?? billed[0]?.line.taxMethod) === "none";
  const percents = new Set(
    isTaxFree ? ["0"] : billed.map(({ line }) => plainText(line.taxPercent)),
  );
  const customerId = customer && "id" in customer ? customer.id : null;
  const link = reading.customerLink;
  const choices: PlanChoices = {
    customer,
    ...(await chosenItems(reading, billed, flags, answers)),
    ...chosenTaxCodes(reading, [...percents], { flags, answers, customerId }),
    class: flags.class,
    location: flags.location,
    named: { customer: flags.customer !== undefined, items: new Set(flags.items.keys()) },
  };
  if (!customer && link) choices.gone = { id: link.customerId, name: link.customerName };
  if (customer && "id" in customer) {
    // One that a flag names beside the link is billed this once, and stays as it is unless an update is asked for, too.
    const isBeside = link && flags.customer && customer.id !== link.customerId;
    if (!isBeside || input.updateCustomer !== undefined)
      choices.customerUpdate = updateOf(reading, input, answers);
  }
  return choices;
}

async function chosenItems(
  reading: PlanReading,
  billed: BillableLine[],
  flags: FlagChoices,
  answers: Answers,
): Promise<Pick<PlanChoices, "items" | "goneItems">> {
  const items: PlanChoices["items"] = new Map();
  const goneItems: PlanChoices["goneItems"] = new Map();
  // What a person picked for a line holds for all lines of its product; a flag names one line alone.
  const sibling = (line: DealLine) => {
    const picked = billed.find(
      (one) =>
        answers.items.has(one.position) &&
        line.productId !== null &&
        one.line.productId === line.productId &&
        one.line.variationId === line.variationId,
    );
    return picked && answers.items.get(picked.position);
  };
  for (const { line, position: at } of billed) {
    const item =
      flags.items.get(at) ??
      answers.items.get(at) ??
      sibling(line) ??
      (await knownItem(reading, line, at));
    const link = reading.itemLink(line);
    if (item) items.set(at, item);
    else if (link) goneItems.set(at, { id: link.itemId, name: link.itemName });
  }
  return { items, goneItems };
}

function chosenTaxCodes(
  { taxLinks, books, setting }: PlanReading,
  percents: string[],
  chosen: { flags: FlagChoices; answers: Answers; customerId: string | null },
): Required<Pick<PlanChoices, "taxCodes" | "otherTaxCodes">> {
  const taxCodes = new Map<string, TaxCode>();
  const otherTaxCodes = new Map<string, TaxCode[]>();
  const linked = (percent: string, customerId: string | null) => {
    const link = taxLinks.find((one) => one.percent === percent && one.customerId === customerId);
    // One that was made inactive is no longer to be used: another has to be linked.
    return books.taxCodes.find(({ id, active }) => active && id === link?.taxCodeId);
  };
  for (const percent of percents) {
    const candidates = taxCandidates(books.taxCodes, decimal(percent));
    const own =
      chosen.flags.taxCode ??
      chosen.answers.taxCodes.get(percent) ??
      (chosen.customerId === null ? undefined : linked(percent, chosen.customerId));
    const shared = own ? undefined : linked(percent, null);
    // Never a code of 0 % unasked: zero-rated and exempt are not the same to the tax office.
    const isTaken = setting("match.tax") === "exact" && percent !== "0";
    const hasLink = taxLinks.some((one) => one.percent === percent && one.customerId === null);
    const code = own ?? shared ?? (isTaken && !hasLink ? onlyOne(candidates) : undefined);
    if (code) taxCodes.set(percent, code);
    const others = candidates.filter(({ id }) => id !== shared?.id);
    if (shared && others.length > 0) otherTaxCodes.set(percent, others);
  }
  return { taxCodes, otherTaxCodes };
}

async function chosenCustomer(
  reading: PlanReading,
  flags: FlagChoices,
  answers: Answers,
): Promise<PlanChoices["customer"]> {
  const chosen =
    made(reading, flags) ??
    flags.customer ??
    answers.customer ??
    (await knownCustomer(reading)) ??
    null;
  return named(chosen, answers.newCustomerName);
}

function named(customer: PlanChoices["customer"], name: string | undefined) {
  if (name === undefined || !customer || "id" in customer) return customer;
  return { create: { ...customer.create, name } };
}

/** A customer that is asked for and is there: linked, under this very name. The same command again does not make another. */
function made({ linkedCustomer }: PlanReading, { customer }: FlagChoices): Customer | undefined {
  if (!linkedCustomer?.active || !customer || !("create" in customer)) return undefined;
  const isSame =
    linkedCustomer.name.toLowerCase() === customerName(customer.create.name).toLowerCase();
  return isSame ? linkedCustomer : undefined;
}

async function knownCustomer(reading: PlanReading): Promise<Customer | undefined> {
  const { customerLink, source } = reading;
  if (customerLink) return reading.linkedCustomer;
  if (reading.setting("match.customers") !== "exact" || !source) return undefined;
  const exact = (await reading.customerCandidates()).filter(({ isExact }) => isExact);
  return onlyOne(exact.map(({ value }) => value));
}

async function knownItem(
  reading: PlanReading,
  line: DealLine,
  at: number,
): Promise<Item | undefined> {
  const link = reading.itemLink(line);
  if (link) return reading.books.items.find(({ id }) => id === link.itemId);
  if (reading.setting("match.items") !== "exact") return undefined;
  return onlyOne(bestItems(await reading.itemCandidates(at)));
}

function onlyOne<T>(values: T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}

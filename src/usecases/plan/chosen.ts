/** Who is billed, by which items and tax codes: a flag before an answer before a link; an exact match only by setting. */
import type { Customer, Item, TaxCode } from "../../domain/books.ts";
import { customerName } from "../../domain/customer/new-customer.ts";
import type { TaxMethod } from "../../domain/deal/deal.ts";
import type { BillableLine } from "../../domain/deal/line-money.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { plainText } from "../../domain/money/money.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { bestItems, singleMatch, taxCandidates } from "../books/match-books.ts";
import type { Answers, FlagChoices } from "./create-input.ts";
import type { PlanReading } from "./plan-reading.ts";

/** Who is billed; null where nobody is known. */
export async function chosenCustomer(
  reading: PlanReading,
  flags: FlagChoices,
  answers: Answers,
): Promise<PlanChoices["customer"]> {
  const chosen =
    alreadyCreated(reading, flags) ??
    flags.customer ??
    answers.customer ??
    (await knownCustomer(reading)) ??
    null;
  return withName(chosen, answers.newCustomerName);
}

function withName(customer: PlanChoices["customer"], name: string | undefined) {
  if (name === undefined || !customer || "id" in customer) return customer;
  return { create: { ...customer.create, name } };
}

/** A customer that is asked for and is there: linked, under this very name. The same command again does not make another. */
function alreadyCreated(
  { linkedCustomer }: PlanReading,
  { customer }: FlagChoices,
): Customer | undefined {
  if (!linkedCustomer?.active || !customer || !("create" in customer)) return undefined;
  const isSame =
    linkedCustomer.name.toLowerCase() === customerName(customer.create.name).toLowerCase();
  return isSame ? linkedCustomer : undefined;
}

async function knownCustomer(reading: PlanReading): Promise<Customer | undefined> {
  const { customerLink, contact } = reading;
  if (customerLink) return reading.linkedCustomer;
  if (reading.setting("match.customers") !== "exact" || !contact) return undefined;
  const exact = (await reading.customerCandidates()).filter(({ isExact }) => isExact);
  return singleMatch(exact.map(({ value }) => value));
}

type Line = BillableLine["line"];

/** By which item each line is billed. */
export async function chosenItems(
  reading: PlanReading,
  billed: BillableLine[],
  flags: FlagChoices,
  answers: Answers,
): Promise<Pick<PlanChoices, "items" | "goneItems">> {
  const items: PlanChoices["items"] = new Map();
  const goneItems: PlanChoices["goneItems"] = new Map();
  // What a person picked for a line holds for all lines of its product; a flag names one line alone.
  const sibling = (line: Line) => {
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

async function knownItem(reading: PlanReading, line: Line, at: number): Promise<Item | undefined> {
  const link = reading.itemLink(line);
  if (link) return reading.items.find(({ id }) => id === link.itemId);
  if (reading.setting("match.items") !== "exact") return undefined;
  return singleMatch(bestItems(await reading.itemCandidates(at)));
}

/** The percents of the lines, each once; "0" alone where the deal is free of tax. */
export function taxPercents(billed: BillableLine[], tax: TaxMethod | undefined): string[] {
  if ((tax ?? billed[0]?.line.taxMethod) === "none") return ["0"];
  return [...new Set(billed.map(({ line }) => plainText(line.taxPercent)))];
}

/** A code for each percent, and the others of that percent where a link decided. */
export function chosenTaxCodes(
  { taxLinks, facts, setting }: PlanReading,
  percents: string[],
  chosen: { flags: FlagChoices; answers: Answers; customerId: CustomerId | null },
): Required<Pick<PlanChoices, "taxCodes" | "otherTaxCodes">> {
  const taxCodes = new Map<string, TaxCode>();
  const otherTaxCodes = new Map<string, TaxCode[]>();
  const linked = (percent: string, customerId: CustomerId | null) => {
    const link = taxLinks.find((one) => one.percent === percent && one.customerId === customerId);
    // One that was made inactive is no longer to be used: another has to be linked.
    return facts.taxCodes.find(({ id, active }) => active && id === link?.taxCodeId);
  };
  for (const percent of percents) {
    const candidates = taxCandidates(facts.taxCodes, percent);
    const own =
      chosen.flags.taxCode ??
      chosen.answers.taxCodes.get(percent) ??
      (chosen.customerId === null ? undefined : linked(percent, chosen.customerId));
    const shared = own ? undefined : linked(percent, null);
    // Never a code of 0 % unasked: zero-rated and exempt are not the same to the tax office.
    const isTaken = setting("match.tax") === "exact" && percent !== "0";
    const hasLink = taxLinks.some((one) => one.percent === percent && one.customerId === null);
    const code = own ?? shared ?? (isTaken && !hasLink ? singleMatch(candidates) : undefined);
    if (code) taxCodes.set(percent, code);
    const others = candidates.filter(({ id }) => id !== shared?.id);
    if (shared && others.length > 0) otherTaxCodes.set(percent, others);
  }
  return { taxCodes, otherTaxCodes };
}

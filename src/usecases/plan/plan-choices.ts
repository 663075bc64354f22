/** Who is billed, by which items and tax codes: a flag beats an answer beats a link; an exact match is taken unasked only by setting. */

import type { Item } from "../../domain/books.ts";
import { type BillableLine, billableLines } from "../../domain/deal/billable-lines.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { bestItems, singleMatch } from "../books/match-books.ts";
import { chosenCustomer } from "./chosen-customer.ts";
import { chosenTaxCodes, taxPercents } from "./chosen-tax-codes.ts";
import type { Answers, CreateInput, FlagChoices } from "./create-input.ts";
import { updateOf } from "./customer-block.ts";
import { readFlags } from "./flag-choices.ts";
import type { PlanReading } from "./plan-reading.ts";

type Line = BillableLine["line"];

/** The choices for one plan, and what of them flags made: flags before answers, answers before links. Throws not_found, usage. */
export async function resolveChoices(
  reading: PlanReading,
  input: CreateInput,
  request: Parameters<typeof billableLines>[1],
  answers: Answers,
): Promise<{ flags: FlagChoices; choices: PlanChoices }> {
  const flags = await readFlags(reading, input, answers.incomeAccount);
  const billed = billableLines(reading.facts, request).lines;
  const customer = await chosenCustomer(reading, flags, answers);
  const customerId = customer && "id" in customer ? customer.id : null;
  const link = reading.customerLink;
  const choices: PlanChoices = {
    customer,
    ...(await chosenItems(reading, billed, flags, answers)),
    ...chosenTaxCodes(reading, taxPercents(billed, request.tax), { flags, answers, customerId }),
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
  return { flags, choices };
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
  if (link) return reading.books.items.find(({ id }) => id === link.itemId);
  if (reading.setting("match.items") !== "exact") return undefined;
  return singleMatch(bestItems(await reading.itemCandidates(at)));
}

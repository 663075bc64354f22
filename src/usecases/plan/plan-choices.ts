/** What is chosen for one plan: what flags name, found in the books, before what a person answered, before what is linked. */
import type { Account } from "../../domain/books.ts";
import { billableLines } from "../../domain/deal/billable-lines.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { findCustomer, findEntry, findTaxCode } from "../books/match-books.ts";
import { chosenCustomer, chosenItems, chosenTaxCodes, taxPercents } from "./chosen.ts";
import type { Answers, CreateInput, FlagChoices } from "./create-input.ts";
import { draftCustomer, updateOf } from "./customer-block.ts";
import { linePosition } from "./deal-part.ts";
import { draftItem } from "./drafts.ts";
import type { PlanReading } from "./plan-reading.ts";

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
      choices.customerUpdate = updateOf(
        reading.facts,
        input,
        answers,
        reading.setting("customer.update"),
      );
  }
  return { flags, choices };
}

/** Throws not_found or usage for what a flag names and the books or the deal do not have. */
async function readFlags(
  reading: PlanReading,
  input: CreateInput,
  account?: Account,
): Promise<FlagChoices> {
  const { ports, facts } = reading;
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
  for (const [index, { item, create }] of input.extraLines.entries())
    items.set(last + index + 1, create ? { create } : await reading.findItem(item));
  for (const line of input.createItems) {
    const at = linePosition(facts, line);
    items.set(at, { create: await draftItem(reading, at, account) });
  }
  const name = input.newCustomer === true ? undefined : input.newCustomer;
  const { classes, locations } = facts.preferences;
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
    taxCode: input.taxCode === undefined ? undefined : findTaxCode(facts.taxCodes, input.taxCode),
    customer:
      input.customer !== undefined
        ? await findCustomer(ports, input.customer)
        : input.newCustomer !== undefined
          ? { create: draftCustomer(facts, input, name) }
          : undefined,
  };
}

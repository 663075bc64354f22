/** Who is billed, by which items and tax codes: a flag beats an answer beats a link; an exact match is taken unasked only by setting. */

import { billableLines } from "../../domain/deal/billable-lines.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { chosenCustomer } from "./chosen-customer.ts";
import { chosenItems } from "./chosen-items.ts";
import { chosenTaxCodes, taxPercents } from "./chosen-tax-codes.ts";
import type { Answers, CreateInput, FlagChoices } from "./create-input.ts";
import { updateOf } from "./customer-block.ts";
import { readFlags } from "./flag-choices.ts";
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
      choices.customerUpdate = updateOf(reading, input, answers);
  }
  return { flags, choices };
}

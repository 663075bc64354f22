import type { NewCustomer } from "../../domain/books.ts";
import { holderText } from "../../domain/customer/customer-problems.ts";
import { customerName } from "../../domain/customer/new-customer.ts";
import { isForeign, suffixed } from "../../domain/plan/currency.ts";
import type { CreateInput } from "./create-input.ts";
import { draftCustomer } from "./customer-block.ts";
import type { PlanReading } from "./plan-reading.ts";

/** The new customer of a deal, named by its currency where a customer of another one has the name. */
export async function proposedCustomer(
  reading: PlanReading,
  input: CreateInput,
): Promise<NewCustomer> {
  const draft = draftCustomer(reading, input);
  const isTaken = (await reading.customerCandidates()).some(
    ({ value }) => value.name === draft.name && value.currency !== draft.currency,
  );
  return isTaken && isForeign(reading.planFacts)
    ? { ...draft, name: suffixed(draft.name, reading.facts.deal.currency) }
    : draft;
}

/** Who holds this name, in words; undefined where it is free. */
export async function nameHolder(reading: PlanReading, name: string): Promise<string | undefined> {
  const [holder] = await reading.nameHolders(customerName(name));
  return holder && holderText(holder);
}

import type { Customer } from "../../domain/books.ts";
import { customerName } from "../../domain/customer/new-customer.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { singleMatch } from "../books/match-books.ts";
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
  const { customerLink, source } = reading;
  if (customerLink) return reading.linkedCustomer;
  if (reading.setting("match.customers") !== "exact" || !source) return undefined;
  const exact = (await reading.customerCandidates()).filter(({ isExact }) => isExact);
  return singleMatch(exact.map(({ value }) => value));
}

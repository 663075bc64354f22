/** What Pipedrive and the flags say of the customer: the block of a new one, and what one that is there may be updated to. */

import type { NewCustomer } from "../../domain/books.ts";
import { mappedAddress, textAddress } from "../../domain/customer/bill-address.ts";
import type { CustomerBlock, UpdateDecision } from "../../domain/customer/planned-update.ts";
import { mappedValue } from "../../domain/deal/field-mapping.ts";
import type { FieldMapping } from "../../domain/deal/mapping.ts";
import { termNamed } from "../../domain/plan/due-date.ts";
import type { Answers, CreateInput } from "./create-input.ts";
import type { PlanReading } from "./plan-reading.ts";

type Flags = Pick<CreateInput, "to" | "address" | "email" | "taxId">;

/** A flag beats the mapping. For an organization the billed name is also the company name; the phone is the person's. */
export function draftCustomer(reading: PlanReading, flags: Flags, name?: string): NewCustomer {
  const { facts, preferences, books } = reading;
  const text = mappedText(reading);
  const billed = flags.to ?? text("to") ?? facts.contactName ?? "";
  return {
    ...customerBlock(reading, flags),
    name: name ?? billed,
    companyName: facts.deal.organizationId === null ? null : billed,
    currency: preferences.multicurrency ? facts.deal.currency : null,
    phone: facts.sources.person.phone?.text ?? null,
    termId: termNamed(text("terms"), books.terms)?.id ?? null,
  };
}

function customerBlock(reading: PlanReading, flags: Omit<Flags, "to">): CustomerBlock {
  const { facts, profile } = reading;
  const text = mappedText(reading);
  return {
    address:
      flags.address === undefined
        ? mappedAddress(profile.mapping, facts.sources)
        : textAddress(flags.address),
    email: flags.email ?? text("email") ?? null,
    taxId: flags.taxId ?? text("taxId") ?? null,
  };
}

function mappedText({ facts, profile }: PlanReading) {
  return (target: Exclude<keyof FieldMapping, "due">) =>
    mappedValue(profile.mapping[target], facts.sources)?.text;
}

/** A flag that is meant for one invoice changes the customer only if --update-customer stands beside it. */
export function updateOf(
  reading: PlanReading,
  input: CreateInput,
  answers: Answers,
): { block: CustomerBlock; decision: UpdateDecision } {
  const policy = input.updateCustomer ?? reading.setting("customer.update");
  const isYes = policy === "always" || (policy === "ask" && answers.updateCustomer === true);
  const isOpen = policy === "ask" && answers.updateCustomer === undefined;
  return {
    block: customerBlock(reading, input.updateCustomer === undefined ? {} : input),
    decision: isYes ? "update" : isOpen ? "open" : "keep",
  };
}

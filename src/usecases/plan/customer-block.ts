/** What Pipedrive and the flags say of the customer: the block of a new one, and what one that is there may be updated to. */
import type { NewCustomer } from "../../domain/books.ts";
import { mappedAddress, textAddress } from "../../domain/customer/bill-address.ts";
import type { CustomerBlock, UpdateDecision } from "../../domain/customer/planned-update.ts";
import { mappedValue } from "../../domain/deal/field-mapping.ts";
import { termNamed } from "../../domain/plan/due-date.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { Answers, CreateInput } from "./create-input.ts";

type Flags = Pick<CreateInput, "to" | "address" | "email" | "taxId">;

/** A flag beats the mapping. For an organization the billed name is also the company name; the phone is the person's. */
export function draftCustomer(facts: PlanFacts, flags: Flags, name?: string): NewCustomer {
  const { deal, preferences, terms } = facts;
  const text = mappedText(facts);
  const billed = flags.to ?? text("to") ?? facts.contactName ?? "";
  return {
    ...customerBlock(facts, flags),
    name: name ?? billed,
    companyName: deal.organizationId === null ? null : billed,
    currency: preferences.multicurrency ? deal.currency : null,
    phone: facts.sources.person.phone?.text ?? null,
    termId: termNamed(text("terms"), terms)?.id ?? null,
  };
}

function customerBlock(facts: PlanFacts, flags: Omit<Flags, "to">): CustomerBlock {
  const text = mappedText(facts);
  return {
    address:
      flags.address === undefined
        ? mappedAddress(facts.mapping, facts.sources)
        : textAddress(flags.address),
    email: flags.email ?? text("email") ?? null,
    taxId: flags.taxId ?? text("taxId") ?? null,
  };
}

function mappedText({ mapping, sources }: PlanFacts) {
  return (target: Exclude<keyof PlanFacts["mapping"], "due">) =>
    mappedValue(mapping[target], sources)?.text;
}

/** A flag that is meant for one invoice changes the customer only if --update-customer stands beside it. `policy`: the setting. */
export function updateOf(
  facts: PlanFacts,
  input: CreateInput,
  answers: Answers,
  policy: string,
): { block: CustomerBlock; decision: UpdateDecision } {
  const asked = input.updateCustomer ?? policy;
  const isYes = asked === "always" || (asked === "ask" && answers.updateCustomer === true);
  const isOpen = asked === "ask" && answers.updateCustomer === undefined;
  return {
    block: customerBlock(facts, input.updateCustomer === undefined ? {} : input),
    decision: isYes ? "update" : isOpen ? "open" : "keep",
  };
}

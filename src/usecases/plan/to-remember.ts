/** What is remembered once a plan is confirmed: the links that its choices make, and what was billed when it was made. */
import { decimal } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import { taxCandidates } from "../books/match-books.ts";
import { createCommand } from "./create-command.ts";
import type { CreateInput } from "./create-input.ts";
import type { Decision } from "./decide-invoice.ts";
import type { FlagChoices } from "./plan-choices.ts";
import type { PlanReading } from "./plan-reading.ts";

/** Links that this plan's choices make, beside those that are kept already. */
export async function toRemember(
  reading: PlanReading,
  {
    flags,
    choices: { customer, items, taxCodes },
    plan,
    decision: { billing, customerIds },
    given,
  }: {
    flags: FlagChoices;
    choices: PlanChoices;
    plan: InvoicePlan;
    decision: Decision;
    given: CreateInput;
  },
): Promise<Remember> {
  const itemLinks = [...items].flatMap(([at, item]) => {
    const line = reading.facts.lines[at - 1];
    if (!line || line.productId === null || reading.itemLink(line) || !("id" in item)) return [];
    return [
      {
        productId: line.productId,
        variationId: line.variationId,
        itemId: item.id,
        itemName: item.name,
      },
    ];
  });
  // A code given for this one invoice says nothing of a percent; in the US none is sent.
  const isForOne = flags.taxCode !== undefined || plan.taxTreatment === "automatic";
  const customerId = plan.customer?.id ?? null;
  const isKnown = (percent: string) =>
    reading.taxLinks.some(
      (link) =>
        link.percent === percent && (link.customerId === null || link.customerId === customerId),
    );
  const links = [...taxCodes]
    .filter(([percent]) => !isForOne && !isKnown(percent))
    .map(([percent, code]) => ({ percent, taxCodeId: code.id, taxCodeName: code.name }));
  // Of several codes of one percent, the one that was chosen says nothing of other customers.
  const isShared = ({ percent }: { percent: string }) =>
    taxCandidates(reading.books.taxCodes, decimal(percent)).length < 2;
  const link = reading.customerLink;
  // A customer named by a flag beside a link is billed this once; a new one, and one that a person picked, takes its place.
  const isKept = !link || (customer !== null && "create" in customer) || !flags.customer;
  return {
    fingerprint: billing.fingerprint,
    customers: await Promise.all(
      customerIds.map(async (id) => ({ id, ...(await reading.customerRead(id)) })),
    ),
    customer: isKept,
    commands: { same: createCommand(given, {}), rest: createCommand(given, { with: "--rest" }) },
    replacedCustomerId: link?.customerId ?? null,
    items: itemLinks,
    taxes: links.filter(isShared).map((link) => ({ ...link, customerId: null })),
    customerTaxes: links.filter((link) => !isShared(link)),
  };
}

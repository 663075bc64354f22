/** What only the books can add to a customer's problem: who it may be, who holds a name, and what it was merged into. */

import type { NameHolder } from "../../domain/books.ts";
import {
  type ContactRecord,
  mergedInto,
  nameTaken,
  withCandidates,
} from "../../domain/customer/customer-problems.ts";
import type { Problem } from "../../domain/errors.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { isForeign } from "../../domain/plan/currency.ts";
import { customerKey } from "../../domain/plan/customer-key.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Ports } from "../../ports.ts";
import { bodyStart } from "../books/invoice-body.ts";
import type { CreateInput } from "./create-input.ts";
import type { PlanReading } from "./plan-reading.ts";

/** Invoices that are looked at for a merge. */
const LOOKED_AT_MAX = 30;

export async function withCustomerFound(
  reading: PlanReading,
  problem: Problem,
  { plan, isNamed }: { plan: InvoicePlan; isNamed: boolean },
): Promise<Problem> {
  const contact = isNamed ? null : contactOf(reading);
  const id = plan.customer?.id ?? reading.customerLink?.customerId;
  if (problem.code === "inactive_customer" && id) {
    const survivor = await survivorOf(reading.ports, id);
    if (survivor) return mergedInto(problem, contact, survivor);
  }
  if (!contact) return problem;
  const candidates = (await reading.customerCandidates())
    // QuickBooks bills a customer in one currency.
    .filter(({ value: { currency } }) => currency === null || currency === plan.currency)
    .filter(({ value }) => value.id !== id)
    .map(({ value, reason, isSubOnly }) => ({
      ...{ id: value.id, name: value.fullName, reason, isSubOnly },
    }));
  return withCandidates(problem, contact, candidates);
}

function contactOf({ source, facts }: PlanReading): ContactRecord | null {
  return source ? { ...source, name: facts.contactName ?? "" } : null;
}

/** A merge moves the invoices: if those that were billed to the customer are all another one's now, that one survives. */
async function survivorOf(
  ports: Pick<Ports, "ledger" | "quickbooks">,
  customerId: CustomerId,
): Promise<{ id: string; name: string } | undefined> {
  const ids = (await billedTo(ports, customerId)).slice(0, LOOKED_AT_MAX);
  if (ids.length === 0) return undefined;
  const now = (await ports.quickbooks.invoicesByIds(ids)).map(({ customer }) => customer);
  const [first] = now;
  const isOne = first !== undefined && now.every(({ id }) => id === first.id);
  return isOne && first.id !== customerId ? first : undefined;
}

/**
 * Ids of invoices whose last snapshot, or whose own request, names the customer, the newest first: a refresh after the merge changes the
 * snapshot alone.
 */
async function billedTo(
  { ledger }: Pick<Ports, "ledger">,
  customerId: CustomerId,
): Promise<string[]> {
  const known = (await ledger.invoices({ customerId }))
    .filter(({ invoice }) => !invoice.deleted)
    .map(({ invoice }) => invoice.id);
  const asked = await ledger.madeBy({
    ...{ kind: "invoice", bodyStart: bodyStart(customerId) },
    limit: LOOKED_AT_MAX,
  });
  return [...new Set([...known.reverse(), ...asked])];
}

/** Not where this very customer was made for the deal's contact, by an earlier run or by another process: then it is that one. */
export async function takenNames(
  reading: PlanReading,
  { newCustomer }: Pick<CreateInput, "newCustomer">,
  plan: InvoicePlan,
): Promise<Problem[]> {
  const { customer, currency } = plan;
  const { source } = reading;
  const { ledger } = reading.ports;
  if (!customer?.create || customer.name === "") return [];
  // In this order: what is made between the first and the last is known by the last.
  const holders = await reading.nameHolders(customer.name);
  const open = await ledger.intents({ key: customerKey(plan), state: "open" });
  const link = source && (await ledger.customerLink(source.kind, source.id, currency));
  const isAsked = open.some(({ firstSentAt }) => firstSentAt !== null);
  const isOurs = ({ list, id, active }: NameHolder) =>
    list === "Customer" && active && (isAsked || link?.customerId === id);
  return holders
    .filter((holder) => !isOurs(holder))
    .map((holder) =>
      nameTaken(
        holder,
        customer.name,
        // A flag decides who is billed, whatever is linked.
        newCustomer === undefined ? contactOf(reading) : null,
        isForeign(reading.planFacts) ? currency : null,
      ),
    );
}

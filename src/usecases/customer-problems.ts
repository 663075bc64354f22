/** What only the books can add to a customer's problem: who it may be, who holds a name, and what it was merged into. */
import {
  type ContactRecord,
  mergedInto,
  nameTaken,
  withCandidates,
} from "../domain/customer-problems.ts";
import type { Problem } from "../domain/errors.ts";
import type { InvoicePlan } from "../domain/invoice-plan.ts";
import type { Ports } from "../ports.ts";
import { customerKey } from "./make-customer.ts";
import type { PlanReading } from "./plan-reading.ts";

/** Invoices that are looked at for a merge. */
const LOOKED_AT_MAX = 30;

export async function withCustomerFound(
  reading: PlanReading,
  problem: Problem,
  plan: InvoicePlan,
): Promise<Problem> {
  const contact = contactOf(reading);
  const id = plan.customer?.id ?? reading.customerLink?.customerId;
  if (problem.code === "inactive_customer" && id) {
    const survivor = await survivorOf(reading.ports, id);
    if (survivor) return mergedInto(problem, contact, survivor);
  }
  if (!contact) return problem;
  const candidates = (await reading.customerCandidates())
    .filter(({ value }) => value.id !== id)
    .map(({ value, reason }) => ({ id: value.id, name: value.name, reason }));
  return withCandidates(problem, contact, candidates);
}

function contactOf({ source, facts }: PlanReading): ContactRecord | null {
  return source ? { ...source, name: facts.contactName ?? "" } : null;
}

/** A merge moves the invoices: if those that the ledger knows as the customer's are all another one's now, that one survives. */
async function survivorOf(
  { ledger, quickbooks }: Pick<Ports, "ledger" | "quickbooks">,
  customerId: string,
): Promise<{ id: string; name: string } | undefined> {
  const ids = (await ledger.invoices({}))
    .filter(({ invoice }) => invoice.customer.id === customerId && !invoice.deleted)
    .map(({ invoice }) => invoice.id)
    .slice(-LOOKED_AT_MAX);
  if (ids.length === 0) return undefined;
  const now = (await quickbooks.invoicesByIds(ids)).map(({ customer }) => customer);
  const [first] = now;
  const isOne = first !== undefined && now.every(({ id }) => id === first.id);
  return isOne && first.id !== customerId ? first : undefined;
}

/** Not where an earlier run may have made this very customer: then it is that one, and is settled before anything is made. */
export async function takenNames(reading: PlanReading, plan: InvoicePlan): Promise<Problem[]> {
  const { customer } = plan;
  if (!customer?.create || customer.name === "") return [];
  const [holders, open] = await Promise.all([
    reading.nameHolders(customer.name),
    reading.ports.ledger.intents({ key: customerKey(plan), state: "open" }),
  ]);
  const isOurs = open.some(({ firstSentAt }) => firstSentAt !== null);
  return holders
    .filter(({ list, active }) => !(isOurs && list === "Customer" && active))
    .map((holder) => nameTaken(holder, customer.name, contactOf(reading)));
}

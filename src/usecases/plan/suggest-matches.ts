/** How a problem is mended: what its link may be, where the books tell, and the command that was typed, changed as the problem proposes. */
import { mergedInto, withCandidates } from "../../domain/customer/customer-problems.ts";
import type { Problem } from "../../domain/errors.ts";
import type { CustomerId } from "../../domain/ids.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { bodyStart } from "../books/invoice-body.ts";
import { bestItems, taxCandidates } from "../books/match-books.ts";
import { withCommand } from "./create-command.ts";
import type { CreateInput } from "./create-input.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";

type Planned = { plan: InvoicePlan; given: CreateInput };

/** One match with the command that links it; of several all, and none is put forward. */
export async function withMatches(
  reading: PlanReading,
  problems: Problem[],
  planned: Planned,
): Promise<Problem[]> {
  const matched = problems.map((problem) => withExactMatch(reading, problem, planned));
  return (await Promise.all(matched)).map((one) => withCommand(one, planned.given));
}

async function withExactMatch(
  reading: PlanReading,
  problem: Problem,
  planned: Planned,
): Promise<Problem> {
  switch (problem.code) {
    case "unlinked_item":
      return withItems(reading, problem);
    case "unlinked_customer":
    case "inactive_customer":
      return withCustomerFound(reading, problem, planned);
    case "unlinked_tax":
      return withTaxCodes(reading, problem, planned.plan);
    default:
      return problem;
  }
}

async function withItems(reading: PlanReading, problem: Problem): Promise<Problem> {
  if (problem.line === undefined) return problem;
  const candidates = await reading.itemCandidates(problem.line);
  const productId = reading.facts.lines[problem.line - 1]?.productId;
  const best = new Set(bestItems(candidates).map(({ id }) => id));
  const [first, ...more] = candidates.filter(({ value }) => best.has(value.id));
  if (!first) {
    const link = problem.next.startsWith("pdqb ") ? ` To link one: ${problem.next}` : "";
    const message = `${problem.message}${link}`;
    return { ...problem, message, next: `--create-item ${problem.line}` };
  }
  if (!productId) return problem;
  if (more.length === 0) {
    return {
      ...problem,
      message: `${problem.message} "${first.value.name}" has the ${first.reason}.`,
      next: `pdqb product link ${productId} --item ${first.value.id}`,
    };
  }
  const all = [first, ...more].map(({ value: { id, fullName: name }, reason }) => ({
    id,
    name,
    reason,
  }));
  return { ...problem, message: `${problem.message} ${oneOf(all)}`, candidates: all };
}

function withTaxCodes({ facts }: PlanReading, problem: Problem, plan: InvoicePlan): Problem {
  const percent = problem.percent ?? "0";
  const [first, ...more] = taxCandidates(facts.taxCodes, percent);
  if (!first) return problem;
  if (more.length === 0) {
    return {
      ...problem,
      message: `${problem.message} "${first.name}" has the same rate.`,
      next: `pdqb tax link ${percent} --code ${first.id}`,
    };
  }
  const candidates = [first, ...more].map(({ id, name }) => ({ id, name, reason: "same rate" }));
  const whose = plan.customer?.id ? ` --customer ${plan.customer.id}` : "";
  return {
    ...problem,
    code: "several_tax_codes",
    message: `${problem.message} ${oneOf(candidates)}`,
    next: `pdqb tax link ${percent} --code <code>${whose}`,
    candidates,
  };
}

const oneOf = (candidates: { id: string; name: string }[]) =>
  `It may be one of ${candidates.map(({ id, name }) => `"${name}" (id ${id})`).join(", ")}.`;

/** Invoices that are looked at for a merge. */
const LOOKED_AT_MAX = 30;

async function withCustomerFound(
  reading: PlanReading,
  problem: Problem,
  { plan, given }: Planned,
): Promise<Problem> {
  // A flag that names the customer decides who it is, whatever is linked.
  const contact = given.customer === undefined ? reading.contact : null;
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

/** A merge moves the invoices: if those that were billed to the customer are all another one's now, that one survives. */
async function survivorOf(
  ports: PlanPorts,
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
async function billedTo({ ledger }: PlanPorts, customerId: CustomerId): Promise<string[]> {
  const known = (await ledger.invoices({ customerId }))
    .filter(({ invoice }) => !invoice.deleted)
    .map(({ invoice }) => invoice.id);
  const asked = await ledger.madeBy({
    ...{ kind: "invoice", bodyStart: bodyStart(customerId) },
    limit: LOOKED_AT_MAX,
  });
  return [...new Set([...known.reverse(), ...asked])];
}

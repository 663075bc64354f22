/** Names in a problem what its link may be: one match with the command that links it; of several all, and none is put forward. */
import type { Problem } from "../../domain/errors.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { bestItems, taxCandidates } from "../books/match-books.ts";
import { withCustomerFound } from "./customer-problems.ts";
import type { PlanReading } from "./plan-reading.ts";

/** `isNamed`: a flag names the customer, so that no link decides who it is. */
export async function withExactMatches(
  reading: PlanReading,
  problems: Problem[],
  { plan, isNamed }: { plan: InvoicePlan; isNamed: boolean },
): Promise<Problem[]> {
  return Promise.all(
    problems.map((problem) => withExactMatch(reading, problem, { plan, isNamed })),
  );
}

async function withExactMatch(
  reading: PlanReading,
  problem: Problem,
  { plan, isNamed }: { plan: InvoicePlan; isNamed: boolean },
): Promise<Problem> {
  switch (problem.code) {
    case "unlinked_item":
      return withItems(reading, problem);
    case "unlinked_customer":
    case "inactive_customer":
      return withCustomerFound(reading, problem, { plan, isNamed });
    case "unlinked_tax":
      return withTaxCodes(reading, problem, plan);
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
  const all = [first, ...more].map(({ value, reason }) => ({
    ...{ id: value.id, name: value.fullName, reason },
  }));
  return { ...problem, message: `${problem.message} ${oneOf(all)}`, candidates: all };
}

function withTaxCodes({ books }: PlanReading, problem: Problem, plan: InvoicePlan): Problem {
  const percent = problem.percent ?? "0";
  const [first, ...more] = taxCandidates(books.taxCodes, percent);
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

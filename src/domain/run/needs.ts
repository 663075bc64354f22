/** What the plans of a run lack, each thing once, with all the deals that wait for it. */
import type { Problem } from "../errors.ts";
import type { InvoicePlan } from "../plan/invoice-plan.ts";
import type { RunRow } from "./run.ts";

/** `thing` tells it apart from others of its code; `what` is for a person. */
type Need = RunRow["needs"][number];

/** `name`: as `needName` says it. */
export type Missing = { name: string; code: string; what: string; deals: number[]; next: string };

/** The same of every deal that lacks the same thing. */
export const needName = ({ code, thing }: Pick<Need, "code" | "thing">) => `${code} ${thing}`;

/** One command may mend it for many deals, or it is this deal's own. */
export function needsOf(plan: InvoicePlan, problems: Problem[]): Need[] {
  return problems.map((problem) => ({
    code: problem.code,
    next: problem.next,
    ...thingOf(plan, problem),
  }));
}

function thingOf(plan: InvoicePlan, problem: Problem): Pick<Need, "thing" | "what"> {
  const { customerSource, customer, deal, currency } = plan;
  const own = { thing: `deal ${deal.id}`, what: problem.message };
  switch (problem.code) {
    case "unlinked_item":
    case "inactive_item":
    case "category_item": {
      const line = plan.lines.find((one) => one.line === problem.line);
      if (!line || line.productId === null) return own;
      return { thing: `product ${line.productId}`, what: line.productName };
    }
    case "unlinked_tax":
      return { thing: problem.percent ?? "", what: `${problem.percent} %` };
    case "several_tax_codes":
      return {
        thing: `${problem.percent} ${customer?.id}`,
        what: `${problem.percent} % for ${customer?.name ?? customerSource.name}`,
      };
    case "unlinked_customer":
    case "inactive_customer": {
      // One link for all persons of an organization.
      const { organizationId, personId, name } = customerSource;
      const contact = organizationId ?? `person ${personId}`;
      return { thing: `${contact}/${currency}`, what: name };
    }
    case "missing_rate":
    case "multicurrency_off":
      return { thing: `${currency} ${plan.date}`, what: currency };
    case "closed_period":
      return { thing: plan.date, what: plan.date };
    case "feature_off":
      return { thing: problem.message, what: problem.message };
    case "not_allowed":
      return { thing: problem.next, what: problem.message };
    default:
      return own;
  }
}

/** The thing that frees most deals first. */
export function missingOf(rows: readonly RunRow[]): Missing[] {
  const groups = new Map<string, Missing>();
  for (const row of rows.filter(({ state }) => state === "problem")) {
    const needs = row.needs.map((need) => ({ ...need, name: needName(need) }));
    if (row.error) {
      const { kind, message, next } = row.error;
      const [first = `pdqb invoice create --deal ${row.dealId}`] = next;
      needs.push({
        code: kind,
        thing: "",
        what: message,
        next: first,
        name: `${kind} ${message} ${first}`,
      });
    }
    for (const { name, code, what, next } of needs) {
      const group = groups.get(name) ?? { name, code, what, deals: [], next };
      if (!group.deals.includes(row.dealId)) group.deals.push(row.dealId);
      groups.set(name, group);
    }
  }
  return [...groups.values()].sort((one, other) => other.deals.length - one.deals.length);
}

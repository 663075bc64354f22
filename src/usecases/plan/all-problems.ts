/** What speaks against a plan: what is billed of the deal, what the lines and choices tell, what only the books know, and what is forbidden. */
import type { Problem } from "../../domain/errors.ts";
import { overLimit } from "../../domain/invoice/invoice-limit.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { notAllowed } from "../../domain/policy.ts";
import { possibleDuplicate } from "../billing/possible-duplicate.ts";
import {
  billingProblems,
  isUnknownShare,
  otherRequest,
  unknownShare,
  type WhichInvoice,
} from "../billing/which-invoice.ts";
import type { Asked } from "./create-input.ts";
import type { PlanReading } from "./plan-reading.ts";
import { withMatches } from "./suggest-matches.ts";
import { takenNames } from "./taken-names.ts";

/** Each with a command that mends it and what it may be instead. */
export async function allProblems(
  reading: PlanReading,
  { given, answers, plan, which }: Asked & { plan: InvoicePlan; which: WhichInvoice },
): Promise<Problem[]> {
  // An invoice that is there is shown all the same.
  const forbidden = notAllowed(reading.setting, "invoice") ?? [];
  const large = largePlan(plan, reading.setting("limit.invoice")) ?? [];
  const [taken, twin] = await Promise.all([
    takenNames(reading, given, plan),
    duplicate(reading, { given, answers }, plan),
  ]);
  const isReplaced = answers.replaceVoided === true;
  const billing = billingProblems(which, plan.key, { isReplaced });
  const { existing } = which;
  const { part, partNumber = 1 } = given;
  const isShare = part?.kind === "percent" || part?.kind === "amount";
  if (existing && part?.kind !== "rest")
    billing.push(
      isUnknownShare(existing)
        ? unknownShare(existing)
        : otherRequest(existing, isShare ? partNumber : null),
    );
  const all = [billing, plan.problems, forbidden, large, taken, twin].flat();
  return withMatches(reading, all, { plan, given });
}

async function duplicate(
  reading: PlanReading,
  { given, answers }: Asked,
  plan: InvoicePlan,
): Promise<Problem[]> {
  if (!plan.customer?.id || given.notDuplicate || answers.notDuplicate) return [];
  const problem = await possibleDuplicate(reading.ports, plan, {
    invoices: (await reading.customerRead(plan.customer.id)).invoices,
    since: reading.since,
    lines: reading.facts.lines,
    pipedriveCompany: reading.profile.pipedrive.companyId,
  });
  return problem ? [problem] : [];
}

/** What is larger than the setting `limit.invoice` allows needs an approved run. */
function largePlan(plan: InvoicePlan, setting: string): Problem | undefined {
  const { totals, currency, deal } = plan;
  const amount = totals.total ?? totals.net.minus(totals.discount);
  const message = overLimit(setting, { amount, currency });
  return message
    ? { code: "over_limit", message, next: `pdqb run plan --deals ${deal.id}` }
    : undefined;
}

/** Problems that only the books know: names and numbers that are taken, invoices of other hands, and one that was cancelled. */

import { lineMoney } from "../../domain/deal/line-money.ts";
import type { Problem } from "../../domain/errors.ts";
import { overLimit } from "../../domain/invoice/invoice-limit.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { possibleDuplicate } from "../billing/possible-duplicate.ts";
import type { Answers, CreateInput } from "./create-input.ts";
import { takenNames } from "./customer-problems.ts";
import type { PlanReading } from "./plan-reading.ts";
import { takenItemNames } from "./taken-item-names.ts";

export async function bookProblems(
  reading: PlanReading,
  input: CreateInput,
  answers: Answers,
  plan: InvoicePlan,
): Promise<Problem[]> {
  const found = await Promise.all([
    numberTaken(reading, input),
    takenNames(reading, input, plan),
    takenItemNames(reading, input, plan),
    duplicate(reading, input, answers, plan),
  ]);
  return found.flat();
}

async function numberTaken({ ports }: PlanReading, { number }: CreateInput): Promise<Problem[]> {
  const [taken] = number === undefined ? [] : await ports.quickbooks.invoicesByNumber(number);
  if (!taken) return [];
  return [
    {
      code: "number_taken",
      message: `Number ${number} is used by the invoice of ${taken.date} to "${taken.customer.name}" (id:${taken.id}).`,
      next: "",
      without: ["number"],
    },
  ];
}

async function duplicate(
  reading: PlanReading,
  input: CreateInput,
  answers: Answers,
  plan: InvoicePlan,
): Promise<Problem[]> {
  if (!plan.customer?.id || input.notDuplicate || answers.notDuplicate) return [];
  const problem = await possibleDuplicate(reading.ports, plan, {
    invoices: await reading.customerInvoices(plan.customer.id),
    since: reading.since,
    lineNets: reading.facts.lines.flatMap((line) => {
      const net = line.isEnabled ? lineMoney(line, line.taxMethod).ok?.net : undefined;
      return net ?? [];
    }),
    pipedriveCompany: reading.profile.pipedrive.companyId,
  });
  return problem ? [problem] : [];
}

/** What is larger than the setting `limit.invoice` allows needs an approved run. */
export function largePlan(plan: InvoicePlan, setting: string): Problem | undefined {
  const { totals, currency, deal } = plan;
  const amount = totals.total ?? totals.net.minus(totals.discount);
  const message = overLimit(setting, { amount, currency });
  return message
    ? { code: "over_limit", message, next: `pdqb run plan --deals ${deal.id}` }
    : undefined;
}

/** Problems that only the books know: names and numbers that are taken, invoices of other hands, and one that was cancelled. */

import type { Problem } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { type InvoicePlan, keyText } from "../../domain/plan/invoice-plan.ts";
import { possibleDuplicate } from "../billing/others-invoices.ts";
import type { Answers, CreateInput } from "./create-input.ts";
import { takenNames } from "./customer-problems.ts";
import type { PlanReading } from "./plan-reading.ts";

export async function bookProblems(
  reading: PlanReading,
  input: CreateInput,
  answers: Answers,
  plan: InvoicePlan,
): Promise<Problem[]> {
  const found = await Promise.all([
    replacesVoided(reading, answers),
    inDoubt(reading, plan),
    numberTaken(reading, input),
    takenNames(reading, plan),
    duplicate(reading, input, answers, plan),
  ]);
  return found.flat();
}

function replacesVoided({ state }: PlanReading, answers: Answers): Problem[] {
  if (state.kind !== "new" || !state.replaces || answers.replaceVoided) return [];
  const { invoice } = state.replaces;
  const name = invoiceName(invoice);
  return [
    {
      code: "replaces_voided",
      message: `Invoice ${name} of this deal was ${invoice.deleted ? "deleted" : "voided"}; a new one would take its place.`,
      next: `If that is wanted: --again ${name}`,
    },
  ];
}

/** Another invoice of this deal whose outcome is not known: what is left of the deal hangs on it. The plan's own key settles itself. */
async function inDoubt({ ports }: PlanReading, plan: InvoicePlan): Promise<Problem[]> {
  const open = await ports.ledger.intents({ state: "open" });
  return open
    .filter(
      (intent) =>
        intent.kind === "invoice" &&
        intent.dealId === plan.deal.id &&
        intent.key !== keyText(plan.key) &&
        intent.firstSentAt !== null,
    )
    .map(({ id, firstSentAt }) => ({
      code: "in_doubt",
      message: `Another invoice of this deal may have been created at ${firstSentAt}.`,
      next: `pdqb intents resolve ${id}`,
    }));
}

async function numberTaken({ ports }: PlanReading, { number }: CreateInput): Promise<Problem[]> {
  const [taken] = number === undefined ? [] : await ports.quickbooks.invoicesByNumber(number);
  if (!taken) return [];
  return [
    {
      code: "number_taken",
      message: `Number ${number} is used by the invoice of ${taken.date} to "${taken.customer.name}" (id:${taken.id}).`,
      next: "Choose another --number, or leave it out.",
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
  const invoices = await reading.customerInvoices(plan.customer.id);
  const links = await reading.ports.ledger.invoiceLinks();
  const problem = possibleDuplicate(
    invoices,
    plan,
    new Set(links.map(({ invoiceId }) => invoiceId)),
  );
  return problem ? [problem] : [];
}

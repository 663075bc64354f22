/** Voiding and deleting: what stands against it, what a person confirms, and what is shown before and after. */

import { clean, money } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText, decimal } from "../../domain/money/money.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { type Ended, endingBody } from "../../usecases/invoices/end-invoice.ts";
import type { EndingPlan } from "../../usecases/invoices/plan-ending.ts";
import type { Context } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";
import { resultsJson, tellAhead } from "./each.ts";

export const endingName = ({ known }: EndingPlan) => invoiceName(known.invoice);

/** In one line: who owes what, and since when. */
const endingLine = ({ known }: EndingPlan) => {
  const { customer, total, balance, currency, date } = known.invoice;
  return clean(
    `Invoice ${invoiceName(known.invoice)} to ${customer.name}: ${money(total, currency)}, ${money(balance, currency)} open, of ${date}`,
  );
};

export async function showPlanned({ show }: Context, plans: EndingPlan[]): Promise<void> {
  const requests = plans
    .filter(({ isDone }) => !isDone)
    .map((plan) => ({
      service: "quickbooks",
      method: "POST",
      path: `invoice?operation=${plan.ending}`,
      body: JSON.parse(endingBody(plan)) as unknown,
    }));
  await show({
    json: { outcome: "planned", plan: { requests } },
    text: () =>
      plans
        .map(
          (plan) =>
            `${endingLine(plan)}: ${plan.isDone ? "nothing to do" : `would ${plan.ending}`}\n`,
        )
        .join(""),
  });
}

export async function showEnded(
  { show, today }: Context,
  profile: PinnedProfile,
  plans: EndingPlan[],
  done: { plan: EndingPlan; ended: Ended }[],
): Promise<void> {
  const day = await today();
  const results = done.map(({ plan, ended: { outcome, invoice, leftBehind } }) => ({
    outcome,
    invoice: invoiceView({ ...plan.known, invoice }, day, profile),
    credit: leftBehind.map(({ id, date, unapplied }) => ({
      payment_id: id,
      date,
      amount: amountText(unapplied),
      currency: invoice.currency,
    })),
  }));
  await show({
    json: resultsJson(plans, results),
    text: (paint) =>
      results
        .map(({ outcome, invoice, credit }) =>
          [
            outcome === "already"
              ? `Invoice ${invoiceName(invoice)} is ${invoice.status} already.`
              : paint.green(`✓ Invoice ${invoiceName(invoice)} is ${outcome}.`),
            ...credit.map(({ amount, currency, date }) =>
              paint.yellow(
                `! ${money(decimal(amount), currency)} of the payment of ${date} is the customer's credit now.`,
              ),
            ),
            "",
          ].join("\n"),
        )
        .join(""),
  });
}

/** Throws refused with the problems of all invoices at once. */
export function refuseEndings(plans: EndingPlan[], past: string): void {
  const problems = plans.flatMap((plan) => plan.problems);
  if (problems.length === 0) return;
  const names = plans
    .filter((plan) => plan.problems.length > 0)
    .map(({ known }) => invoiceName(known.invoice));
  throw new PdqbError("refused", `Invoice ${names.join(", ")} not ${past}.`, {
    reason: problems.map(({ message }) => message),
    next: [...new Set(problems.map(({ next }) => next))],
  });
}

/** What cannot be taken back is confirmed by typing the number, of several by how many they are. */
export async function confirmEnding(
  context: Context,
  profile: PinnedProfile,
  plans: EndingPlan[],
): Promise<void> {
  const { ask, globals } = context;
  const [{ ending = "void", known } = {}] = plans;
  await tellAhead(context, plans.map(endingLine));
  if (globals.yes) return;
  const company = `${profile.quickbooks.companyName} (${profile.environment})`;
  const word = plans.length === 1 && known ? invoiceName(known.invoice) : String(plans.length);
  const answer = await ask.text(
    `This cannot be undone. To ${ending} it in ${clean(company)}, type ${plans.length === 1 ? "its number" : "how many they are"} (${clean(word)})`,
    { flag: "--yes" },
  );
  if (answer.trim() === word) return;
  throw new PdqbError(
    "interrupted",
    "Cancelled: the number you typed does not match. Nothing was sent.",
  );
}

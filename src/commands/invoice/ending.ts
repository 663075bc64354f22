/** What `void` and `delete` share: read, show, refuse with all problems at once, confirm by typing the number, send, tell what is left. */

import { flag } from "../../cli/command.ts";
import { clean, money } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText, decimal } from "../../domain/money/money.ts";
import { settingValue } from "../../domain/proof.ts";
import { isSettingName } from "../../domain/setting-names.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { type Ended, endInvoice } from "../../usecases/invoices/end-invoice.ts";
import { type Ending, type EndingPlan, planEnding } from "../../usecases/invoices/plan-ending.ts";
import { type Context, defineCommand } from "../context.ts";
import { tellBack } from "../details/write-back.ts";
import { invoiceView } from "../views/invoice.ts";
import { forEach, INVOICES, resultsJson, tellAhead, throwFailures } from "./each.ts";

const WORDS: Record<Ending, { past: string; about: string }> = {
  void: {
    past: "voided",
    about: `It stays in the books under its number, with all amounts at zero. This cannot
be undone.`,
  },
  delete: {
    past: "deleted",
    about: `It disappears from the books and leaves a gap in the numbers. This cannot be
undone; in most countries voiding is the better way.`,
  },
};

export function endingCommand(ending: Ending) {
  const { past, about } = WORDS[ending];
  return defineCommand({
    name: ending,
    summary: `${ending === "void" ? "Void" : "Delete"} invoices in QuickBooks`,
    description: about,
    effect: "writes",
    arguments: [INVOICES],
    flags: {
      withPayments: flag.switch("Allow applied payments; the customer keeps them as credit"),
      reason: flag.text("Reason, kept in the history", { value: "text" }),
    },
    examples: [`pdqb invoice ${ending} 1042`, `pdqb invoice ${ending} 1042 1043 --yes`],
    async run(context, { args, flags: { withPayments, reason } }) {
      const { ports, connected, globals, progress } = context;
      const profile = await connected();
      const setting = (name: string) =>
        isSettingName(name) ? settingValue(profile, name) : undefined;
      const options = { ending, withPayments, reason, setting, save: !globals.dryRun };
      const plans = await progress.during("Reading", async () => {
        const found = [];
        for (const text of new Set(args)) found.push(await findInvoice(ports, text, options));
        return Promise.all(found.map((known) => planEnding(ports, known, options)));
      });
      if (globals.dryRun) await showPlanned(context, plans);
      refuse(plans, past);
      if (globals.dryRun) return;
      const open = plans.filter(({ isDone }) => !isDone);
      if (open.length > 0) await confirmEnding(context, profile, open);
      const result = await forEach(
        plans,
        ({ known }) => invoiceName(known.invoice),
        async (plan) => ({ plan, ended: await context.sending(() => endInvoice(ports, plan)) }),
      );
      await showEnded(context, profile, plans, result.done);
      const dealIds = result.done.flatMap(({ plan }) => plan.known.links.map((one) => one.dealId));
      await tellBack(context, profile, dealIds);
      throwFailures(result, past);
    },
  });
}

/** Throws refused with the problems of all invoices at once. */
function refuse(plans: EndingPlan[], past: string): void {
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

const lineOf = ({ known }: EndingPlan) => {
  const { customer, total, balance, currency, date } = known.invoice;
  return clean(
    `Invoice ${invoiceName(known.invoice)} to ${customer.name}: ${money(total, currency)}, ${money(balance, currency)} open, of ${date}`,
  );
};

/** What cannot be taken back is confirmed by typing the number, of several by how many they are. */
async function confirmEnding(
  context: Context,
  profile: PinnedProfile,
  plans: EndingPlan[],
): Promise<void> {
  const { ask, globals } = context;
  const [{ ending = "void", known } = {}] = plans;
  tellAhead(context, plans.map(lineOf));
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

async function showPlanned({ show }: Context, plans: EndingPlan[]): Promise<void> {
  const requests = plans
    .filter(({ isDone }) => !isDone)
    .map(({ ending, write }) => ({
      service: "quickbooks",
      method: "POST",
      path: `invoice?operation=${ending}`,
      body: JSON.parse(write.body) as unknown,
    }));
  await show({
    json: { outcome: "planned", plan: { requests } },
    text: () =>
      plans
        .map(
          (plan) => `${lineOf(plan)}: ${plan.isDone ? "nothing to do" : `would ${plan.ending}`}\n`,
        )
        .join(""),
  });
}

async function showEnded(
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

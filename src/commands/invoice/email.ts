import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { Ports } from "../../ports.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { type Context, defineCommand } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";
import {
  type EachResult,
  forEach,
  INVOICES,
  resultsJson,
  tellAhead,
  throwFailures,
} from "./each.ts";

export const invoiceEmail = defineCommand({
  name: "email",
  summary: "E-mail invoices through QuickBooks, once per address",
  effect: "writes",
  arguments: [{ ...INVOICES, required: false }],
  flags: {
    notSent: flag.switch("All open invoices that were never e-mailed"),
    to: flag.text("Send to this address and save it on the invoice", {
      value: "address",
      rule: { emails: true },
    }),
    cc: flag.text("Addresses for copies, separated by commas", {
      value: "addresses",
      rule: { emails: true },
    }),
    again: flag.switch("Send again to an address that already has it"),
  },
  examples: [
    "pdqb invoice email 1042",
    "pdqb invoice email 1042 --to accounts@example.com --yes",
    "pdqb invoice email 1042 1043 --yes",
    "pdqb invoice email --not-sent",
  ],
  async run(context, { args, flags }) {
    const { ports, connected, globals, progress, confirmed, sending, today, show } = context;
    const profile = await connected();
    checkWhich(args, flags);
    const { emailInvoice } = await import("../../usecases/invoices/email-invoice.ts");
    const options = { to: flags.to, cc: flags.cc, save: !globals.dryRun };
    const planned = await progress.during("Reading", () =>
      flags.notSent ? planUnsent(ports, options) : planNamed(ports, args, options),
    );
    const plans = planned.done;
    if (globals.dryRun) {
      await showPlanned(context, plans, flags.again);
      return throwFailures(planned, "planned");
    }
    const open = plans.filter(({ isSent }) => !isSent || flags.again);
    await tellAhead(context, open.map(planLine));
    if (open.length > 0)
      await confirmed(`Send ${open.length === 1 ? "it" : `these ${open.length}`} now?`);
    const result = await forEach(
      plans,
      ({ known }) => invoiceName(known.invoice),
      async (plan) => ({ plan, sent: await sending(() => emailInvoice(ports, plan, flags)) }),
    );
    const day = await today();
    const results = result.done.map(({ plan, sent: { outcome, to, invoice } }) => ({
      outcome,
      to,
      invoice: invoiceView({ ...plan.known, invoice }, day, profile),
    }));
    await show({
      json: flags.notSent ? { results } : resultsJson(plans, results),
      text: (paint) =>
        results.length === 0 && planned.failures.length === 0
          ? "Every invoice that is owed was sent.\n"
          : results
              .map(({ outcome, to, invoice }) =>
                outcome === "sent"
                  ? `${paint.green(`✓ Invoice ${invoiceName(invoice)} was sent to ${clean(to)}.`)}\n`
                  : `Invoice ${invoiceName(invoice)} went to ${clean(to)} before: --again sends it once more.\n`,
              )
              .join(""),
    });
    throwFailures(
      { done: result.done, failures: [...planned.failures, ...result.failures] },
      "sent",
    );
  },
});

function checkWhich(args: string[], { notSent, to }: { notSent: boolean; to: string | undefined }) {
  if (notSent === args.length > 0)
    throw new PdqbError("usage", "Which invoices: name them, or give --not-sent.", {
      next: ["pdqb invoice email <invoice>", "pdqb invoice email --not-sent"],
    });
  if (notSent && to !== undefined)
    throw new PdqbError(
      "usage",
      "--to is for one invoice: --not-sent sends each to its own customer.",
    );
}

/** Loaded where mails are sent: the other verbs of the noun start without it. */
const planningMails = () => import("../../usecases/invoices/plan-email.ts");

type Planning = Awaited<ReturnType<typeof planningMails>>["planEmail"];
type PlanOptions = Parameters<Planning>[2];
type EmailPlan = Awaited<ReturnType<Planning>>;

async function planNamed(
  ports: Ports,
  args: string[],
  options: PlanOptions,
): Promise<EachResult<EmailPlan>> {
  const { planEmail } = await planningMails();
  const found = [];
  for (const text of new Set(args)) found.push(await findInvoice(ports, text, options));
  const done = await Promise.all(found.map((known) => planEmail(ports, known, options)));
  return { done, failures: [] };
}

/** One that has no address keeps no other from being sent. */
async function planUnsent(ports: Ports, options: PlanOptions): Promise<EachResult<EmailPlan>> {
  const { planEmail, unsentInvoices } = await planningMails();
  return forEach(
    await unsentInvoices(ports),
    ({ invoice }) => invoiceName(invoice),
    (known) => planEmail(ports, known, options),
  );
}

function planLine({ known, to, cc, replaces }: EmailPlan): string {
  const copies = cc === null ? "" : `, copies to ${cc}`;
  const change = replaces === null ? "" : `; the invoice's address was ${replaces}`;
  return clean(`Invoice ${invoiceName(known.invoice)} to ${to}${copies}${change}`);
}

async function showPlanned({ show }: Context, plans: EmailPlan[], again: boolean): Promise<void> {
  const open = plans.filter(({ isSent }) => !isSent || again);
  await show({
    json: {
      outcome: "planned",
      plan: {
        requests: open.map(({ known, to }) => ({
          service: "quickbooks",
          method: "POST",
          path: `invoice/${known.invoice.id}/send?sendTo=${encodeURIComponent(to)}`,
          body: null,
        })),
      },
    },
    text: () =>
      plans
        .map((plan) => `${planLine(plan)}: ${open.includes(plan) ? "would send" : "sent before"}\n`)
        .join(""),
  });
}

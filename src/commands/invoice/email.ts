import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { type EmailPlan, emailInvoice, planEmail } from "../../usecases/invoices/email-invoice.ts";
import { type Context, defineCommand } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";
import { forEach, INVOICES, resultsJson, tellAhead, throwFailures } from "./each.ts";

export const invoiceEmail = defineCommand({
  name: "email",
  summary: "Let QuickBooks e-mail invoices, once to each address",
  effect: "writes",
  arguments: [INVOICES],
  flags: {
    to: flag.text("To this address, which the invoice keeps", {
      value: "address",
      rule: { emails: true },
    }),
    cc: flag.text("Copies, comma separated", { value: "addresses", rule: { emails: true } }),
    again: flag.switch("Also where it went to that address before"),
  },
  examples: [
    "pdqb invoice email 1042",
    "pdqb invoice email 1042 --to accounts@example.com --yes",
    "pdqb invoice email 1042 1043 --yes",
  ],
  async run(context, { args, flags }) {
    const { ports, connected, globals, progress, ask, sending, today, show } = context;
    const profile = await connected();
    const plans: EmailPlan[] = await progress.during("Reading", async () => {
      const found = [];
      for (const text of new Set(args)) found.push(await findInvoice(ports, text));
      const options = { to: flags.to, cc: flags.cc, save: !globals.dryRun };
      return Promise.all(found.map((known) => planEmail(ports, known, options)));
    });
    if (globals.dryRun) return showPlanned(context, plans, flags.again);
    const open = plans.filter(({ isSent }) => !isSent || flags.again);
    tellAhead(context, open.map(planLine));
    if (open.length > 0)
      await ask.confirmOrStop(`Send ${open.length === 1 ? "it" : `these ${open.length}`} now?`, {
        flag: "--yes",
        given: globals.yes,
      });
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
      json: resultsJson(plans, results),
      text: (paint) =>
        results
          .map(({ outcome, to, invoice }) =>
            outcome === "sent"
              ? `${paint.green(`✓ Invoice ${invoiceName(invoice)} was sent to ${clean(to)}.`)}\n`
              : `Invoice ${invoiceName(invoice)} went to ${clean(to)} before: --again sends it once more.\n`,
          )
          .join(""),
    });
    throwFailures(result, "sent");
  },
});

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

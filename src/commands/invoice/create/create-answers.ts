/** What `invoice create` answers: the plan, the invoice that is there, the one that was made, or what was made before it failed. */

import { clean, money } from "../../../cli/format.ts";
import type { Account } from "../../../domain/books.ts";
import { PartlyDone } from "../../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../../domain/invoice/invoice.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Planned } from "../../../usecases/plan/planner.ts";
import type { CreateResult } from "../../../usecases/writes/create-order.ts";
import type { Context } from "../../context.ts";
import { invoiceLines, invoiceView } from "../../views/invoice.ts";
import { planJson, planText } from "../../views/plan.ts";
import { remembered, rememberedText } from "../../views/remembered.ts";
import { differencesIn, lookFirst } from "./send-created.ts";
import type { CreatedPdf, PlannedInvoice, Sent } from "./session.ts";

/** What was confirmed, with the account that new items book to where it was asked for. */
export type Confirmed = PlannedInvoice & { account?: Account | undefined };

export type Created = {
  result: CreateResult;
  sent: Sent | undefined;
  pdf: CreatedPdf | undefined;
};

export async function showPlan(
  { show, io }: Context,
  { plan, remember }: PlannedInvoice,
  outcome: "planned" | "refused",
): Promise<void> {
  // On one screen the error that follows says them.
  const problems = !(io.outIsTerminal && io.errIsTerminal);
  const kept = rememberedText({ plan, remember });
  const isReady = plan.problems.length === 0;
  await show({
    json: {
      outcome,
      invoice: null,
      plan: planJson(plan),
      remembered: remembered({ plan, remember }),
      warnings: plan.warnings,
    },
    fits: true,
    text: (paint) =>
      planText(plan, paint, { problems }) +
      (isReady && kept !== "" ? `${clean(kept)}\n` : "") +
      (isReady ? `  Digest    ${plan.digest}\n` : ""),
  });
}

export async function showExisting(
  { show, today }: Context,
  profile: PinnedProfile,
  { known: shown, share, plan, warnings }: Extract<Planned, { outcome: "already_exists" }>,
  { dealId: deal, send }: CreateInput,
): Promise<void> {
  const { invoice } = shown;
  const view = invoiceView(shown, await today(), profile);
  const wasSent = invoice.emailStatus === "EmailSent";
  const sent = send ? { sent: { outcome: wasSent ? "already" : "not_sent" } } : {};
  await show({
    json: {
      outcome: "already_exists",
      invoice: view,
      plan: plan && planJson(plan),
      warnings,
      ...sent,
    },
    fits: true,
    text: (paint) =>
      `${[
        share === null
          ? `Deal ${deal} is already invoiced:`
          : `Invoice ${clean(invoiceName(shown.invoice))} already bills ${clean(share)} of deal ${deal}:`,
        ...invoiceLines(shown, view, paint),
        ...(send && wasSent ? [paint.green("✓ Sent already.")] : []),
        ...warnings.map(({ message }) => paint.yellow(`! ${message}`)),
      ].join("\n")}\n`,
  });
  if (!send || wasSent) return;
  // What was found was not made by this run, and is not e-mailed unasked.
  const name = invoiceName(invoice);
  const reason = differencesIn(warnings);
  const next = reason.length > 0 ? lookFirst(invoice) : [`pdqb invoice email ${shellWord(name)}`];
  throw new PartlyDone(
    `Invoice ${name} exists already and was not sent.`,
    [`invoice ${name} (id ${invoice.id})`],
    { reason, next },
  );
}

export async function showCreated(
  { ports, show, today }: Context,
  profile: PinnedProfile,
  confirmed: Confirmed,
  { result: { outcome, invoice, plan, warnings }, sent, pdf }: Created,
): Promise<void> {
  const kept = outcome === "created" ? confirmed : undefined;
  const keptText = kept ? rememberedText(kept, "Remembered") : "";
  const [known] = await ports.ledger.invoices({ invoiceIds: [invoice.id] });
  const refreshedAt = ports.clock.now().toISOString();
  const shown = known ?? { invoice, refreshedAt, lastTotal: invoice.total, links: [] };
  const view = invoiceView(shown, await today(), profile);
  await show({
    json: {
      outcome,
      invoice: view,
      plan: planJson(plan),
      remembered: kept ? remembered(kept) : [],
      warnings: [...plan.warnings, ...warnings],
      ...(sent ? { sent: { outcome: sent.outcome, to: sent.to } } : {}),
      ...(pdf?.path ? { pdf: { path: pdf.path } } : {}),
    },
    fits: true,
    text: (paint) =>
      `${[
        paint.green(outcome === "created" ? "✓ Created." : "✓ Already there."),
        ...invoiceLines(shown, view, paint),
        ...(plan.totals.tax === null
          ? [`  Tax booked: ${money(invoice.tax, invoice.currency)}`]
          : []),
        ...(sent && sent.outcome !== "not_sent" ? [paint.green(sentText(sent))] : []),
        ...(pdf?.path ? [paint.green(`✓ Saved ${clean(pdf.path)}.`)] : []),
        ...warnings.map(({ message }) => paint.yellow(`! ${message}`)),
        ...(keptText === "" ? [] : [paint.dim(`  ${clean(keptText)}`)]),
      ].join("\n")}\n`,
    ...(sent?.failure || pdf?.failure ? {} : { note: nextStep(invoice) }),
  });
}

/** What is left to do with an invoice that was just made. */
function nextStep(invoice: Invoice): string {
  const name = shellWord(invoiceName(invoice));
  return invoice.emailStatus === "EmailSent"
    ? `Next: pdqb invoice view ${name}`
    : `Not sent yet. Next: pdqb invoice email ${name}`;
}

function sentText({ outcome, to }: Sent): string {
  return outcome === "sent" ? `✓ Sent to ${clean(to)}.` : `✓ Sent already: ${clean(to)}.`;
}

export async function showPartly(
  { show }: Context,
  plan: InvoicePlan,
  { steps }: PartlyDone,
): Promise<void> {
  await show({
    json: {
      outcome: "refused",
      invoice: null,
      plan: planJson(plan),
      warnings: plan.warnings,
      steps,
    },
    text: () => steps.map((step) => `Made: ${step}\n`).join(""),
  });
}

/** The invoice that `invoice create` made or found, or what was made before it failed. */
import { clean, money } from "../../../cli/format.ts";
import { PartlyDone } from "../../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import type { CreateInput, Existing } from "../../../usecases/plan/create-input.ts";
import type { Context } from "../../context.ts";
import { invoiceLines, invoiceView } from "../../views/invoice.ts";
import { planJson } from "../../views/plan.ts";
import { remembered, rememberedText } from "../../views/remembered.ts";
import {
  afterCreating,
  type Confirmed,
  type Created,
  differencesIn,
  type Sent,
} from "./session.ts";

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
  const { view, email } = afterCreating(invoice);
  return invoice.emailStatus === "EmailSent" ? `Next: ${view}` : `Not sent yet. Next: ${email}`;
}

function sentText({ outcome, to }: Sent): string {
  return outcome === "sent" ? `✓ Sent to ${clean(to)}.` : `✓ Sent already: ${clean(to)}.`;
}

export async function showPartly(
  { show }: Context,
  plan: Confirmed["plan"],
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

/** The invoice that is there already. Throws partial where it was to be sent: what was found is not e-mailed unasked. */
export async function showExisting(
  { show, today }: Context,
  profile: PinnedProfile,
  { known: shown, share, plan, warnings }: Existing,
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
  const after = afterCreating(invoice);
  const next = reason.length > 0 ? [after.view, after.email] : [after.email];
  throw new PartlyDone(
    `Invoice ${name} exists already and was not sent.`,
    [`invoice ${name} (id ${invoice.id})`],
    { reason, next },
  );
}

/** The invoice that `invoice create` made, or what was made before it failed. */
import { clean, money } from "../../../cli/format.ts";
import type { PartlyDone } from "../../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import type { Context } from "../../context.ts";
import { invoiceLines, invoiceView } from "../../views/invoice.ts";
import { planJson } from "../../views/plan.ts";
import { remembered, rememberedText } from "../../views/remembered.ts";
import type { Confirmed, Created, Sent } from "./session.ts";

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

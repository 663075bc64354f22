import { clean } from "../../../cli/format.ts";
import { PartlyDone } from "../../../domain/errors.ts";
import { invoiceName } from "../../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import type { CreateInput, Existing } from "../../../usecases/plan/create-input.ts";
import type { Context } from "../../context.ts";
import { invoiceLines, invoiceView } from "../../views/invoice.ts";
import { planJson } from "../../views/plan.ts";
import { differencesIn, lookFirst } from "./send-created.ts";

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

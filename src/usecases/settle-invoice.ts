/** What became of an invoice whose sending an earlier run did not finish (design 7.5), and how one is found in the books. */
import { PdqbError } from "../domain/errors.ts";
import type { Invoice } from "../domain/invoice.ts";
import { type InvoicePlan, keyText } from "../domain/invoice-plan.ts";
import { isLive } from "../domain/invoice-status.ts";
import type { Intent, InvoiceLink } from "../domain/ledger.ts";
import { holdsMarker } from "../domain/marker.ts";
import { amountText } from "../domain/money.ts";
import type { Written } from "../ports.ts";
import { inDoubt, sendIntent, settle, type WritePorts } from "./write-once.ts";

/** For how long the same id and body may be sent again: how long QuickBooks remembers an id is not documented. */
const REPLAY_MS_MAX = 24 * 3_600_000;

/** An intent that an earlier run left open: ended if it was never sent, else found, else sent again under its own id. */
export async function settleOpen(
  ports: WritePorts,
  plan: InvoicePlan,
): Promise<Invoice | undefined> {
  const [open] = await ports.ledger.intents({ key: keyText(plan.key), state: "open" });
  if (!open) return undefined;
  if (open.firstSentAt === null) {
    const outcome = { state: "ended" as const, outcome: "never sent" };
    await ports.ledger.settleIntent(open.id, outcome, {});
    return undefined;
  }
  const how = invoiceOutcome(ports, plan, (await ports.clock.now()).toISOString());
  const found = await how.find(open);
  const written = found ? await settle(ports, open, how, found) : await replay(ports, open, how);
  if (written.kind !== "invoice") throw inDoubt(open);
  // A replayed answer may name an invoice that is gone by now: it is read back before it is believed.
  const invoice = await ports.quickbooks.invoice(written.invoice.id);
  if (isLive(invoice)) return invoice;
  throw new PdqbError(
    "refused",
    `Invoice not created: deal ${plan.deal.id} had one that is gone.`,
    {
      reason: `An earlier run made invoice ${invoice.number ?? `id:${invoice.id}`}, which has been voided or deleted since.`,
      next: ["Run the same command again to see what a new invoice takes."],
    },
  );
}

async function replay(
  ports: WritePorts,
  open: Intent,
  how: ReturnType<typeof invoiceOutcome>,
): Promise<Written> {
  const age = (await ports.clock.now()).getTime() - Date.parse(open.firstSentAt ?? open.createdAt);
  if (age < 0 || age > REPLAY_MS_MAX) throw inDoubt(open);
  return sendIntent(ports, open, how);
}

export function invoiceOutcome(ports: WritePorts, plan: InvoicePlan, at: string) {
  const link = (invoice: Invoice): InvoiceLink => ({
    invoiceId: invoice.id,
    dealId: plan.deal.id,
    part: plan.key.part,
    generation: plan.key.generation,
    dealTitle: plan.deal.title,
    dealValue: plan.deal.value && amountText(plan.deal.value),
    ownerId: plan.deal.ownerId,
    pipelineId: plan.deal.pipelineId,
    billed: plan.billed,
    createdAt: at,
  });
  return {
    /** The marker among all invoices created from 5 minutes before the first sending to 130 s after the last (design 7.5). */
    async find(intent: Intent): Promise<Written | undefined> {
      const first = Date.parse(intent.firstSentAt ?? intent.createdAt) - 300_000;
      const last = (await ports.clock.now()).getTime() + 130_000;
      const made = await ports.quickbooks.invoicesCreated(
        new Date(first).toISOString(),
        new Date(last).toISOString(),
      );
      const ours = made.filter((invoice) => holdsMarker(invoice.privateNote, intent.marker ?? " "));
      const [only] = ours;
      return only && ours.length === 1
        ? { kind: "invoice", invoice: only, traceId: undefined }
        : undefined;
    },
    also: (written: Written) =>
      written.kind === "invoice"
        ? {
            invoice: { snapshot: written.invoice, refreshedAt: at },
            invoiceLink: link(written.invoice),
          }
        : {},
  };
}

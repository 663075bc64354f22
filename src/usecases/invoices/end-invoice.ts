/**
 * Voids or deletes an invoice, once (docs/design.md 7, docs/quickbooks.md 6): planned by reading, shown, then sent through an intent. Neither can be
 * taken back. What QuickBooks refuses is believed.
 */
import { orUndefined, PdqbError, ServiceError } from "../../domain/errors.ts";
import {
  type Invoice,
  invoiceName,
  invoiceWord,
  type Payment,
} from "../../domain/invoice/invoice.ts";
import { amountWords, moneyWords } from "../../domain/money/amount-words.ts";
import type { WritePorts } from "../../ports.ts";
import { resolveKey } from "../writes/by-reading.ts";
import { finishEarlier, writeOnce } from "../writes/engine.ts";
import { deleteKind } from "../writes/kinds/delete.ts";
import { voidKind } from "../writes/kinds/void.ts";
import type { EndingPlan } from "./plan-ending.ts";

const KINDS = { void: voidKind, delete: deleteKind };

/** The body of the request, for who looks at it first. */
export const endingBody = ({ ending, known }: EndingPlan): string =>
  KINDS[ending].body(known.invoice);

export type Ended = {
  outcome: "voided" | "deleted" | "already";
  invoice: Invoice;
  /** Of the payments that were applied to it, those of which the customer has something as credit now. */
  leftBehind: Payment[];
};

/** Throws refused (QuickBooks said no, or it has changed since it was shown), unavailable, unknown_outcome. */
export async function endInvoice(ports: WritePorts, plan: EndingPlan): Promise<Ended> {
  const { ending, known } = plan;
  const { id } = known.invoice;
  const key = `${ending}/${id}`;
  await resolveKey(ports, KINDS[ending], key);
  if (plan.isDone) return { outcome: "already", invoice: known.invoice, leftBehind: [] };
  return ports.ledger.exclusive(key, async () => {
    const kind = KINDS[ending];
    const earlier = await finishEarlier(ports, kind, key, { reason: plan.reason });
    const written = earlier ?? (await sendOnce(ports, plan, key).catch(explained(plan)));
    return {
      ...(written.deleted
        ? { outcome: "deleted", invoice: { ...known.invoice, deleted: true } }
        : { outcome: "voided", invoice: written }),
      leftBehind: await leftBehind(ports, plan.payments),
    };
  });
}

/** Somebody changed it between the reading that was shown and the write. */
function explained({ ending, known }: EndingPlan) {
  return (error: unknown): never => {
    const isStale = error instanceof ServiceError && error.codes.includes("5010");
    if (!isStale || error.fate !== "refused") throw error;
    const name = invoiceName(known.invoice);
    throw new PdqbError("refused", `Invoice ${name} was changed in QuickBooks meanwhile.`, {
      reason: "It is no longer as it was shown here, so nothing was done.",
      cause: error,
      next: [`pdqb invoice ${ending} ${invoiceWord(known.invoice)}`],
    });
  };
}

async function sendOnce(ports: WritePorts, plan: EndingPlan, key: string) {
  const { ending, known } = plan;
  const { invoice } = known;
  const name = invoiceName(invoice);
  return writeOnce(ports, KINDS[ending], {
    key,
    input: invoice,
    dealId: known.links[0]?.dealId ?? null,
    summary: `invoice ${name} to ${invoice.customer.name} (${moneyWords(invoice.total, invoice.currency)})`,
    follows: { target: invoice.id, total: (known.lastTotal ?? invoice.total).toFixed() },
    reason: plan.reason,
    before: `total ${amountWords(invoice.total, invoice.currency)}, open ${moneyWords(invoice.balance, invoice.currency)}`,
  });
}

/** What the customer has as credit now. A look that fails says nothing. */
async function leftBehind({ quickbooks }: WritePorts, before: Payment[]): Promise<Payment[]> {
  if (before.length === 0) return [];
  const now = await orUndefined(quickbooks.payments(before.map(({ id }) => id)));
  return now?.filter(({ unapplied }) => unapplied.gt(0)) ?? [];
}

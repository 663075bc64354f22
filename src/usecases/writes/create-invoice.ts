/**
 * Applies a plan (docs/design.md 7): under the lock of the deal the key's state is read again, the choices are remembered, a new
 * customer and new items are made, then the invoice. Safe to repeat: a key that has a live invoice gives that one.
 */

import { PartlyDone, PdqbError, type Warning } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { isPart, markerText } from "../../domain/invoice/marker.ts";
import type { ItemLink, TaxLink } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import { bookedDifferences } from "../../domain/plan/booked-differences.ts";
import { type InvoicePlan, keyText } from "../../domain/plan/invoice-plan.ts";
import { live } from "../billing/billing-state.ts";
import { withNumber } from "../plan/free-number.ts";
import { invoiceLock } from "./intent-outcome.ts";
import { withCustomer } from "./make-customer.ts";
import { withItems } from "./make-items.ts";
import { linkOf, remarksOn, settleOpen } from "./settle-invoice.ts";
import { withUpdatedCustomer } from "./update-customer.ts";
import { type WritePorts, writeOnce } from "./write-once.ts";

/** Links that the operator decided on with this plan; they are kept once the plan is confirmed. */
export type Remember = {
  /** Live invoices of the deal when it was planned, by name. */
  billedBy: string[];
  items: ItemLink[];
  taxes: TaxLink[];
  /** For the plan's customer alone, who may still have to be made. */
  customerTaxes: Omit<TaxLink, "customerId">[];
  customer: boolean;
  /** The customer that was linked when the plan was made: a link to another one was made since, and is used. */
  replacedCustomerId: string | null;
};

export type CreateResult = {
  outcome: "created" | "already_exists";
  invoice: Invoice;
  warnings: Warning[];
};

/** Throws refused (the plan has problems, or the service said no), partial, unknown_outcome, unavailable. */
export async function createInvoice(
  ports: WritePorts,
  input: { plan: InvoicePlan; remember: Remember; pipedriveCompany: string },
): Promise<CreateResult> {
  const { plan, remember } = input;
  if (plan.problems.length > 0) throw new Error("A plan with problems must not be applied");
  return ports.ledger.exclusive(invoiceLock(plan.deal.id), async () => {
    const existing = await liveInvoice(ports, plan);
    if (existing) return { outcome: "already_exists", invoice: existing, warnings: [] };
    const settled = await settleOpen(ports, plan);
    if (settled) return { outcome: "already_exists", invoice: settled, warnings: [] };
    await stopIfBilledSince(ports, plan, remember.billedBy);
    for (const link of remember.items) await ports.ledger.putItemLink(link);
    for (const link of remember.taxes) await ports.ledger.putTaxLink(link);
    const made: string[] = [];
    const changed = await withUpdatedCustomer(ports, plan, made);
    const ready = await tellingSteps(made, async () =>
      withItems(ports, await withCustomer(ports, plan, remember, made), made),
    );
    const customerId = ready.customer?.id ?? null;
    for (const link of remember.customerTaxes)
      if (customerId !== null) await ports.ledger.putTaxLink({ ...link, customerId });
    const marker = markerText(plan.key, input.pipedriveCompany, await ports.random.text(6));
    const one = async (number: string | null) => ({
      key: keyText(plan.key),
      write: await ports.quickbooks.invoiceWrite(
        { ...ready, number: number ?? plan.number },
        marker,
      ),
      dealId: plan.deal.id,
      marker,
      summary: `invoice for deal ${plan.deal.id}, ${amountText(plan.totals.net.minus(plan.totals.discount))} ${plan.currency} net`,
      follows: {
        target: null,
        ...(plan.totals.total && { total: plan.totals.total.toFixed() }),
        invoiceLink: linkOf(plan, (await ports.clock.now()).toISOString()),
      },
      ...remarksOn(plan),
    });
    const written = await tellingSteps(made, () =>
      withNumber(ports, plan.nextNumber, async (number) => writeOnce(ports, await one(number))),
    );
    if (written.kind !== "invoice")
      throw new Error("An invoice was sent and something else came back");
    return {
      outcome: "created",
      invoice: written.invoice,
      warnings: [...changed, ...bookedDifferences(plan, written.invoice)],
    };
  });
}

/** A part of the deal that was billed after the plan was made changes what is left of it: then nothing is sent (docs/design.md 3). */
async function stopIfBilledSince(
  { ledger }: WritePorts,
  { deal }: InvoicePlan,
  known: string[],
): Promise<void> {
  const now = (await ledger.invoices({ dealId: deal.id }))
    .filter(live)
    .map(({ invoice }) => invoiceName(invoice));
  const more = now.filter((name) => !known.includes(name));
  if (more.length === 0) return;
  throw new PdqbError("refused", `Invoice not created: deal ${deal.id} was billed meanwhile.`, {
    reason: `Invoice ${more.join(", ")} was made or linked after this plan.`,
    next: ["Run the same command again to see what is left."],
  });
}

/** A failure after something was made says what stands now; one whose outcome is unknown stays that. */
async function tellingSteps<T>(made: string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isTold = error instanceof PdqbError && error.kind !== "unknown_outcome";
    if (made.length === 0 || !isTold) throw error;
    throw new PartlyDone(`Invoice not created, but made and kept: ${made.join(", ")}.`, made, {
      reason: `${error.message} ${error.reason}`.trim(),
      next: error.retry
        ? ["Run the same command again in a minute: what was made is used."]
        : [...error.next, "Then run the same command again: what was made is used."],
      cause: error,
    });
  }
}

/** The live invoice of the plan's key, as the ledger knows it. */
async function liveInvoice(ports: WritePorts, plan: InvoicePlan): Promise<Invoice | undefined> {
  const known = await ports.ledger.invoices({ dealId: plan.deal.id });
  const same = known.find(
    ({ invoice, lastTotal, links }) =>
      isLive(invoice, lastTotal ?? undefined) &&
      links.some(
        (link) =>
          link.dealId === plan.deal.id &&
          isPart(link.part, plan.key.part) &&
          link.generation === plan.key.generation,
      ),
  );
  return same?.invoice;
}

/** Refuses a plan with problems, all of them at once. */
export function refusePlan(plan: InvoicePlan): PdqbError {
  return new PdqbError(
    "refused",
    `Invoice not created: the plan for deal ${plan.deal.id} has ${plan.problems.length === 1 ? "a problem" : `${plan.problems.length} problems`}.`,
    {
      reason: plan.problems.map(({ message }) => message).join("\n"),
      next: [...new Set(plan.problems.map(({ next }) => next))],
    },
  );
}

/**
 * Applies a plan (design 7): under the lock of the deal the key's state is read again, the choices are remembered, a new
 * customer and new items are made, then the invoice. Safe to repeat: a key that has a live invoice gives that one.
 */
import { PartlyDone, PdqbError, type Warning } from "../domain/errors.ts";
import type { Invoice } from "../domain/invoice.ts";
import { type InvoicePlan, keyText } from "../domain/invoice-plan.ts";
import { isLive } from "../domain/invoice-status.ts";
import type { Intent, InvoiceLink, ItemLink, TaxLink } from "../domain/ledger.ts";
import { holdsMarker, markerText } from "../domain/marker.ts";
import { amountText } from "../domain/money.ts";
import type { Written } from "../ports.ts";
import { inDoubt, sendIntent, settle, type WritePorts, writeOnce } from "./write-once.ts";

/** Links that the operator decided on with this plan; they are kept once the plan is confirmed. */
export type Remember = { items: ItemLink[]; taxes: TaxLink[]; customer: boolean };

export type CreateResult = {
  outcome: "created" | "already_exists";
  invoice: Invoice;
  warnings: Warning[];
};

/** For how long the same id and body may be sent again: how long QuickBooks remembers an id is not documented. */
const REPLAY_MS_MAX = 24 * 3_600_000;

/** Throws refused (the plan has problems, or the service said no), partial, unknown_outcome, unavailable. */
export async function createInvoice(
  ports: WritePorts,
  input: { plan: InvoicePlan; remember: Remember; pipedriveCompany: string },
): Promise<CreateResult> {
  const { plan, remember } = input;
  if (plan.problems.length > 0) throw new Error("A plan with problems must not be applied");
  return ports.ledger.exclusive(`invoice/deal/${plan.deal.id}`, async () => {
    const existing = await liveInvoice(ports, plan);
    if (existing) return { outcome: "already_exists", invoice: existing, warnings: [] };
    const settled = await settleOpen(ports, plan);
    if (settled) return { outcome: "already_exists", invoice: settled, warnings: [] };
    for (const link of remember.items) await ports.ledger.putItemLink(link);
    for (const link of remember.taxes) await ports.ledger.putTaxLink(link);
    const made: string[] = [];
    const ready = await tellingSteps(made, async () =>
      withItems(ports, await withCustomer(ports, plan, remember, made), made),
    );
    const marker = markerText(plan.key, input.pipedriveCompany, await ports.random.text(6));
    const one = {
      key: keyText(plan.key),
      write: await ports.quickbooks.invoiceWrite(ready, marker),
      dealId: plan.deal.id,
      marker,
      summary: `invoice for deal ${plan.deal.id}, ${amountText(plan.totals.net)} ${plan.currency} net`,
      ...invoiceOutcome(ports, plan, await nowText(ports)),
    };
    const written = await tellingSteps(made, () => writeOnce(ports, one));
    if (written.kind !== "invoice")
      throw new Error("An invoice was sent and something else came back");
    return {
      outcome: "created",
      invoice: written.invoice,
      warnings: differences(plan, written.invoice),
    };
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
      next: [...error.next, "Then the same command again: what was made is used."],
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
          link.part === plan.key.part &&
          link.generation === plan.key.generation,
      ),
  );
  return same?.invoice;
}

/** An intent that an earlier run left open: ended if it was never sent, else found, else sent again under its own id. */
async function settleOpen(ports: WritePorts, plan: InvoicePlan): Promise<Invoice | undefined> {
  const [open] = await ports.ledger.intents({ key: keyText(plan.key), state: "open" });
  if (!open) return undefined;
  if (open.firstSentAt === null) {
    const outcome = { state: "ended" as const, outcome: "never sent" };
    await ports.ledger.settleIntent(open.id, outcome, {});
    return undefined;
  }
  const how = invoiceOutcome(ports, plan, await nowText(ports));
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

function invoiceOutcome(ports: WritePorts, plan: InvoicePlan, at: string) {
  const link = (invoice: Invoice): InvoiceLink => ({
    invoiceId: invoice.id,
    dealId: plan.deal.id,
    part: plan.key.part,
    generation: plan.key.generation,
    dealTitle: plan.deal.title,
    dealValue: plan.deal.value && amountText(plan.deal.value),
    ownerId: plan.deal.ownerId,
    pipelineId: plan.deal.pipelineId,
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

async function withCustomer(
  ports: WritePorts,
  plan: InvoicePlan,
  remember: Remember,
  made: string[],
): Promise<InvoicePlan> {
  const { customer, customerSource, currency } = plan;
  if (!customer) throw new Error("A plan without a customer must not be applied");
  const source = customerSource.organizationId !== null ? "organization" : "person";
  const sourceId = customerSource.organizationId ?? customerSource.personId;
  const linkTo = (made: { id: string; name: string }) =>
    sourceId === null
      ? undefined
      : ({ source, sourceId, currency, customerId: made.id, customerName: made.name } as const);
  if (customer.id !== null) {
    const link = linkTo({ id: customer.id, name: customer.name });
    if (remember.customer && link) await ports.ledger.putCustomerLink(link);
    return plan;
  }
  const create = customer.create;
  if (!create) throw new Error("A customer without an id must say what it is made of");
  const key = `customer/${source}/${sourceId}/${currency}`;
  return ports.ledger.exclusive(key, async () => {
    const linked =
      sourceId === null ? undefined : await ports.ledger.customerLink(source, sourceId, currency);
    if (linked) return { ...plan, customer: { ...customer, id: linked.customerId } };
    const written = await writeOnce(ports, {
      key,
      write: await ports.quickbooks.customerWrite(create),
      dealId: plan.deal.id,
      marker: null,
      summary: `customer "${create.name}"`,
      async find() {
        // Display names are unique, so the name alone tells whether it was made.
        const [found] = await ports.quickbooks.matchCustomers({ name: create.name });
        return found && { kind: "customer", customer: found, traceId: undefined };
      },
      also: (done) => {
        const link = done.kind === "customer" ? linkTo(done.customer) : undefined;
        return link ? { customerLink: link } : {};
      },
    });
    if (written.kind !== "customer") {
      throw new Error("A customer was sent and something else came back");
    }
    made.push(`customer "${written.customer.name}" (id ${written.customer.id})`);
    return { ...plan, customer: { ...customer, id: written.customer.id } };
  });
}

async function withItems(
  ports: WritePorts,
  plan: InvoicePlan,
  made: string[],
): Promise<InvoicePlan> {
  const lines = [];
  for (const line of plan.lines) {
    const { newItem, productId } = line;
    if (line.item || !newItem) {
      lines.push(line);
      continue;
    }
    const key = `item/product/${productId ?? newItem.name}`;
    const item = await ports.ledger.exclusive(key, async () => {
      const links = await ports.ledger.itemLinks();
      const linked = links.find(
        (link) => link.productId === productId && link.variationId === null,
      );
      if (linked) return { id: linked.itemId, name: linked.itemName };
      const written = await writeOnce(ports, {
        key,
        write: await ports.quickbooks.itemWrite(newItem),
        dealId: plan.deal.id,
        marker: null,
        summary: `item "${newItem.name}"`,
        async find() {
          const [found] = await ports.quickbooks.matchItems({ skus: [], names: [newItem.name] });
          return found && { kind: "item", item: found, traceId: undefined };
        },
        also: (done) =>
          done.kind === "item" && productId !== null
            ? {
                itemLink: {
                  productId,
                  variationId: null,
                  itemId: done.item.id,
                  itemName: done.item.name,
                },
              }
            : {},
      });
      if (written.kind !== "item") throw new Error("An item was sent and something else came back");
      made.push(`item "${written.item.name}" (id ${written.item.id})`);
      return { id: written.item.id, name: written.item.name };
    });
    lines.push({ ...line, item });
  }
  return { ...plan, lines };
}

/** What QuickBooks booked against what the plan said; never hidden (design 9). */
export function differences(plan: InvoicePlan, invoice: Invoice): Warning[] {
  const warnings: Warning[] = [];
  const compare = (code: string, what: string, planned: string | null, booked: string) => {
    if (planned !== null && planned !== booked) {
      warnings.push({ code, message: `${what}: planned ${planned}, QuickBooks booked ${booked}.` });
    }
  };
  const { totals, currency, dueDate } = plan;
  const text = (amount: Invoice["total"]) => `${amountText(amount)} ${currency}`;
  compare("total_difference", "Total", totals.total && text(totals.total), text(invoice.total));
  compare("tax_difference", "Tax", totals.tax && text(totals.tax), text(invoice.tax));
  compare("due_difference", "Due date", dueDate, invoice.dueDate ?? "none");
  if (totals.tax === null && !invoice.total.minus(invoice.tax).equals(totals.net)) {
    compare("total_difference", "Net", text(totals.net), text(invoice.total.minus(invoice.tax)));
  }
  return warnings;
}

async function nowText(ports: WritePorts): Promise<string> {
  return (await ports.clock.now()).toISOString();
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

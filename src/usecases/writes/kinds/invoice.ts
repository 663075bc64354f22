/** A new invoice. It is found again by its marker, among all that were made around its sendings. */
import { PdqbError } from "../../../domain/errors.ts";
import { holdsMarker } from "../../../domain/invoice/marker.ts";
import type { Intent } from "../../../domain/ledger/ledger.ts";
import { moneyWords } from "../../../domain/money/amount-words.ts";
import { bookedDifferences } from "../../../domain/plan/booked-differences.ts";
import { planOfIntent } from "../../../domain/plan/stored-plan.ts";
import type { Ports, WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { followInvoice } from "./follow-invoice.ts";

/** A marker is looked for from 5 minutes before the first sending (docs/design.md 7.5)… */
const BEFORE_MS = 300_000;
/** …and no write is still on its way so long after its sending: the service works on one for at most 120 s. */
export const OVER_AFTER_MS = 130_000;

export const invoiceLock = (dealId: number | null) => `invoice/deal/${dealId}`;

export const invoiceKind: WriteKind<WrittenOf<"invoice">> = {
  name: "invoice",
  service: "quickbooks",
  words: { thing: "invoice", verb: "create", past: "created", done: "made" },
  answers: ["invoice"],
  lock: ({ dealId }) => invoiceLock(dealId),
  lookedAt: ({ marker }) => `every invoice made since, for the marker "${marker}"`,
  async find(ports, intent) {
    const [only, ...more] = await withMarker(ports, intent);
    return only && more.length === 0
      ? { kind: "invoice", invoice: only, traceId: undefined }
      : undefined;
  },
  follow: followInvoice,
  remarks(intent, { invoice }) {
    const plan = planOfIntent(intent);
    if (!plan) return [];
    const differences = bookedDifferences(plan, invoice).map(({ message }) => message);
    const tax = `QuickBooks booked ${moneyWords(invoice.tax, invoice.currency)} of tax.`;
    return plan.totals.tax === null ? [tax, ...differences] : differences;
  },
  foundLater(intent, { invoice: { emailStatus } }) {
    const to = planOfIntent(intent)?.sendTo ?? null;
    if (to === null) return [];
    const isSent = emailStatus === "EmailSent";
    return [`The e-mail to ${to} had ${isSent ? "" : "not "}been sent when it was found`];
  },
  /** It has to be of the customer that was billed, and free. */
  async named({ quickbooks, ledger }, intent, id) {
    const invoice = await quickbooks.invoice(id);
    const customerId = await quickbooks.customerOfWrite(intent);
    if (invoice.customer.id !== customerId)
      throw wrongInvoice(intent.id, id, "is another customer's");
    const [known] = await ledger.invoices({ invoiceIds: [id] });
    const other = known?.links.find(({ dealId }) => dealId !== intent.dealId);
    if (other) throw wrongInvoice(intent.id, id, `is linked to deal ${other.dealId}`);
    return { kind: "invoice", invoice, traceId: undefined };
  },
};

function wrongInvoice(intentId: string, id: string, why: string): PdqbError {
  return new PdqbError("refused", `Not resolved: invoice id:${id} ${why}.`, {
    next: [`pdqb pending show ${intentId}`],
  });
}

async function withMarker(
  { quickbooks, clock }: Pick<Ports, "quickbooks" | "clock">,
  { marker, firstSentAt, createdAt }: Intent,
) {
  if (marker === null) return [];
  // Its times are the books' own: where this machine's clock is wrong, the window is wider by as much.
  const skew = (await quickbooks.clockSkewMs()) ?? 0;
  const first = Date.parse(firstSentAt ?? createdAt) - BEFORE_MS + Math.min(0, skew);
  const last = clock.now().getTime() + OVER_AFTER_MS + Math.max(0, skew);
  const made = await quickbooks.invoicesCreated(
    new Date(first).toISOString(),
    new Date(last).toISOString(),
  );
  return made.filter((invoice) => holdsMarker(invoice.privateNote, marker));
}

/** A new invoice. It is found again by its marker, among all that were made around its sendings. */
import { PdqbError } from "../../../domain/errors.ts";
import type { DealId } from "../../../domain/ids.ts";
import type { Invoice } from "../../../domain/invoice/invoice.ts";
import { holdsMarker } from "../../../domain/invoice/marker.ts";
import type { Intent } from "../../../domain/ledger/ledger.ts";
import { bookedRemarks } from "../../../domain/plan/booked-differences.ts";
import { planOfIntent } from "../../../domain/plan/stored-plan.ts";
import { type InvoiceInput, invoiceBody, namedInBody } from "../../books/invoice-body.ts";
import { followInvoice } from "../follow-invoice.ts";
import { type LookPorts, OVER_AFTER_MS, type WriteKind } from "../kind.ts";

/** A marker is looked for from 5 minutes before the first sending (docs/design.md 7.5). */
const BEFORE_MS = 300_000;
export const invoiceLock = (dealId: DealId | null) => `invoice/deal/${dealId}`;

export const invoiceKind: WriteKind<Invoice, InvoiceInput> = {
  name: "invoice",
  service: "quickbooks",
  words: { thing: "invoice", verb: "create", past: "created", done: "made" },
  body: invoiceBody,
  send: ({ quickbooks }, { body, requestId }) =>
    quickbooks.send({ entity: "Invoice", operation: "create", body }, requestId),
  lock: ({ dealId }) => invoiceLock(dealId),
  lookedAt: ({ marker }) => `every invoice made since, for the marker "${marker}"`,
  async find(ports, intent) {
    const [only, ...more] = await withMarker(ports, intent);
    return more.length === 0 ? only : undefined;
  },
  follow: followInvoice,
  remarks(intent, invoice) {
    const plan = planOfIntent(intent);
    if (!plan) return [];
    return bookedRemarks(plan, invoice);
  },
  foundLater(intent, { emailStatus }) {
    const to = planOfIntent(intent)?.sendTo ?? null;
    if (to === null) return [];
    const isSent = emailStatus === "EmailSent";
    return [`The e-mail to ${to} had ${isSent ? "" : "not "}been sent when it was found`];
  },
  /** It has to be of the customer that was billed, and free. */
  async named({ quickbooks, ledger }, intent, id) {
    const invoice = await quickbooks.invoice(id);
    if (invoice.customer.id !== namedInBody(intent.body).customerId)
      throw wrongInvoice(intent.id, id, "is another customer's");
    const [known] = await ledger.invoices({ invoiceIds: [id] });
    const other = known?.links.find(({ dealId }) => dealId !== intent.dealId);
    if (other) throw wrongInvoice(intent.id, id, `is linked to deal ${other.dealId}`);
    return invoice;
  },
  /** Of the same customer, made since the first sending; those of the expected total first. */
  async candidates({ quickbooks, clock }, { body, firstSentAt, follows }) {
    if (firstSentAt === null) return [];
    const { customerId } = namedInBody(body);
    const since = new Date(Date.parse(firstSentAt) - BEFORE_MS).toISOString();
    const made = await quickbooks.invoicesCreated(since, clock.now().toISOString());
    const isExpected = ({ total }: Invoice) => follows.total === total.toFixed();
    return made
      .filter(({ customer }) => customer.id === customerId)
      .sort((one, other) => Number(isExpected(other)) - Number(isExpected(one)));
  },
};

function wrongInvoice(intentId: string, id: string, why: string): PdqbError {
  return new PdqbError("refused", `Not resolved: invoice id:${id} ${why}.`, {
    next: [`pdqb pending show ${intentId}`],
  });
}

async function withMarker(
  { quickbooks, clock }: LookPorts,
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

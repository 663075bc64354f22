/**
 * What is billed of a deal: the one answer that the planner, applying a plan and the lists share. It comes from the ledger's links,
 * the invoices as QuickBooks has them now, invoices that carry this deal's marker and that the ledger does not know, and invoices
 * whose outcome is open.
 */
import type { Problem } from "../../domain/errors.ts";
import type { BilledPart } from "../../domain/invoice/billed.ts";
import {
  type Doubt,
  doubtProblem,
  doubtsAmong,
  type LinkedInvoice,
  withMarker,
} from "../../domain/invoice/doubts.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import type { Intent, KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { adopt } from "./adopt-invoices.ts";
import { keepDoubts, strangers } from "./doubts.ts";
import { freshInvoices } from "./fresh-invoices.ts";

export type BillingPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

/** An invoice and its link to the deal. */
export type BilledInvoice = LinkedInvoice & { isLive: boolean };

export type DealBilling = {
  /** Live or not, oldest generation first. */
  invoices: BilledInvoice[];
  /** Invoices of this deal that were sent and whose outcome is not known. */
  pending: Intent[];
  doubts: Doubt[];
  /** Another one when an invoice was made, linked, voided or left in doubt since. */
  fingerprint: string;
};

/** Invoices of a customer, as read from the books. */
export type CustomerInvoices = { invoices: Invoice[]; readAt: Date };

export type BillingInput = {
  dealId: number;
  pipedriveCompany: string;
  /** Invoices of the customers that the deal is billed to. */
  read: CustomerInvoices[];
  /** False in a dry run: then nothing that was read is kept. */
  save: boolean;
};

/** Reads what the ledger knows for more than a minute again. Throws unavailable, connection. */
export async function dealBilling(ports: BillingPorts, input: BillingInput): Promise<DealBilling> {
  const { dealId, pipedriveCompany, read, save } = input;
  const stored = await ports.ledger.invoices({ dealIds: [dealId] });
  const known = await freshInvoices(ports, stored, { read, save });
  const open = (await ports.ledger.intents({ state: "open" })).filter(
    (intent) => intent.kind === "invoice" && intent.dealId === dealId,
  );
  const marked = read.flatMap(({ invoices }) => withMarker(invoices, pipedriveCompany));
  const foreign = await strangers(
    ports.ledger,
    marked.filter(({ marker }) => marker.dealId === dealId),
  );
  const linked = known.flatMap((one) =>
    one.links
      .filter((link) => link.dealId === dealId)
      .map((link) => ({ known: one, link, isLive: isLiveInvoice(one) })),
  );
  const doubts = doubtsAmong(pipedriveCompany, linked, foreign);
  if (save) await keepDoubts(ports.ledger, doubts, ports.clock.now().toISOString());
  const isDoubtful = ({ id }: Invoice) =>
    doubts.some(({ invoices }) => invoices.some((one) => one.id === id));
  const sure = foreign.filter(({ invoice }) => !isDoubtful(invoice));
  const deals = new Map(sure.length > 0 ? [[dealId, await ports.pipedrive.deal(dealId)]] : []);
  const adopted = await adopt(ports, sure, { deals, save });
  const invoices = [
    ...linked,
    ...adopted.map((one) => ({ ...one, isLive: isLiveInvoice(one.known) })),
  ].sort((one, other) => one.link.generation - other.link.generation);
  const pending = open.filter(({ firstSentAt }) => firstSentAt !== null);
  return { invoices, pending, doubts, fingerprint: fingerprintOf(invoices, pending, doubts) };
}

/** Still in the books, not voided. */
export function isLiveInvoice({ invoice, lastTotal }: KnownInvoice): boolean {
  return isLive(invoice, lastTotal ?? undefined);
}

/** What stands against a further invoice until it is settled; `key`: of the invoice that is asked for, whose own intent is taken up. */
export function inDoubt({ pending, doubts }: DealBilling, key: string): Problem[] {
  const others = pending.filter((intent) => intent.key !== key);
  return [
    ...others.map(
      ({ id, firstSentAt }): Problem => ({
        code: "in_doubt",
        message: `Another invoice of this deal may have been created at ${firstSentAt}.`,
        next: `pdqb pending resolve ${id}`,
      }),
    ),
    ...doubts.map(doubtProblem),
  ];
}

/** What each live invoice bills. */
export function billedParts({ invoices }: Pick<DealBilling, "invoices">): BilledPart[] {
  return invoices
    .filter((one) => one.isLive)
    .map(({ known, link }) => ({
      invoice: invoiceName(known.invoice),
      part: link.part,
      billed: link.billed,
    }));
}

function fingerprintOf(invoices: BilledInvoice[], pending: Intent[], doubts: Doubt[]): string {
  const live = invoices.filter((one) => one.isLive).map(({ known }) => known.invoice.id);
  const intents = pending.map(({ id }) => id);
  const doubtIds = doubts.flatMap((doubt) => doubt.invoices.map(({ id }) => id));
  return JSON.stringify([live.sort(), intents.sort(), doubtIds.sort()]);
}

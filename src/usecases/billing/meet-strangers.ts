/** Invoices with our marker that are met while the books are read for something else: another machine's, or copies of ours. */
import type { Deal } from "../../domain/deal/deal.ts";
import { orUndefined, PdqbError } from "../../domain/errors.ts";
import type { Doubt } from "../../domain/invoice/doubt.ts";
import { withMarker } from "../../domain/invoice/doubts.ts";
import type { Invoice, MarkedInvoice } from "../../domain/invoice/invoice.ts";
import { mayBill } from "../../domain/invoice/unread-invoice.ts";
import type { NewestInvoices, Ports } from "../../ports.ts";
import { adopt, dealsById } from "./adopt-invoices.ts";
import { doubtsWith, keepDoubts, knownDoubts, strangers } from "./doubts.ts";
import { hasAllSince, lookedAt, recentInvoices, wholeDay, widen } from "./recent-invoices.ts";

/** Links those that are a deal's beyond doubt and keeps the others, so that every later command tells of them. `read`: deals at hand. */
export async function meetStrangers(
  ports: Pick<Ports, "ledger" | "pipedrive" | "clock">,
  invoices: Invoice[],
  { pipedriveCompany, read = [] }: { pipedriveCompany: string; read?: readonly Deal[] },
): Promise<void> {
  const { ledger } = ports;
  const met = await strangers(ledger, withMarker(invoices, pipedriveCompany));
  if (met.length === 0) return;
  const deals = await dealsOf(ports, met, read);
  const { doubts, sure } = await doubtsWith(ledger, met, { pipedriveCompany, deals });
  // What the ledger knows without a link was unlinked by a person.
  const known = await ledger.invoices({ invoiceIds: sure.map(({ invoice }) => invoice.id) });
  const kept = new Set(known.map(({ invoice }) => invoice.id));
  const found = sure.filter(({ invoice }) => !kept.has(invoice.id));
  await adopt(ports, found, { deals, save: true });
  await keepDoubts(ledger, doubts, ports.clock.now().toISOString());
}

async function dealsOf(
  ports: Pick<Ports, "pipedrive">,
  marked: MarkedInvoice[],
  read: readonly Deal[] = [],
): Promise<Map<number, Deal | undefined>> {
  const ids = new Set(marked.map(({ marker }) => marker.dealId));
  const known = read.filter(({ id }) => ids.has(id));
  for (const { id } of known) ids.delete(id);
  // The books are read for their statuses: a Pipedrive that does not answer leaves the titles of the deals open.
  const others = await orUndefined(dealsById(ports, [...ids]));
  return new Map([...(others ?? []), ...known.map((deal) => [deal.id, deal] as const)]);
}

/** What stands in doubt now, by the ledger and by what changed in the books in the last month. Saves nothing. */
export async function doubtsNow(
  ports: Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">,
  pipedriveCompany: string,
): Promise<Doubt[]> {
  const { ledger } = ports;
  const invoices = await recentInvoices(ports);
  const met = await strangers(ledger, withMarker(invoices, pipedriveCompany));
  const deals = await dealsOf(ports, met);
  const { doubts } = await doubtsWith(ledger, met, { pipedriveCompany, deals });
  const named = new Set(doubts.flatMap(({ invoices }) => invoices.map(({ id }) => id)));
  const known = await knownDoubts(ledger, pipedriveCompany);
  return [...doubts, ...known.filter(({ invoices }) => !invoices.every(({ id }) => named.has(id)))];
}

/** Of whichever customer, since the deal was added. */
export type OtherInvoices = NewestInvoices & { added: string; since: string; readAt: Date };

/**
 * Invoices of this deal that were billed to another customer than the one it is billed to now, by another ledger or one that was lost: as
 * they came with a customer, else read by themselves. Throws unavailable where one that cannot be read may bill the deal. `save`: those of
 * other deals are linked as well, and how far was looked is noted.
 */
export async function otherInvoices(
  ports: Pick<Ports, "ledger" | "pipedrive" | "quickbooks" | "clock">,
  states: { others?: NewestInvoices; readAt: Date }[],
  how: {
    dealId: Deal["id"];
    added: string;
    since: string;
    pipedriveCompany: string;
    save: boolean;
  },
): Promise<OtherInvoices> {
  const { dealId, added, since, pipedriveCompany, save } = how;
  const state = states.find(({ others }) => others !== undefined);
  const readAt = state?.readAt ?? ports.clock.now();
  const first = state?.others ?? (await ports.quickbooks.newestInvoices(since));
  const read = hasAllSince(added, first) ? first : await wholeDay(ports, since, first);
  const own = read.unread.find((one) => mayBill(one, dealId));
  if (own)
    throw new PdqbError("unavailable", `An invoice that may bill deal ${dealId} cannot be read.`, {
      reason: own.why,
      retry: false,
      isAboutOne: true,
    });
  if (save) {
    const [before] = await Promise.all([
      lookedAt(ports.ledger),
      meetStrangers(ports, read.invoices, { pipedriveCompany }),
    ]);
    // One that bills another deal is to be met once it can be read.
    const isSeen = read.unread.every((one) => !mayBill(one));
    if (read.isAll && isSeen) await widen(ports, { before, from: since, readAt });
  }
  return { ...read, isAll: hasAllSince(added, read), added, since, readAt };
}

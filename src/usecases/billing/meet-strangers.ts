/** Invoices with our marker that are met while the books are read for something else: another machine's, or copies of ours. */
import type { Deal } from "../../domain/deal/deal.ts";
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import type { Doubt } from "../../domain/invoice/doubt.ts";
import { withMarker } from "../../domain/invoice/doubts.ts";
import type { Invoice, MarkedInvoice } from "../../domain/invoice/invoice.ts";
import type { Ports, QuickBooks } from "../../ports.ts";
import { adopt, dealsById } from "./adopt-invoices.ts";
import { doubtsWith, keepDoubts, knownDoubts, strangers } from "./doubts.ts";

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
  const others = await orUnknown(dealsById(ports, [...ids]));
  return new Map([...others, ...known.map((deal) => [deal.id, deal] as const)]);
}

/** The books are read for their statuses: a Pipedrive that does not answer leaves the titles of the deals open. */
async function orUnknown(
  reading: Promise<Map<number, Deal | undefined>>,
): Promise<Map<number, Deal | undefined>> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof PdqbError) return new Map();
    throw error;
  }
}

/** The change feed reaches back 30 days by the service's clock (docs/quickbooks.md 8.1); two are kept in hand. */
const RECENT_MS = 28 * 86_400_000;

/** What changed in the books in the last month, as far as one answer holds; nothing where the service refuses the feed, or it cannot be read. */
export async function recentInvoices({
  quickbooks,
  clock,
}: Pick<Ports, "quickbooks" | "clock">): Promise<Invoice[]> {
  const skew = (await quickbooks.clockSkewMs()) ?? 0;
  const since = new Date(clock.now().getTime() + skew - RECENT_MS).toISOString();
  const changes = await invoiceFeed(quickbooks, since);
  return changes?.invoices.filter(({ deleted }) => !deleted) ?? [];
}

/** What was changed since then, by whomever. Undefined where the service refuses to reach back so far, which it decides itself, or the answer cannot be read. */
export async function invoiceFeed(
  quickbooks: Pick<QuickBooks, "invoiceChanges">,
  since: string,
): Promise<Awaited<ReturnType<QuickBooks["invoiceChanges"]>> | undefined> {
  try {
    return await quickbooks.invoiceChanges(since);
  } catch (error) {
    const isRefused = error instanceof ServiceError && error.status === 400;
    if (isRefused || (error instanceof PdqbError && error.isAboutOne)) return undefined;
    throw error;
  }
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

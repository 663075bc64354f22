/** What a shell offers to complete: from the ledger alone, and never more of it than a person would look through. */
import type { DealId } from "../../domain/ids.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";

type LedgerPort = Pick<Ports, "ledger">;

const SHOWN_MAX = 300;
const LISTED = "deals/listed";
const LISTED_MS = 30 * 86_400_000;

/** Of one page: a large ledger is not read whole. */
export async function newestInvoices({ ledger }: LedgerPort): Promise<KnownInvoice[]> {
  for await (const page of ledger.newestInvoices(SHOWN_MAX)) return page;
  return [];
}

/** Deals that were listed last, then those that the newest invoices bill. */
export async function knownDeals(ports: LedgerPort): Promise<number[]> {
  const listed = await ports.ledger.cached(LISTED, LISTED_MS);
  const ids: number[] = listed === undefined ? [] : JSON.parse(listed);
  const billed = (await newestInvoices(ports)).flatMap(({ links }) => links);
  return [...new Set([...ids, ...billed.map(({ dealId }) => dealId)])];
}

/** Keeps the deals of a list, so that a shell can offer them. */
export async function keepListed({ ledger }: LedgerPort, dealIds: DealId[]): Promise<void> {
  await ledger.cache(LISTED, JSON.stringify(dealIds.slice(0, SHOWN_MAX)));
}

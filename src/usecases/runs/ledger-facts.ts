/** The ledger as the plans of a run use it together. */
import type { DealId } from "../../domain/ids.ts";
import { withMarker } from "../../domain/invoice/doubts.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type {
  CustomerLink,
  Intent,
  ItemLink,
  KnownInvoice,
  TaxLink,
} from "../../domain/ledger/ledger.ts";
import { onceEach } from "../../domain/once.ts";
import type { Ledger } from "../../ports.ts";
import { strangers } from "../billing/doubts.ts";
import { over } from "./over.ts";

/**
 * Without its cache of the books: what a run needs of them is read once for all its deals, so that no plan has to be made again because
 * a warning rests on an older answer.
 */
export function withoutCache(ledger: Ledger): Ledger {
  return over(ledger, { cached: async () => undefined, cache: async () => {} });
}

type LedgerRead = {
  itemLinks: ItemLink[];
  taxLinks: TaxLink[];
  customerLinks: CustomerLink[];
  open: Intent[];
  /** Invoices of the deals. */
  known: KnownInvoice[];
  dealIds: readonly DealId[];
};

/** Intents before invoices: one that is settled meanwhile has its link by the second look. */
export async function readLedger(ledger: Ledger, dealIds: readonly DealId[]): Promise<LedgerRead> {
  const [itemLinks, taxLinks, customerLinks, open] = await Promise.all([
    ledger.itemLinks(),
    ledger.taxLinks(),
    ledger.customerLinks(),
    ledger.intents({ state: "open" }),
  ]);
  const known = await ledger.invoices({ dealIds: [...dealIds] });
  return { itemLinks, taxLinks, customerLinks, open, known, dealIds };
}

/** For plans that nothing is written for: what the ledger said once it says to each of them. */
export function servedLedger(ledger: Ledger, read: LedgerRead): Ledger {
  const nameOf = (source: string, id: number, currency: string) => `${source}/${id}/${currency}`;
  const customerLinks = new Map(
    read.customerLinks.map((one) => [nameOf(one.source, one.sourceId, one.currency), one]),
  );
  const known = new Map(read.dealIds.map((id) => [id, [] as KnownInvoice[]]));
  for (const one of read.known) for (const { dealId } of one.links) known.get(dealId)?.push(one);
  return over(withoutCache(ledger), {
    itemLinks: async () => read.itemLinks,
    taxLinks: async () => read.taxLinks,
    customerLink: async (source, id, currency) => customerLinks.get(nameOf(source, id, currency)),
    cursor: onceEach((name) => ledger.cursor(name)),
    intents: async (filter) =>
      filter.state === "open" && Object.keys(filter).length === 1
        ? read.open
        : ledger.intents(filter),
    async invoices(filter) {
      const [id, ...others] = filter.dealIds ?? [];
      const isOne = id !== undefined && others.length === 0 && Object.keys(filter).length === 1;
      return (isOne ? known.get(id) : undefined) ?? ledger.invoices(filter);
    },
  });
}

/** Invoices that carry a marker of ours and that no deal is linked to. */
export function unlinkedAmong(ledger: Ledger, pipedriveCompany: string) {
  return async (invoices: Invoice[]): Promise<Invoice[]> => {
    const marked = await strangers(ledger, withMarker(invoices, pipedriveCompany));
    return marked.map(({ invoice }) => invoice);
  };
}

/** Links invoices that carry a deal's marker and that the ledger does not know: made on another machine, or the ledger was lost. */

import type { Deal } from "../../domain/deal/deal.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Invoice, MarkedInvoice } from "../../domain/invoice/invoice.ts";
import { type Adopted, adoptedAs } from "../../domain/invoice/link-by-marker.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { Pipedrive } from "../../ports/pipedrive.ts";
import type { Clock } from "../../ports/system.ts";
import { orGone } from "../books/or-gone.ts";

type AdoptPorts = { ledger: Ledger; clock: Clock };

/** How much of the deal they bill is not known. `save`: false in a dry run, where they are linked in the answer alone. */
export async function adopt(
  ports: AdoptPorts,
  found: MarkedInvoice[],
  { deals, save }: { deals: Map<number, Deal | undefined>; save: boolean },
): Promise<Adopted[]> {
  const at = ports.clock.now().toISOString();
  const adopted: Adopted[] = [];
  for (const one of found) {
    const now = adoptedAs(one, deals.get(one.marker.dealId), at);
    adopted.push(now);
    if (save) await keep(ports, { invoice: one.invoice, link: now.link, at });
  }
  return adopted;
}

/** Unless another process has linked it meanwhile, which knows more of it. */
async function keep(
  { ledger }: AdoptPorts,
  { invoice, link, at }: { invoice: Invoice; link: InvoiceLink; at: string },
): Promise<void> {
  const [known] = await ledger.invoices({ invoiceIds: [invoice.id] });
  if (known && known.links.length > 0) return;
  await ledger.putInvoiceLink(link);
  await ledger.saveInvoices([invoice], at);
}

/** A list of two is one call less than both by themselves; the list of archived deals may be several pages. */
const LISTED_FEWEST = 2;
const ARCHIVED_FEWEST = 3;

/** By their ids; undefined where one was deleted. Lists leave some out, archived ones first of all: what is missing is asked for by itself. */
export async function dealsById(
  { pipedrive }: { pipedrive: Pipedrive },
  dealIds: DealId[],
): Promise<Map<number, Deal | undefined>> {
  const ids = [...new Set(dealIds)];
  const deals = new Map<number, Deal | undefined>();
  const missing = () => ids.filter((id) => !deals.has(id));
  for (const [list, fewest] of [
    [pipedrive.dealsByIds, LISTED_FEWEST],
    [pipedrive.archivedDeals, ARCHIVED_FEWEST],
  ] as const) {
    if (missing().length < fewest) break;
    for (const [id, deal] of await list(missing())) deals.set(id, deal);
  }
  for (const id of missing()) deals.set(id, await orGone(pipedrive.deal(id)));
  return deals;
}

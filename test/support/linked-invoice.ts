// Invoices of deal 142, each with its link, as doubts are about them.
import { foundPart, markerText } from "../../src/domain/invoice/marker.ts";
import type { InvoiceLink, LinkedInvoice } from "../../src/domain/ledger/ledger.ts";
import { decimal } from "../../src/domain/money/money.ts";
import { invoice } from "./builders.ts";

export const COMPANY = "9001";

export type Case = Partial<InvoiceLink> & {
  net: string;
  id: number;
  /** Of the whole deal, when this ledger billed it; absent where another one did. */
  dealNet?: string;
  voided?: boolean;
  random?: string;
};

/** An invoice of deal 142 without tax, created in the order of its id. */
export function linked({ net, id, dealNet, voided, random, ...change }: Case): LinkedInvoice {
  const { part = "1", generation = 1 } = change;
  const marker = markerText({ dealId: 142, part, generation }, COMPANY, random ?? `aaaa${id}`);
  const link: InvoiceLink = {
    invoiceId: String(id),
    dealId: 142,
    part: dealNet === undefined && part !== "1" ? foundPart(part) : part,
    generation,
    dealTitle: "",
    dealValue: dealNet ?? null,
    ownerId: null,
    pipelineId: null,
    billed:
      dealNet === undefined
        ? null
        : {
            share: null,
            lines: [{ lineId: 1, net: decimal(net) }],
            dealNet: decimal(dealNet),
          },
    createdAt: `2026-11-01T10:00:${id}Z`,
  };
  const booked = invoice({
    id: String(id),
    number: String(1000 + id),
    total: voided ? "0" : net,
    allQuantitiesZero: voided ?? false,
    createdAt: link.createdAt,
    privateNote: marker,
  });
  const refreshedAt = "2026-11-02T10:00:00Z";
  const lastTotal = decimal(net);
  const { part: _part, generation: _generation, ...rest } = change;
  const known = { invoice: booked, refreshedAt, lastTotal, links: [] };
  return { known, link: { ...link, ...rest } };
}

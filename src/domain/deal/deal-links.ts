/** What the ledger ties a deal to. */

import type { CustomerLink, ItemLink, TaxLink } from "../ledger/ledger.ts";
import type { DealLine } from "./deal.ts";

export type CustomerSource = { kind: CustomerLink["source"]; id: number };

export type DealLinks = {
  customerLink: CustomerLink | undefined;
  taxLinks: TaxLink[];
  itemLink(line: DealLine): ItemLink | undefined;
};

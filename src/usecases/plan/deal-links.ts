/** What the links of a deal name in the books. */

import type { DealFacts, DealLine } from "../../domain/deal/deal.ts";
import type { ItemId } from "../../domain/ids.ts";
import type { CustomerSource, DealLinks, ItemLink, TaxLink } from "../../domain/ledger/ledger.ts";
import { plainText } from "../../domain/money/money.ts";

/** Whose customer is billed: the organization's, else the person's. */
export function customerSource({ deal }: Pick<DealFacts, "deal">): CustomerSource | undefined {
  if (deal.organizationId !== null) return { kind: "organization", id: deal.organizationId };
  return deal.personId === null ? undefined : { kind: "person", id: deal.personId };
}

/** Of the line's variation, else of its product. */
export function itemLinkOf(links: ItemLink[], line: DealLine): ItemLink | undefined {
  const own = links.filter(({ productId }) => productId === line.productId);
  return (
    own.find((link) => link.variationId === line.variationId) ??
    own.find((link) => link.variationId === null)
  );
}

/** What the links of the deal's lines name in the books. */
export function linkedEntries(
  { lines }: Pick<DealFacts, "lines">,
  { customerLink, itemLink, taxLinks }: DealLinks,
): { itemIds: ItemId[]; taxCodeIds: string[] } {
  const enabled = lines.filter((line) => line.isEnabled);
  const percents = new Set(["0", ...enabled.map(({ taxPercent }) => plainText(taxPercent))]);
  const isOurs = ({ percent, customerId }: TaxLink) =>
    percents.has(percent) && (customerId === null || customerId === customerLink?.customerId);
  return {
    itemIds: enabled.flatMap((line) => itemLink(line)?.itemId ?? []),
    taxCodeIds: taxLinks.filter(isOurs).map(({ taxCodeId }) => taxCodeId),
  };
}

/**
 * Everything that Pipedrive says of one deal: 33 tokens with a person and an organization (budget: 35), 10 more for each product with
 * variations. Beside it what the deal's links name in the books.
 */

import type { DealFacts, DealLine, FieldValues } from "../../domain/deal/deal.ts";
import { orUndefined, type PdqbError } from "../../domain/errors.ts";
import type { DealId, ItemId } from "../../domain/ids.ts";
import type { CustomerSource, DealLinks, ItemLink, TaxLink } from "../../domain/ledger/ledger.ts";
import { plainText } from "../../domain/money/money.ts";
import type { Pipedrive } from "../../ports/pipedrive.ts";

/** Without a prototype, as all fields: one may be called as a member that every object has. */
const NO_FIELDS: FieldValues = Object.create(null);

/** Throws not_found for a deal that is gone. An organization or person that is gone counts as none. */
export async function readDeal(
  { pipedrive }: { pipedrive: Pipedrive },
  id: DealId,
): Promise<DealFacts> {
  const [deal, lines, discounts, installments] = await Promise.all([
    pipedrive.deal(id),
    pipedrive.dealLines(id),
    pipedrive.dealDiscounts(id),
    pipedrive.installments(id),
  ]);
  const [named, organization, person] = await Promise.all([
    withVariations(pipedrive, lines),
    deal.organizationId === null ? null : orNone(pipedrive.organization(deal.organizationId)),
    deal.personId === null ? null : orNone(pipedrive.person(deal.personId)),
  ]);
  return {
    deal: {
      ...deal,
      organizationId: organization ? deal.organizationId : null,
      personId: person ? deal.personId : null,
    },
    lines: named,
    discounts,
    installments,
    contactName: organization?.name ?? person?.name ?? null,
    sources: {
      deal: deal.fields,
      organization: organization?.fields ?? NO_FIELDS,
      person: person?.fields ?? NO_FIELDS,
    },
  };
}

/** Asked only for products that have a variation on the deal. A line whose variation cannot be read keeps its own name. */
async function withVariations(pipedrive: Pipedrive, lines: DealLine[]): Promise<DealLine[]> {
  const products = new Set(
    lines.flatMap(({ productId, variationId }) =>
      productId === null || variationId === null ? [] : [productId],
    ),
  );
  const names = new Map(
    (
      await Promise.all(
        [...products].map((id) => orNone(pipedrive.variationNames(id), ["not_found", "refused"])),
      )
    ).flatMap((found) => [...(found ?? [])]),
  );
  return lines.map((line) => {
    const variationName = names.get(line.variationId ?? 0);
    return variationName ? { ...line, variationName } : line;
  });
}

const orNone = async <T>(read: Promise<T>, kinds: PdqbError["kind"][] = ["not_found"]) =>
  (await orUndefined(read, ({ kind }) => kinds.includes(kind))) ?? null;

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

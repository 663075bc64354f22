/** Everything that Pipedrive says of one deal: 33 tokens with a person and an organization (budget: 35). */
import type { Deal, DealDiscount, DealLine, Installment } from "../../domain/deal/deal.ts";
import type { FieldSources } from "../../domain/deal/field-mapping.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { Ports } from "../../ports.ts";

export type DealFacts = {
  deal: Deal;
  lines: DealLine[];
  discounts: DealDiscount[];
  installments: Installment[];
  /** Organization's name, else person's. */
  contactName: string | null;
  sources: FieldSources;
};

/** Throws not_found for a deal that is gone. An organization or person that is gone counts as none. */
export async function readDeal(
  { pipedrive }: Pick<Ports, "pipedrive">,
  id: number,
): Promise<DealFacts> {
  const [deal, lines, discounts, installments] = await Promise.all([
    pipedrive.deal(id),
    pipedrive.dealLines(id),
    pipedrive.dealDiscounts(id),
    pipedrive.installments(id),
  ]);
  const [organization, person] = await Promise.all([
    deal.organizationId === null ? null : orGone(pipedrive.organization(deal.organizationId)),
    deal.personId === null ? null : orGone(pipedrive.person(deal.personId)),
  ]);
  return {
    deal: {
      ...deal,
      organizationId: organization ? deal.organizationId : null,
      personId: person ? deal.personId : null,
    },
    lines,
    discounts,
    installments,
    contactName: organization?.name ?? person?.name ?? null,
    sources: {
      deal: deal.fields,
      organization: organization?.fields ?? {},
      person: person?.fields ?? {},
    },
  };
}

async function orGone<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof PdqbError && error.kind === "not_found") return null;
    throw error;
  }
}

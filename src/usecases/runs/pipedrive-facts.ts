/** What Pipedrive says of many deals, read together, and handed out as single reads would give it. */
import type { Deal, DealLine, Installment } from "../../domain/deal/deal.ts";
import type { ProductId } from "../../domain/ids.ts";
import { sum } from "../../domain/money/money.ts";
import { once, onceEach } from "../../domain/once.ts";
import type { Pipedrive } from "../../ports.ts";
import { over } from "./over.ts";

export type DealsRead = {
  pipedrive: Pipedrive;
  deals: Map<number, Deal>;
  lines: Map<number, DealLine[]>;
  installments: Map<number, Installment[]>;
};

const NO_DEALS: ReadonlyMap<number, Deal | undefined> = new Map();

/** `known`: deals that a list has just given whole. What a list leaves out, such as an archived deal, is read by itself when it is asked for. */
export async function readDeals(
  pipedrive: Pipedrive,
  ids: number[],
  known: readonly Deal[] = [],
): Promise<DealsRead> {
  const deals = new Map(known.map((deal) => [deal.id, deal]));
  const missing = [...new Set(ids)].filter((id) => !deals.has(id));
  const [more, lines, installments] = await Promise.all([
    missing.length === 0 ? NO_DEALS : pipedrive.dealsByIds(missing),
    pipedrive.linesOfDeals(ids),
    pipedrive.installmentsOfDeals(ids),
  ]);
  for (const [id, deal] of more) if (deal) deals.set(id, deal);
  return { pipedrive, deals, lines, installments };
}

/** The same reads, answered from what was read. `productIds`: those of which more than the line is needed. */
export async function servedPipedrive(
  { pipedrive, deals, lines, installments }: DealsRead,
  productIds: readonly ProductId[],
): Promise<Pipedrive> {
  const all = [...deals.values()];
  const idsOf = (pick: (deal: Deal) => number | null) => [
    ...new Set(all.flatMap((deal) => pick(deal) ?? [])),
  ];
  const [organizations, persons] = await Promise.all([
    pipedrive.organizations(idsOf(({ organizationId }) => organizationId)),
    pipedrive.persons(idsOf(({ personId }) => personId)),
  ]);
  const organization = byId(organizations);
  const person = byId(persons);
  const deal = onceEach((id: number) => pipedrive.deal(id));
  /** Null: no list has it. */
  const others = new Map<number, Deal | undefined | null>();
  const isAhead = new Set(productIds);
  const products = once(async () => byId(await pipedrive.products([...isAhead])));
  const single = {
    organization: onceEach((id: number) => pipedrive.organization(id)),
    person: onceEach((id: number) => pipedrive.person(id)),
    lines: onceEach((id: number) => pipedrive.dealLines(id)),
    discounts: onceEach((id: number) => pipedrive.dealDiscounts(id)),
    installments: onceEach((id: number) => pipedrive.installments(id)),
  };
  return over(pipedrive, {
    deal: async (id) => deals.get(id) ?? deal(id),
    // Whose invoices are like one that is planned: of the run for the most part, and the same ones again and again.
    async dealsByIds(ids) {
      const unknown = ids.filter((id) => !deals.has(id) && !others.has(id));
      for (const id of unknown) others.set(id, null);
      const read = unknown.length === 0 ? NO_DEALS : await pipedrive.dealsByIds(unknown);
      for (const [id, one] of read) others.set(id, one);
      const known = ids.map((id) => [id, deals.get(id) ?? others.get(id)] as const);
      return new Map(known.filter((one): one is [number, Deal | undefined] => one[1] !== null));
    },
    dealLines: async (id) => (isRead(deals, id) ? lines.get(id) : undefined) ?? single.lines(id),
    installments: async (id) =>
      (isRead(deals, id) ? installments.get(id) : undefined) ?? single.installments(id),
    dealDiscounts: async (id) =>
      hasNoDiscount(deals.get(id), lines.get(id)) ? [] : single.discounts(id),
    organization: async (id) => organization.get(id) ?? single.organization(id),
    person: async (id) => person.get(id) ?? single.person(id),
    async products(ids) {
      const all = await products();
      const found = [...new Set(ids)].flatMap((id) => all.get(id) ?? []);
      const others = ids.filter((id) => !isAhead.has(id));
      return others.length === 0 ? found : [...found, ...(await pipedrive.products(others))];
    },
    variationNames: onceEach((id) => pipedrive.variationNames(id)),
  });
}

const byId = <T extends { id: number }>(all: T[]) => new Map(all.map((one) => [one.id, one]));

/** Of a deal that the lists leave out, they do not say which lines it has. */
const isRead = (deals: Map<number, Deal>, id: number) => deals.has(id);

/**
 * Discounts have no bulk read. A deal whose value is exactly the sum of its lines by Pipedrive's own reckoning has none in force, since
 * each one changes the value (docs/pipedrive.md 4.5, 4.7).
 */
function hasNoDiscount(deal: Deal | undefined, lines: DealLine[] | undefined): boolean {
  if (!deal || !lines || lines.length === 0 || deal.value === null) return false;
  const sums = lines.filter(({ isEnabled }) => isEnabled).map((line) => line.sum);
  return !sums.includes(null) && sum(sums.flatMap((one) => one ?? [])).equals(deal.value);
}

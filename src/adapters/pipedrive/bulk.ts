/** Many deals and what belongs to them in few calls: by lists of at most 100 ids (docs/pipedrive.md 3.2, 4.1, 4.6). */

import type { Deal, DealLine, Installment } from "../../domain/deal/deal.ts";
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Pipedrive } from "../../ports.ts";
import type { Client } from "./client.ts";
import { dealListError, dealQuery } from "./deal-query.ts";
import { inOrder, toInstallment } from "./deals.ts";
import { plainFields } from "./plain-text.ts";
import {
  asIdOrNull,
  asObject,
  chunks,
  type Json,
  list,
  oneOf,
  toDeal,
  toDealLine,
} from "./wire.ts";
import { toOrganization, toPerson } from "./wire-lists.ts";

type Bulk = Pick<
  Pipedrive,
  "dealsWhole" | "linesOfDeals" | "installmentsOfDeals" | "organizations" | "persons"
>;

/** Undefined: it cannot be read. */
type OfDeal = { dealId: DealId; one: Installment | undefined };

export function bulkReads(client: Client): Bulk {
  return {
    dealsWhole: (query) => dealsWhole(client, query),
    async linesOfDeals(ids) {
      const rows: ({ dealId: DealId } & ReturnType<typeof toDealLine>)[] = [];
      const unread = new Set<number>();
      for (const chunk of chunks(ids)) {
        const page = await client.pages(
          (api, access, page) =>
            api
              .DealProductsApiFactory(...access)
              .getDealsProducts({ deal_ids: chunk, ...page } as never),
          (row) => ({ dealId: dealOf(chunk, row), ...toDealLine(row) }),
          undefined,
          { unreadable: (row) => unread.add(dealOf(chunk, row)) },
        );
        if (!page.complete) throw cut();
        rows.push(...page.rows);
      }
      const lines = new Map<number, DealLine[]>();
      for (const [id, own] of grouped(ids, rows))
        if (!unread.has(id)) lines.set(id, await inOrder(own));
      return lines;
    },
    async installmentsOfDeals(ids) {
      const rows: OfDeal[] = [];
      for (const chunk of chunks(ids)) rows.push(...(await installments(client, chunk)));
      const unread = new Set(rows.flatMap(({ dealId, one }) => (one ? [] : dealId)));
      for (const id of unread)
        client.skip(`Pipedrive sent installments of deal ${id} that cannot be read.`);
      const read = rows.flatMap(({ dealId, one }) => (one ? { dealId, ...one } : []));
      return grouped(
        ids.filter((id) => !unread.has(id)),
        read,
      );
    },
    organizations: (ids) =>
      byIds(client, ids, toOrganization, (api, access, query) =>
        api.OrganizationsApiFactory(...access).getOrganizations(query as never),
      ),
    persons: (ids) =>
      byIds(client, ids, toPerson, (api, access, query) =>
        api.PersonsApiFactory(...access).getPersons(query as never),
      ),
  };
}

async function dealsWhole(
  client: Client,
  { archived = false, ...query }: Parameters<Pipedrive["dealsWhole"]>[0],
): Promise<{ deals: Deal[]; complete: boolean }> {
  const operation = archived ? "getArchivedDeals" : "getDeals";
  // The list of archived deals knows no labels of options.
  const labels = !archived && { include_option_labels: true };
  try {
    const { rows, complete } = await client.pages(
      (api, access, page) =>
        api
          .DealsApiFactory(...access)
          [operation]({ ...dealQuery(query), ...labels, ...page } as never),
      (row) => ({ deal: toDeal(row), isDeleted: asObject(row)?.is_deleted === true }),
      undefined,
      { skips: true, ...(archived && { cost: 20 }) },
    );
    const deals: Deal[] = [];
    for (const { deal, isDeleted } of rows)
      if (!isDeleted) deals.push({ ...deal, fields: await plainFields(deal.fields) });
    return { deals, complete };
  } catch (error) {
    throw dealListError(error, query);
  }
}

/** The client repeats `deal_ids`, the sibling for lines has commas; where the one is refused the other is tried (docs/pipedrive.md 4.6). */
async function installments(client: Client, ids: number[]): Promise<OfDeal[]> {
  const read = (deal_ids: unknown) =>
    client.read(
      (api, access) =>
        api
          .DealInstallmentsApiFactory(...access)
          .getInstallments({ deal_ids, limit: 500 } as never),
      (data) => list(data).map((row) => ({ dealId: dealOf(ids, row), one: readable(row) })),
      { cost: 10 },
    );
  try {
    const rows = await read(ids);
    // A full page may have been cut: then fewer deals are asked for at once.
    if (rows.length < 500 || ids.length === 1) return rows;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.fate !== "refused") throw error;
    if (error.status === 402 || error.status === 403) return [];
    if (error.status !== 400) throw error;
    return await read([ids.join(",")]);
  }
  const half = Math.ceil(ids.length / 2);
  return [
    ...(await installments(client, ids.slice(0, half))),
    ...(await installments(client, ids.slice(half))),
  ];
}

function readable(row: Json): Installment | undefined {
  try {
    return toInstallment(row);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}

type Run = Parameters<Client["pages"]>[0];

async function byIds<T extends { id: number; fields: Deal["fields"] }>(
  client: Client,
  ids: number[],
  parse: (row: unknown) => T,
  run: Run,
): Promise<T[]> {
  const found: T[] = [];
  for (const chunk of chunks(ids)) {
    const { rows } = await client.pages(
      (api, access, page) =>
        run(api, access, { ids: chunk.join(","), include_option_labels: true, ...page } as never),
      (row) => oneOf(chunk, parse(row)),
      undefined,
      { unreadable: () => {} },
    );
    for (const row of rows) found.push({ ...row, fields: await plainFields(row.fields) });
  }
  return found;
}

/** Whose row it is; throws where it belongs to a deal that was not asked for. */
function dealOf(asked: number[], row: unknown): number {
  const id = asIdOrNull(asObject(row)?.deal_id) ?? 0;
  return oneOf(asked, { id }).id;
}

/** By deal, with an empty list for one that has none. */
function grouped<T extends { dealId: DealId }>(ids: number[], rows: T[]) {
  const groups = new Map<number, Omit<T, "dealId">[]>(ids.map((id) => [id, []]));
  for (const { dealId, ...row } of rows) groups.get(dealId)?.push(row);
  return groups;
}

const cut = () =>
  new PdqbError("unavailable", "Pipedrive gave more lines than can be read at once.", {
    next: ["Narrow the run: fewer deals at a time."],
    retry: false,
  });

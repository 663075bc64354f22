/** Deals, their lines, discounts and installments (docs/pipedrive.md 3 and 4). */
import { parseDate } from "../../domain/calendar-date.ts";
import type { Deal, DealLine, Installment } from "../../domain/deal/deal.ts";
import { orUndefined, PdqbError, ServiceError } from "../../domain/errors.ts";
import type { Pipedrive } from "../../ports.ts";
import type { Client } from "./client.ts";
import { dealListError, dealQuery } from "./deal-query.ts";
import { plainFields, plainOf } from "./plain-text.ts";
import {
  asAmount,
  asId,
  asIdOrNull,
  asObject,
  asText,
  checkAsked,
  chunks,
  type Json,
  list,
  oneOf,
  toDeal,
  toDealLine,
} from "./wire.ts";
import { toDealSummary } from "./wire-lists.ts";

type DealQuery = Parameters<Pipedrive["deals"]>[0];

export const dealReads = (client: Client) => ({
  deal: (id: number) => readDeal(client, id),
  dealsByIds: (ids: number[]) => dealsByIds(client, ids, "getDeals"),
  archivedDeals: (ids: number[]) => dealsByIds(client, ids, "getArchivedDeals", 20),
  deals: (query: DealQuery) => listDeals(client, query),
  searchDeals: (term: string, limit: number) => searchDeals(client, term, limit),
  dealLines: (id: number) => dealLines(client, id),
  dealDiscounts: (id: number) => dealDiscounts(client, id),
  installments: (id: number) => installments(client, id),
});

async function readDeal(client: Client, id: number): Promise<Deal> {
  const gone = new PdqbError("not_found", `There is no deal ${id}.`, {
    reason: "Pipedrive does not know it, or the connected user cannot see it, or it was deleted.",
    next: ["pdqb deals"],
  });
  try {
    const deal = await client.read(
      (api, access) =>
        api.DealsApiFactory(...access).getDeal({ id, include_option_labels: true } as never),
      (data) => {
        const deal = toDeal(data);
        checkAsked(id, deal.id);
        if (isDeleted(data)) throw gone;
        return deal;
      },
    );
    return { ...deal, fields: await plainFields(deal.fields) };
  } catch (error) {
    throw error instanceof ServiceError && error.kind === "not_found" ? gone : error;
  }
}

/** Without it a list leaves deleted deals out. */
const EVERY_STATUS = "open,won,lost,deleted";

async function dealsByIds(
  client: Client,
  ids: number[],
  list: "getDeals" | "getArchivedDeals",
  cost?: number,
): Promise<Map<number, Deal | undefined>> {
  // The list of archived deals knows no labels of options, and no deleted ones.
  const more = list === "getDeals" && { include_option_labels: true, status: EVERY_STATUS };
  const found = new Map<number, Deal | undefined>();
  for (const chunk of chunks(ids)) {
    const { rows } = await client.pages(
      (api, access, page) =>
        api.DealsApiFactory(...access)[list]({ ids: chunk.join(","), ...more, ...page } as never),
      (row) => ({ deal: oneOf(chunk, toDeal(row)), isGone: isDeleted(row) }),
      undefined,
      {
        ...(cost !== undefined && { cost }),
        unreadable: (row) => checkRow(chunk, asIdOrNull(asObject(row)?.id)),
      },
    );
    for (const { deal, isGone } of rows)
      found.set(deal.id, isGone ? undefined : { ...deal, fields: await plainFields(deal.fields) });
  }
  return found;
}

/** What cannot be read is left out, but for a deal that nobody asked for. */
function checkRow(asked: number[], id: number | null): void {
  if (id !== null) oneOf(asked, { id });
}

const isDeleted = (row: unknown) => asObject(row)?.is_deleted === true;

async function listDeals(client: Client, query: DealQuery) {
  const sorted = { sort_by: "update_time", sort_direction: "desc", ...dealQuery(query) };
  try {
    const { rows, complete } = await client.pages(
      (api, access, page) =>
        api.DealsApiFactory(...access).getDeals({ ...page, ...sorted } as never),
      toDealSummary,
      query.limit,
      { skips: true },
    );
    return { deals: rows, complete };
  } catch (error) {
    throw dealListError(error, query);
  }
}

async function searchDeals(client: Client, term: string, limit: number) {
  const { rows } = await client.pages(
    (api, access, page) =>
      api.DealsApiFactory(...access).searchDeals({ ...page, term, fields: "title" } as never),
    toDealSummary,
    limit,
    { cost: 20, skips: true },
  );
  return rows;
}

async function dealLines(client: Client, id: number): Promise<DealLine[]> {
  const { rows } = await client.pages(
    (api, access, page) =>
      api.DealProductsApiFactory(...access).getDealProducts({ id, ...page } as never),
    (row) => {
      checkAsked(id, asObject(row)?.deal_id);
      return toDealLine(row);
    },
  );
  return inOrder(rows);
}

function dealDiscounts(client: Client, id: number) {
  return client.read(
    (api, access) => api.DealsApiFactory(...access).getAdditionalDiscounts({ id }),
    (data) =>
      list(data).map((row) => {
        checkAsked(id, row.deal_id);
        return {
          description: asText(row.description) ?? "",
          type: row.type === "amount" ? ("amount" as const) : ("percentage" as const),
          amount: asAmount(row.amount),
        };
      }),
    { cost: 10 },
  );
}

/** One id alone: whether several go repeated or by commas is not settled (docs/pipedrive.md 4). A plan without them answers 402 or 403. */
async function installments(client: Client, id: number): Promise<Installment[]> {
  const reading = client.read(
    (api, access) =>
      api
        .DealInstallmentsApiFactory(...access)
        .getInstallments({ deal_ids: [id], limit: 500 } as never),
    (data) =>
      list(data).map((row) => {
        checkAsked(id, row.deal_id);
        return toInstallment(row);
      }),
    { cost: 10 },
  );
  const isNotInPlan = (error: PdqbError) =>
    error instanceof ServiceError &&
    error.kind === "refused" &&
    (error.status === 402 || error.status === 403);
  return (await orUndefined(reading, isNotInPlan)) ?? [];
}

/** As in the web app, and with rich text as plain text. */
export function inOrder(rows: ReturnType<typeof toDealLine>[]): Promise<DealLine[]> {
  const order = (line: { order: number | null }) => line.order ?? Number.MAX_SAFE_INTEGER;
  const sorted = rows.sort((one, other) => order(one) - order(other) || one.id - other.id);
  return Promise.all(
    sorted.map(async ({ order: _order, ...line }) => ({
      ...line,
      comments: await plainOf(line.comments),
    })),
  );
}

export function toInstallment(row: Json): Installment {
  return {
    id: asId(row.id),
    amount: asAmount(row.amount),
    billingDate: parseDate(asText(row.billing_date) ?? "") ?? null,
    description: asText(row.description) ?? "",
  };
}

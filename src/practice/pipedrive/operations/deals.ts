/** Deals: single, lists, archived ones, writes (docs/pipedrive.md 3.1, 3.2, 7.1). */
import { notFound } from "../answers.ts";
import type { Answer, Call, Handlers } from "../call.ts";
import { deleteEntity, isKept, listEntities, readEntity, wireContext } from "../entities.ts";
import { cursorPage } from "../paging.ts";
import type { DealRow } from "../rows.ts";
import { dealWriter } from "./deal-wire.ts";
import { addDeal, updateDeal } from "./deal-write.ts";

export const dealHandlers: Handlers = {
  "v2:getDeals": (call) => list(call, (row) => !row.is_archived),
  "v2:getArchivedDeals": (call) => list(call, (row) => row.is_archived),
  "v2:getDeal": (call) => ({ data: one(call, readEntity(call, call.store.deals)) }),
  "v2:addDeal": (call) => ({ data: one(call, addDeal(call)) }),
  "v2:updateDeal": (call) => ({ data: one(call, updateDeal(call)) }),
  "v2:deleteDeal": (call) => ({ data: deleteEntity(call, call.store.deals) }),
};

const one = (call: Call, row: DealRow) => dealWriter(call, wireContext(call, "deal"))(row);

function list(call: Call, isListed: (row: DealRow) => boolean): Answer {
  const rows = call.query.filter_id === undefined ? byParameters(call) : bySavedFilter(call);
  const write = dealWriter(call, wireContext(call, "deal"));
  return cursorPage(call, rows.filter(isListed), write);
}

/** Without `status` all but the deleted; `deleted` means those of the last 30 days. */
function byParameters(call: Call): DealRow[] {
  const asked = call.query.status;
  const statuses = asked === undefined ? undefined : new Set(String(asked).split(","));
  const rows = listEntities(call, call.store.deals, [
    "owner_id",
    "person_id",
    "org_id",
    "pipeline_id",
    "stage_id",
  ]);
  return rows.filter((row) => {
    if (row.is_deleted) return statuses?.has("deleted") === true && isKept(row, call.now);
    return statuses?.has(row.status) ?? true;
  });
}

/** A saved filter makes all other filters be ignored. */
function bySavedFilter(call: Call): DealRow[] {
  const filter = call.store.filters.get(String(call.query.filter_id));
  if (!filter) throw notFound();
  const wanted = Object.entries(filter.where) as [keyof DealRow, unknown][];
  return call.store.deals
    .all()
    .filter((row) => !row.is_deleted && wanted.every(([name, value]) => row[name] === value));
}

/** What lines, discounts and installments share: the deal they hang on. */
import { notFound, Refusal } from "../answers.ts";
import type { Call } from "../call.ts";
import type { DealPartsRow, DealRow } from "../rows.ts";
import { v2Time } from "../times.ts";

/** Parts of the deal in the path. Those of a deleted deal are not found. */
export function partsToRead(call: Call): DealPartsRow {
  const deal = call.store.deals.get(String(Number(call.path.id)));
  if (!deal || deal.is_deleted) throw notFound();
  return call.store.partsOf(deal.id);
}

export function partsToWrite(call: Call): { deal: DealRow; parts: DealPartsRow } {
  const parts = partsToRead(call);
  const deal = call.store.deals.get(parts.id);
  if (!deal) throw notFound();
  if (deal.is_archived) {
    throw new Refusal(400, "Archived deals cannot be edited", { code: "ERR_DEAL_ARCHIVED" });
  }
  return { deal, parts };
}

/** Whether a change of a line moves the deal's `update_time` is not documented (docs/pipedrive.md 8). */
export function putParts(call: Call, deal: DealRow, parts: DealPartsRow): void {
  call.store.parts.put(parts);
  if (call.settings("pipedrive.line_change_moves_deal") === "yes") {
    call.store.deals.put({ ...deal, update_time: v2Time(call.now) });
  }
}

/** Parts of the deals of a list; unknown and deleted deals are left out. */
export function partsOfDeals(call: Call, ids: number[]): DealPartsRow[] {
  return [...new Set(ids)].flatMap((id) => {
    const deal = call.store.deals.get(String(id));
    return deal && !deal.is_deleted ? [call.store.partsOf(deal.id)] : [];
  });
}

/**
 * What hangs on a deal besides its lines: discounts of the whole (no paging, ids are uuids), and installments, which are dated parts of its
 * one-time revenue on Growth and above (docs/pipedrive.md 4.5, 4.6); and how any part of a deal is read and kept.
 */
import { randomUUID } from "node:crypto";
import { archived, invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type { DealDiscount, DealPartsRow, DealRow, Installment } from "../rows.ts";
import { planOf } from "../settings.ts";
import { isDate, v2Time } from "../times.ts";

export const dealPartHandlers: Handlers = {
  "v2:getAdditionalDiscounts": (call) => {
    const parts = partsToRead(call);
    return { data: parts.discounts.map((discount) => ofDeal(parts, discount)) };
  },
  "v2:postAdditionalDiscount": (call) => {
    const { deal, parts } = partsToWrite(call);
    const [at, by] = [v2Time(call.now), Number(call.user.id)];
    const discount: DealDiscount = {
      ...(call.body as Pick<DealDiscount, "description" | "type" | "amount">),
      ...{ id: randomUUID(), created_at: at, created_by: by, updated_at: at, updated_by: by },
    };
    const { type, amount } = discount;
    if (amount <= 0) throw invalid("amount", "must be greater than 0");
    if (type === "percentage" && amount > 100) throw invalid("amount", "must not be above 100");
    putParts(call, deal, { ...parts, discounts: [...parts.discounts, discount] });
    return { data: ofDeal(parts, discount) };
  },
  "v2:deleteAdditionalDiscount": (call) => {
    const { deal, parts } = partsToWrite(call);
    const [gone, discounts] = without(parts.discounts, call.path.discount_id);
    putParts(call, deal, { ...parts, discounts });
    return { data: { id: gone.id } };
  },
  "v2:getInstallments": (call) => {
    requireFeature(call);
    checkIdForm(call);
    const rows = partsOfDeals(call, call.query.deal_ids as number[]).flatMap((parts) =>
      parts.installments.map((installment) => ofDeal(parts, installment)),
    );
    return cursorPage(call, rows, (row) => row);
  },
  "v2:postInstallment": (call) => {
    requireFeature(call);
    const { deal, parts } = partsToWrite(call);
    const hasRecurring = parts.lines.some((line) => line.billing_frequency !== "one-time");
    if (parts.lines.length === 0 || hasRecurring)
      throw new Refusal(400, "Installments need one-time products and no recurring ones");
    const sent = call.body as Omit<Installment, "id">;
    const installment = { ...sent, id: call.store.next("installments") };
    if (!isDate(sent.billing_date)) throw invalid("billing_date", "must be a date");
    if (sent.amount <= 0) throw invalid("amount", "must be greater than 0");
    putParts(call, deal, { ...parts, installments: [...parts.installments, installment] });
    return { data: ofDeal(parts, installment) };
  },
  "v2:deleteInstallment": (call) => {
    requireFeature(call);
    const { deal, parts } = partsToWrite(call);
    const [gone, installments] = without(parts.installments, call.path.installment_id);
    putParts(call, deal, { ...parts, installments });
    return { data: { id: gone.id } };
  },
};

const ofDeal = <T extends object>(parts: DealPartsRow, part: T) => ({
  ...part,
  deal_id: Number(parts.id),
});

/** The one of an id, and the others. */
function without<T extends { id: string | number }>(all: T[], id: string | undefined): [T, T[]] {
  const found = all.find((each) => String(each.id) === id);
  if (!found) throw notFound();
  return [found, all.filter((each) => each !== found)];
}

/** Which of 402 and 403 a lower plan answers with is not documented: by setting. */
function requireFeature(call: Call): void {
  if (planOf(call.settings).hasInstallments) return;
  const status = Number(call.settings("installments_refusal"));
  throw new Refusal(status, "This feature is not available on your plan", {
    code: "ERR_FEATURE_NOT_AVAILABLE",
    info: "Installments are available in Growth and above plans.",
  });
}

/** The definitions repeat `deal_ids`, the sibling for lines takes commas; what the service takes is not known (docs/pipedrive.md 13). */
function checkIdForm(call: Call): void {
  const form = call.settings("installments_ids");
  const sent = call.request.query.getAll("deal_ids");
  if (form === "commas" && sent.length > 1) throw invalid("deal_ids", "must be given once");
  if (form === "repeated" && sent.some((text) => text.includes(",")))
    throw invalid("deal_ids", "must be an integer");
}

/** Parts of the deal in the path. Those of a deleted deal are not found. */
export function partsToRead(call: Call): DealPartsRow {
  const deal = call.store.deals.get(String(Number(call.path.id)));
  if (!deal || deal.is_deleted) throw notFound();
  return call.store.partsOf(deal.id);
}

/** The same, of a deal that may be changed. */
export function partsToWrite(call: Call): { deal: DealRow; parts: DealPartsRow } {
  const parts = partsToRead(call);
  const deal = call.store.deals.get(parts.id);
  if (!deal) throw notFound();
  if (deal.is_archived) throw archived();
  return { deal, parts };
}

/** Whether a change of a line moves the deal's `update_time` is not documented (docs/pipedrive.md 8). */
export function putParts(call: Call, deal: DealRow, parts: DealPartsRow): void {
  call.store.parts.put(parts);
  if (call.settings("line_change_moves_deal") === "yes")
    call.store.deals.put({ ...deal, update_time: v2Time(call.now) });
}

/** Parts of the deals of a list; unknown and deleted deals are left out. */
export function partsOfDeals(call: Call, ids: number[]): DealPartsRow[] {
  return [...new Set(ids)].flatMap((id) => {
    const deal = call.store.deals.get(String(id));
    return deal && !deal.is_deleted ? [call.store.partsOf(deal.id)] : [];
  });
}

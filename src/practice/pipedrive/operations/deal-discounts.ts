/** Discounts of the whole deal: no paging, ids are uuids (docs/pipedrive.md 4.5). */
import { randomUUID } from "node:crypto";
import { invalid, notFound } from "../answers.ts";
import type { Call, Handlers } from "../call.ts";
import type { DealDiscount, DealPartsRow } from "../rows.ts";
import { v2Time } from "../times.ts";
import { partsToRead, partsToWrite, putParts } from "./deal-parts.ts";

export const dealDiscountHandlers: Handlers = {
  "v2:getAdditionalDiscounts": (call) => {
    const parts = partsToRead(call);
    return { data: parts.discounts.map((discount) => toWire(parts, discount)) };
  },
  "v2:postAdditionalDiscount": (call) => {
    const { deal, parts } = partsToWrite(call);
    const now = v2Time(call.now);
    const discount: DealDiscount = {
      ...(call.body as Pick<DealDiscount, "description" | "type" | "amount">),
      id: randomUUID(),
      created_at: now,
      created_by: Number(call.user.id),
      updated_at: now,
      updated_by: Number(call.user.id),
    };
    check(discount);
    putParts(call, deal, { ...parts, discounts: [...parts.discounts, discount] });
    return { data: toWire(parts, discount) };
  },
  "v2:updateAdditionalDiscount": (call) => {
    const { deal, parts } = partsToWrite(call);
    const discount: DealDiscount = {
      ...find(call, parts),
      ...call.body,
      updated_at: v2Time(call.now),
      updated_by: Number(call.user.id),
    };
    check(discount);
    const discounts = parts.discounts.map((each) => (each.id === discount.id ? discount : each));
    putParts(call, deal, { ...parts, discounts });
    return { data: toWire(parts, discount) };
  },
  "v2:deleteAdditionalDiscount": (call) => {
    const { deal, parts } = partsToWrite(call);
    const { id } = find(call, parts);
    putParts(call, deal, { ...parts, discounts: parts.discounts.filter((each) => each.id !== id) });
    return { data: { id } };
  },
};

function find(call: Call, parts: DealPartsRow): DealDiscount {
  const found = parts.discounts.find((discount) => discount.id === call.path.discount_id);
  if (!found) throw notFound();
  return found;
}

function check({ type, amount }: DealDiscount): void {
  if (amount <= 0) throw invalid("amount", "must be greater than 0");
  if (type === "percentage" && amount > 100) throw invalid("amount", "must not be above 100");
}

const toWire = (parts: DealPartsRow, discount: DealDiscount) => ({
  ...discount,
  deal_id: Number(parts.id),
});

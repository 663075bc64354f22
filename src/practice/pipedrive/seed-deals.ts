/** The deals of a practice company as rows. Money that follows from lines is worked out when it is read. */
import type { SeedCompany, SeedDeal, SeedLine } from "../companies/seed-types.ts";
import {
  BLANK_DEAL,
  type DealLine,
  type DealPartsRow,
  type EntityRow,
  OPEN_STAGE,
  PIPELINE,
} from "./rows.ts";
import type { Store } from "./store.ts";
import { v2Time } from "./times.ts";

const DAY_MS = 86_400_000;

/** `ago`: so many days before the company begins. */
type Around = { store: Store; seed: SeedCompany; entity: EntityRow; ago: (days: number) => string };

/** Puts one deal with its lines, discounts and installments. */
export function seedDeal(deal: SeedDeal, around: Around): void {
  const { store, seed, entity, ago } = around;
  const { title, status = "won", isArchived = false, isDeleted = false } = deal;
  const closed = deal.wonOn === undefined ? ago(deal.daysAgo ?? 10) : `${deal.wonOn}T10:00:00Z`;
  const added = v2Time(new Date(Date.parse(closed) - 20 * DAY_MS));
  const won = status === "won" ? closed : null;
  store.deals.put({
    ...{ ...entity, ...BLANK_DEAL, title, status, is_deleted: isDeleted },
    ...{ add_time: added, update_time: closed, stage_change_time: closed },
    ...{ close_time: won, won_time: won, custom_fields: deal.fields ?? {} },
    ...{ creator_user_id: entity.owner_id, person_id: deal.person ?? null },
    ...{ org_id: deal.organization ?? null, value: deal.value ?? 0 },
    ...{ pipeline_id: PIPELINE, stage_id: status === "open" ? OPEN_STAGE : OPEN_STAGE + 1 },
    currency: deal.currency ?? seed.company.currency,
    ...{ is_archived: isArchived, archive_time: isArchived ? ago(1) : null },
    origin: "ManuallyCreated",
  });
  store.parts.put(partsRow(deal, added, around));
}

function partsRow(deal: SeedDeal, time: string, { seed, entity, ago }: Around): DealPartsRow {
  const by = entity.owner_id;
  return {
    id: entity.id,
    lines: (deal.lines ?? []).map((line, index) => ({
      ...lineRow(seed, deal, line),
      ...{ id: deal.id * 1000 + index + 1, order_nr: index + 1, add_time: time, update_time: time },
    })),
    discounts: (deal.discounts ?? []).map((discount, index) => ({
      id: `7c0d${String(deal.id).padStart(4, "0")}-0000-4000-8000-00000000000${index}`,
      ...{ ...discount, created_at: time, created_by: by, updated_at: time, updated_by: by },
    })),
    installments: (deal.installments ?? []).map(({ amount, description, billingDate }, index) => ({
      ...{ id: deal.id * 10 + index, amount, description },
      billing_date: billingDate ?? ago(-30 * index).slice(0, 10),
    })),
  };
}

function lineRow(
  seed: SeedCompany,
  deal: SeedDeal,
  line: SeedLine,
): Omit<DealLine, "id" | "order_nr" | "add_time" | "update_time"> {
  const product = seed.products.find(({ id }) => id === line.product);
  const { comments = "", price, quantity, tax = seed.tax, variation = null } = line;
  const { frequency = "one-time", cycles = null, start = null } = line.billing ?? {};
  return {
    ...{ product_id: line.product, product_variation_id: variation, comments },
    ...{ name: line.name ?? product?.name ?? "", item_price: price, quantity, tax },
    discount: line.amountDiscount ?? line.discount ?? 0,
    discount_type: line.amountDiscount === undefined ? "percentage" : "amount",
    ...{ tax_method: deal.taxMethod ?? "exclusive", is_enabled: !line.isDisabled },
    ...{ billing_frequency: frequency, billing_frequency_cycles: cycles },
    billing_start_date: start,
  };
}

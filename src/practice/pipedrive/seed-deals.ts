/** The deals of a practice company as rows. Money that follows from lines is worked out when it is read. */
import type { SeedCompany, SeedDeal, SeedLine } from "../companies/pipedrive-company.ts";
import {
  BLANK_DEAL,
  type DealLine,
  type DealPartsRow,
  type DealRow,
  type EntityRow,
} from "./rows.ts";
import type { Store } from "./store.ts";
import { v2Time } from "./times.ts";

const DAY_MS = 86_400_000;
export const PIPELINE = 2;
export const OPEN_STAGE = 11;
const WON_STAGE = OPEN_STAGE + 1;

/** `ago`: so many days before the company begins. */
type Around = {
  store: Store;
  seed: SeedCompany;
  entity: EntityRow;
  ago: (days: number) => string;
};

/** Puts one deal with its lines, discounts and installments. */
export function seedDeal(deal: SeedDeal, around: Around): void {
  const { store, seed, entity, ago } = around;
  const status = deal.status ?? "won";
  const closed = deal.wonOn === undefined ? ago(deal.daysAgo ?? 10) : `${deal.wonOn}T10:00:00Z`;
  const later = (days: number) => v2Time(new Date(Date.parse(closed) + days * DAY_MS));
  const won = status === "won" ? closed : null;
  const row: DealRow = {
    ...entity,
    ...BLANK_DEAL,
    add_time: later(-20),
    update_time: closed,
    is_deleted: deal.isDeleted ?? false,
    custom_fields: deal.fields ?? {},
    title: deal.title,
    creator_user_id: entity.owner_id,
    person_id: deal.person ?? null,
    org_id: deal.organization ?? null,
    pipeline_id: PIPELINE,
    stage_id: status === "open" ? OPEN_STAGE : WON_STAGE,
    value: deal.value ?? 0,
    currency: deal.currency ?? seed.company.currency,
    status,
    stage_change_time: closed,
    close_time: won,
    won_time: won,
    is_archived: deal.isArchived ?? false,
    archive_time: deal.isArchived ? ago(1) : null,
    origin: "ManuallyCreated",
  };
  store.deals.put(row);
  store.parts.put(partsRow(deal, row.add_time, around));
}

function partsRow(deal: SeedDeal, time: string, { seed, entity, ago }: Around): DealPartsRow {
  return {
    id: entity.id,
    lines: (deal.lines ?? []).map((line, index) => ({
      ...lineRow(seed, deal, line),
      id: deal.id * 1000 + index + 1,
      order_nr: index + 1,
      add_time: time,
      update_time: time,
    })),
    discounts: (deal.discounts ?? []).map(({ type, amount, description }, index) => ({
      id: `7c0d${String(deal.id).padStart(4, "0")}-0000-4000-8000-00000000000${index}`,
      type,
      amount,
      description,
      created_at: time,
      created_by: entity.owner_id,
      updated_at: time,
      updated_by: entity.owner_id,
    })),
    installments: (deal.installments ?? []).map(({ amount, description, billingDate }, index) => ({
      id: deal.id * 10 + index,
      amount,
      description,
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
  return {
    product_id: line.product,
    product_variation_id: line.variation ?? null,
    name: line.name ?? product?.name ?? "",
    comments: line.comments ?? "",
    item_price: line.price,
    quantity: line.quantity,
    discount: line.amountDiscount ?? line.discount ?? 0,
    discount_type: line.amountDiscount === undefined ? "percentage" : "amount",
    tax: line.tax ?? seed.tax,
    tax_method: deal.taxMethod ?? "exclusive",
    is_enabled: !line.isDisabled,
    billing_frequency: line.billing?.frequency ?? "one-time",
    billing_frequency_cycles: line.billing?.cycles ?? null,
    billing_start_date: line.billing?.start ?? null,
  };
}

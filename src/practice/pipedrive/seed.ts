/** Puts a company of src/practice/companies into the tables. Money that follows from lines is worked out when it is read. */
import { COMPANIES, type CompanyName } from "../companies/index.ts";
import {
  FIELD_CODES,
  type SeedCompany,
  type SeedDeal,
  type SeedLine,
} from "../companies/pipedrive-company.ts";
import type { State } from "../state.ts";
import type { DealLine, DealRow, EntityRow } from "./rows.ts";
import { seedFields } from "./seed-fields.ts";
import { type Store, storeOf } from "./store.ts";
import { v2Time } from "./times.ts";

const DAY_MS = 86_400_000;
const PIPELINE = 2;
const WON_STAGE = 12;
const OPEN_STAGE = 11;

/** `now`: the day on which the company begins; deals are won some days before it. */
export function seedPipedrive(state: State, company: CompanyName, now: Date): void {
  const store = storeOf(state);
  const seed = COMPANIES[company].deals;
  const ago = (days: number) => v2Time(new Date(now.getTime() - days * DAY_MS));
  const start = ago(700);
  seedFrame(store, seed, start);
  seedFields(store);
  const entity = (id: number, owner = seed.users[0]?.id ?? 1): EntityRow => ({
    id: String(id),
    add_time: start,
    update_time: start,
    is_deleted: false,
    visible_to: 3,
    owner_id: owner,
    custom_fields: {},
  });
  for (const { id, name, address, taxNumber } of seed.organizations) {
    const fields = taxNumber === undefined ? {} : { [FIELD_CODES.taxNumber]: taxNumber };
    store.organizations.put({ ...entity(id), name, address, label_ids: [], custom_fields: fields });
  }
  for (const { id, name, organization, emails } of seed.persons) {
    const [first = "", ...rest] = name.split(" ");
    store.persons.put({
      ...entity(id),
      name,
      first_name: first,
      last_name: rest.join(" "),
      org_id: organization ?? null,
      emails: emails.map(({ value, label, primary }) => ({
        value,
        label,
        primary: primary ?? false,
      })),
      phones: [],
      label_ids: [],
    });
  }
  for (const { id, name, code, price, unit, description, isDeleted } of seed.products) {
    store.products.put({
      ...entity(id),
      is_deleted: isDeleted ?? false,
      name,
      code,
      description: description ?? "",
      unit: unit ?? "",
      tax: seed.tax,
      category: null,
      is_linkable: !isDeleted,
      prices: [{ price, currency: seed.company.currency, cost: 0, direct_cost: null, notes: "" }],
      variations: [],
      billing_frequency: "one-time",
      billing_frequency_cycles: null,
    });
  }
  for (const deal of seed.deals) seedDeal(store, seed, deal, entity(deal.id, deal.owner), ago);
}

function seedFrame(store: Store, { company, users }: SeedCompany, time: string): void {
  store.companies.put({
    id: "company",
    company_id: company.id,
    name: company.name,
    domain: company.domain,
    country: company.country,
    currency: company.currency,
    timezone_name: company.timeZone,
    timezone_offset: "+02:00",
    locale: company.locale,
  });
  for (const { id, name, email } of users) {
    store.users.put({
      id: String(id),
      name,
      email,
      is_admin: id === users[0]?.id,
      active_flag: true,
      created: time,
    });
  }
  const currencies = [
    ["EUR", "Euro", "€"],
    ["USD", "US Dollar", "$"],
    ["SEK", "Swedish Krona", "kr"],
    ["NOK", "Norwegian Krone", "kr"],
    ["JPY", "Japanese Yen", "¥", 0],
    ["KWD", "Kuwaiti Dinar", "KD", 3],
  ] as const;
  currencies.forEach(([code, name, symbol, decimals = 2], index) => {
    store.currencies.put({
      id: String(index + 1),
      code,
      name,
      symbol,
      decimal_points: decimals,
      is_custom_flag: false,
    });
  });
  store.pipelines.put({
    id: String(PIPELINE),
    name: "Sales",
    order_nr: 1,
    add_time: time,
    update_time: time,
  });
  ["Proposal made", "Contract signed"].forEach((name, index) => {
    const stage = {
      name,
      order_nr: index + 1,
      pipeline_id: PIPELINE,
      deal_probability: 100,
      add_time: time,
      update_time: time,
    };
    store.stages.put({ id: String(OPEN_STAGE + index), ...stage });
  });
  store.filters.put({
    id: "1",
    name: "All won deals",
    type: "deals",
    user_id: users[0]?.id ?? 1,
    add_time: time,
    where: { status: "won" },
  });
}

function seedDeal(
  store: Store,
  seed: SeedCompany,
  deal: SeedDeal,
  entity: EntityRow,
  ago: (days: number) => string,
): void {
  const status = deal.status ?? "won";
  const days = deal.daysAgo ?? 10;
  const won = status === "won" ? ago(days) : null;
  const row: DealRow = {
    ...entity,
    add_time: ago(days + 20),
    update_time: ago(days),
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
    stage_change_time: ago(days),
    close_time: won,
    won_time: won,
    lost_time: null,
    lost_reason: null,
    expected_close_date: null,
    probability: null,
    label_ids: [],
    is_archived: deal.isArchived ?? false,
    archive_time: deal.isArchived ? ago(1) : null,
    origin: "ManuallyCreated",
  };
  store.deals.put(row);
  const time = row.add_time;
  store.parts.put({
    id: row.id,
    lines: (deal.lines ?? []).map((line, index) => lineRow(seed, deal, line, index, time)),
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
    installments: (deal.installments ?? []).map(({ amount, description }, index) => ({
      id: deal.id * 10 + index,
      amount,
      description,
      billing_date: ago(-30 * index).slice(0, 10),
    })),
  });
}

function lineRow(
  seed: SeedCompany,
  deal: SeedDeal,
  line: SeedLine,
  index: number,
  time: string,
): DealLine {
  const product = seed.products.find(({ id }) => id === line.product);
  return {
    id: deal.id * 1000 + index + 1,
    product_id: line.product,
    product_variation_id: null,
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
    billing_start_date: null,
    order_nr: index + 1,
    add_time: time,
    update_time: time,
  };
}

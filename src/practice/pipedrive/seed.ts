/** Puts a company of src/practice/companies into the tables. Money that follows from lines is worked out when it is read. */
import { COMPANIES, type CompanyName } from "../companies/index.ts";
import { FIELD_CODES, type SeedCompany } from "../companies/pipedrive-company.ts";
import type { State } from "../state.ts";
import type { EntityRow } from "./rows.ts";
import { OPEN_STAGE, PIPELINE, seedDeal } from "./seed-deals.ts";
import { seedFields } from "./seed-fields.ts";
import { type Store, storeOf } from "./store.ts";
import { v2Time } from "./times.ts";

const DAY_MS = 86_400_000;

const CURRENCIES = [
  ["EUR", "Euro", "€"],
  ["USD", "US Dollar", "$"],
  ["SEK", "Swedish Krona", "kr"],
  ["NOK", "Norwegian Krone", "kr"],
  ["DKK", "Danish Krone", "kr"],
  ["GBP", "British Pound", "£"],
  ["CHF", "Swiss Franc", "CHF"],
  ["CAD", "Canadian Dollar", "CA$"],
  ["JPY", "Japanese Yen", "¥", 0],
  ["KWD", "Kuwaiti Dinar", "KD", 3],
] as const;

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
  seedProducts(store, seed, entity);
  for (const deal of seed.deals)
    seedDeal(deal, { store, seed, entity: entity(deal.id, deal.owner), ago });
}

function seedProducts(store: Store, seed: SeedCompany, entity: (id: number) => EntityRow): void {
  for (const product of seed.products) {
    const { id, name, code, price, unit, description, isDeleted, variations = [] } = product;
    const prices = (amount: number) => [
      { price: amount, currency: seed.company.currency, cost: 0, direct_cost: null, notes: "" },
    ];
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
      prices: prices(price),
      variations: variations.map((one) => ({
        id: one.id,
        name: one.name,
        prices: prices(one.price),
      })),
      billing_frequency: "one-time",
      billing_frequency_cycles: null,
    });
  }
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
  CURRENCIES.forEach(([code, name, symbol, decimals = 2], index) => {
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

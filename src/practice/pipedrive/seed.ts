/** Puts a company of src/practice/companies into the tables. Money that follows from lines is worked out when it is read. */
import { COMPANIES } from "../companies/index.ts";
import { type CompanyName, FIELD_CODES, type SeedCompany } from "../companies/seed-types.ts";
import type { State } from "../state.ts";
import { type EntityRow, OPEN_STAGE, PIPELINE } from "./rows.ts";
import { seedDeal } from "./seed-deals.ts";
import { seedFields } from "./seed-fields.ts";
import { type Store, storeOf } from "./store.ts";
import { v2Time } from "./times.ts";

const DAY_MS = 86_400_000;
const CURRENCIES = "EUR USD SEK NOK DKK GBP CHF CAD JPY KWD".split(" ");

/** `now`: the day on which the company begins; deals are won some days before it. */
export function seedPipedrive(state: State, company: CompanyName, now: Date): void {
  const store = storeOf(state);
  const seed = COMPANIES[company].deals;
  const ago = (days: number) => v2Time(new Date(now.getTime() - days * DAY_MS));
  const start = ago(700);
  seedFrame(store, seed, start);
  seedFields(store);
  const entity = (id: number, owner = seed.users[0]?.id ?? 1): EntityRow => ({
    ...{ id: String(id), add_time: start, update_time: start, is_deleted: false },
    ...{ visible_to: 3, owner_id: owner, custom_fields: {} },
  });
  for (const { id, name, address, taxNumber } of seed.organizations) {
    const fields = taxNumber === undefined ? {} : { [FIELD_CODES.taxNumber]: taxNumber };
    store.organizations.put({ ...entity(id), name, address, label_ids: [], custom_fields: fields });
  }
  for (const { id, name, organization, emails } of seed.persons) {
    const [first = "", ...rest] = name.split(" ");
    store.persons.put({
      ...{ ...entity(id), name, first_name: first, last_name: rest.join(" ") },
      ...{ org_id: organization ?? null, phones: [], label_ids: [] },
      emails: emails.map((email) => ({ ...email, primary: email.primary ?? false })),
    });
  }
  seedProducts(store, seed, entity);
  for (const deal of seed.deals)
    seedDeal(deal, { store, seed, entity: entity(deal.id, deal.owner), ago });
}

function seedProducts(store: Store, seed: SeedCompany, entity: (id: number) => EntityRow): void {
  const { currency } = seed.company;
  const prices = (price: number) => [{ price, currency, cost: 0, direct_cost: null, notes: "" }];
  for (const product of seed.products) {
    const { id, name, code, price, unit = "", description = "", isDeleted = false } = product;
    const { variations = [] } = product;
    store.products.put({
      ...{ ...entity(id), name, code, description, unit, tax: seed.tax, category: null },
      ...{ is_deleted: isDeleted, is_linkable: !isDeleted, prices: prices(price) },
      ...{ billing_frequency: "one-time", billing_frequency_cycles: null },
      variations: variations.map((one) => ({ ...one, prices: prices(one.price) })),
    });
  }
}

function seedFrame(store: Store, { company, users }: SeedCompany, time: string): void {
  const { id: company_id, timeZone: timezone_name, ...facts } = company;
  const times = { add_time: time, update_time: time };
  store.companies.put({
    ...{ ...facts, id: "company", company_id, timezone_name, timezone_offset: "+02:00" },
  });
  for (const { id, ...user } of users)
    store.users.put({
      ...{ ...user, id: String(id), is_admin: id === users[0]?.id, active_flag: true },
      created: time,
    });
  for (const code of CURRENCIES) store.currencies.put({ id: code, code });
  store.pipelines.put({ id: String(PIPELINE), name: "Sales", order_nr: 1, ...times });
  ["Proposal made", "Contract signed"].forEach((name, index) => {
    store.stages.put({
      ...{ id: String(OPEN_STAGE + index), name, order_nr: index + 1, ...times },
      ...{ pipeline_id: PIPELINE, deal_probability: 100 },
    });
  });
  // All won deals.
  store.filters.put({ id: "1", where: { status: "won" } });
}

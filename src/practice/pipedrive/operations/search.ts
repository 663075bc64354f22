/** Searches over deals, organizations and products (docs/pipedrive.md 3.3). */
import { invalid } from "../answers.ts";
import type { Answer, Call, Handlers, Json } from "../call.ts";
import { dealMoney } from "../deal-money.ts";
import { offsetPage } from "../paging.ts";
import type { CustomFields, DealRow, EntityRow, OrganizationRow } from "../rows.ts";

const DEALS_FILTERED_MAX = 2_000;

/** What can be searched of one thing: texts under the search's own field names, and what a hit says beside them. */
type Entry = { row: EntityRow; texts: Record<string, string[]>; item: () => Json };

export const searchHandlers: Handlers = {
  "v2:searchDeals": (call) => search(call, "deal", deals(call)),
  "v2:searchOrganization": (call) =>
    search(
      call,
      "organization",
      call.store.organizations.all().map((row) => {
        const { name, address } = brief(row);
        return {
          row,
          texts: { name: [name], address: address ? [address] : [] },
          item: () => ({ name, address, notes: [] }),
        };
      }),
    ),
  "v2:searchProducts": (call) =>
    search(
      call,
      "product",
      call.store.products.all().map((row) => ({
        row,
        texts: { name: [row.name], code: row.code ? [row.code] : [] },
        item: () => ({ name: row.name, code: row.code }),
      })),
    ),
};

const brief = ({ id, name, address }: OrganizationRow) => ({
  ...{ id: Number(id), name, address: address?.value ?? null },
});

function search(call: Call, type: string, entries: Entry[]): Answer {
  const term = String(call.query.term).trim().toLowerCase();
  const isExact = call.query.exact_match === true;
  if (term.length < (isExact ? 1 : 2))
    throw invalid("term", `must have at least ${isExact ? 1 : 2} characters`);
  const fields = call.query.fields === undefined ? undefined : String(call.query.fields).split(",");
  // The index lags behind writes (docs/pipedrive.md 3.3): what is new is not found at once.
  const newest = call.now.getTime() - Number(call.settings("search_lag_seconds")) * 1000;
  const hits = entries
    .filter(({ row }) => !row.is_deleted && Date.parse(row.add_time) <= newest)
    .map(({ row, texts, item }) => {
      const custom_fields = textsOf(row.custom_fields);
      const score = scoreOf({ ...texts, custom_fields }, { term, isExact, fields });
      return { row, item, custom_fields, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const page = offsetPage(call, hits);
  const items = page.rows.map(({ row, item, custom_fields, score }) => ({
    result_score: score,
    item: {
      ...{ id: Number(row.id), type, visible_to: row.visible_to, owner: { id: row.owner_id } },
      ...item(),
      custom_fields,
    },
  }));
  return { data: { items }, additional: { next_cursor: page.next } };
}

type Wanted = { term: string; isExact: boolean; fields: string[] | undefined };

/** Whole text above beginning above middle; what comes later in the list of texts counts less. */
function scoreOf(texts: Entry["texts"], { term, isExact, fields }: Wanted): number {
  let best = 0;
  Object.entries(texts).forEach(([field, values], at) => {
    if (fields && !fields.includes(field)) return;
    for (const value of values) {
      const text = value.toLowerCase();
      const isWhole = text === term;
      if (!isWhole && (isExact || !text.includes(term))) continue;
      best = Math.max(best, (isWhole ? 1.5 : text.startsWith(term) ? 0.9 : 0.5) - at / 100);
    }
  });
  return best;
}

function deals({ store, query, settings }: Call): Entry[] {
  const isFiltered = ["person_id", "organization_id", "status"].some((name) => name in query);
  const rows = store.deals.all();
  const isAsked = (row: DealRow) =>
    (query.person_id === undefined || row.person_id === query.person_id) &&
    (query.organization_id === undefined || row.org_id === query.organization_id) &&
    (query.status === undefined || row.status === query.status);
  // Filters by person, organization or status look at no more than 2,000 deals (docs/pipedrive.md 3.3).
  const some = isFiltered ? rows.slice(-DEALS_FILTERED_MAX) : rows;
  return some.filter(isAsked).map((row) => ({
    row,
    texts: { title: [row.title] },
    item: () => {
      const { title, currency, status, stage_id, is_archived } = row;
      const person = store.persons.get(String(row.person_id));
      const organization = store.organizations.get(String(row.org_id));
      return {
        ...{ title, currency, status, is_archived, notes: [] },
        value: dealMoney(row.value, store.partsOf(row.id), settings).value,
        stage: { id: stage_id, name: store.stages.get(String(stage_id))?.name ?? "" },
        person: person ? { id: Number(person.id), name: person.name } : null,
        organization: organization ? brief(organization) : null,
      };
    },
  }));
}

/** Searchable types are texts, numbers, amounts, phones and addresses (docs/pipedrive.md 3.3); dates and options are not. */
function textsOf(values: CustomFields): string[] {
  return Object.values(values).flatMap((value) => {
    if (typeof value === "string") return /^\d{4}-\d{2}-\d{2}$/.test(value) ? [] : [value];
    const inner = typeof value === "object" && value !== null && (value as Json).value;
    return inner === undefined || inner === false ? [] : [String(inner)];
  });
}

/** Searches over deals, persons, organizations and products (docs/pipedrive.md 3.3), and over all of them (`itemSearch`). */
import { invalid } from "../answers.ts";
import type { Answer, Call, Handlers, Json } from "../call.ts";
import { dealMoney } from "../deal-money.ts";
import { offsetPage } from "../paging.ts";
import type { CustomFields, EntityRow } from "../rows.ts";

const DEALS_FILTERED_MAX = 2_000;

/** What can be searched of one thing: texts under the search's own field names, and the hit. */
type Entry = { row: EntityRow; texts: Record<string, string[]>; item: () => Json };
type Kind = "deal" | "person" | "organization" | "product";

export const searchHandlers: Handlers = {
  "v2:searchDeals": (call) => search(call, deals(call)),
  "v2:searchPersons": (call) => search(call, persons(call)),
  "v2:searchOrganization": (call) => search(call, organizations(call)),
  "v2:searchProducts": (call) => search(call, products(call)),
  "v2:searchItem": (call) => {
    const types = String(call.query.item_types ?? "deal,person,organization,product").split(",");
    const all = Object.entries(SOURCES)
      .filter(([kind]) => types.includes(kind))
      .flatMap(([, source]) => source(call));
    return search(call, all, { related_items: [] });
  },
};

const SOURCES: Record<Kind, (call: Call) => Entry[]> = {
  deal: deals,
  person: persons,
  organization: organizations,
  product: products,
};

function search(call: Call, entries: Entry[], beside: Json = {}): Answer {
  const term = String(call.query.term).trim().toLowerCase();
  const isExact = call.query.exact_match === true;
  if (term.length < (isExact ? 1 : 2)) {
    throw invalid("term", `must have at least ${isExact ? 1 : 2} characters`);
  }
  const fields = call.query.fields === undefined ? undefined : String(call.query.fields).split(",");
  // The index lags behind writes (docs/pipedrive.md 3.3): what is new is not found at once.
  const newest = call.now.getTime() - Number(call.settings("pipedrive.search_lag_seconds")) * 1000;
  const hits = entries
    .filter(({ row }) => !row.is_deleted && Date.parse(row.add_time) <= newest)
    .flatMap((entry) => {
      const score = scoreOf(entry, { term, isExact, fields });
      return score > 0 ? [{ entry, score }] : [];
    })
    .sort((a, b) => b.score - a.score);
  const page = offsetPage(call, hits);
  return {
    data: {
      items: page.rows.map(({ entry, score }) => ({ result_score: score, item: entry.item() })),
      ...beside,
    },
    additional: { next_cursor: page.next },
  };
}

type Wanted = { term: string; isExact: boolean; fields: string[] | undefined };

/** Whole text above beginning above middle; what comes later in the list of texts counts less. */
function scoreOf({ texts }: Entry, { term, isExact, fields }: Wanted): number {
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

function deals(call: Call): Entry[] {
  const { store, query } = call;
  const isFiltered = ["person_id", "organization_id", "status"].some((name) => name in query);
  const rows = store.deals.all();
  // Filters by person, organization or status look at no more than 2,000 deals (docs/pipedrive.md 3.3).
  return (isFiltered ? rows.slice(-DEALS_FILTERED_MAX) : rows)
    .filter(
      (row) =>
        (query.person_id === undefined || row.person_id === query.person_id) &&
        (query.organization_id === undefined || row.org_id === query.organization_id) &&
        (query.status === undefined || row.status === query.status),
    )
    .map((row) => ({
      row,
      texts: { title: [row.title], custom_fields: textsOf(row.custom_fields) },
      item: () => {
        const stage = store.stages.get(String(row.stage_id));
        const person = store.persons.get(String(row.person_id));
        const organization = store.organizations.get(String(row.org_id));
        return {
          ...head(row, "deal"),
          title: row.title,
          value: dealMoney(row.value, store.partsOf(row.id), call.settings).value,
          currency: row.currency,
          status: row.status,
          stage: { id: row.stage_id, name: stage?.name ?? "" },
          person: person ? { id: Number(person.id), name: person.name } : null,
          organization: organization
            ? {
                id: Number(organization.id),
                name: organization.name,
                address: organization.address?.value ?? null,
              }
            : null,
          custom_fields: textsOf(row.custom_fields),
          notes: [],
          is_archived: row.is_archived,
        };
      },
    }));
}

function persons(call: Call): Entry[] {
  const { store, query } = call;
  return store.persons
    .all()
    .filter((row) => query.organization_id === undefined || row.org_id === query.organization_id)
    .map((row) => {
      const emails = row.emails.map((email) => email.value);
      const phones = row.phones.map((phone) => phone.value);
      const custom = textsOf(row.custom_fields);
      return {
        row,
        texts: { name: [row.name], email: emails, phone: phones, custom_fields: custom },
        item: () => {
          const organization = store.organizations.get(String(row.org_id));
          return {
            ...head(row, "person"),
            name: row.name,
            phones,
            emails,
            organization: organization
              ? {
                  id: Number(organization.id),
                  name: organization.name,
                  address: organization.address?.value ?? null,
                }
              : null,
            custom_fields: custom,
            notes: [],
          };
        },
      };
    });
}

function organizations(call: Call): Entry[] {
  return call.store.organizations.all().map((row) => {
    const custom = textsOf(row.custom_fields);
    const address = row.address?.value ?? null;
    return {
      row,
      texts: { name: [row.name], address: address ? [address] : [], custom_fields: custom },
      item: () => ({
        ...head(row, "organization"),
        name: row.name,
        address,
        custom_fields: custom,
        notes: [],
      }),
    };
  });
}

function products(call: Call): Entry[] {
  return call.store.products.all().map((row) => ({
    row,
    texts: {
      name: [row.name],
      code: row.code ? [row.code] : [],
      custom_fields: textsOf(row.custom_fields),
    },
    item: () => ({
      ...head(row, "product"),
      name: row.name,
      code: row.code,
      custom_fields: textsOf(row.custom_fields),
      ...(String(call.query.include_fields ?? "").includes("product.price") && {
        prices: row.prices.map(({ price, currency }) => ({ price, currency })),
      }),
    }),
  }));
}

const head = (row: EntityRow, type: Kind): Json => ({
  id: Number(row.id),
  type,
  visible_to: row.visible_to,
  owner: { id: row.owner_id },
});

/** Searchable types are texts, numbers, amounts, phones and addresses (docs/pipedrive.md 3.3); dates and options are not. */
function textsOf(values: CustomFields): string[] {
  return Object.values(values).flatMap((value) => {
    if (typeof value === "string") return /^\d{4}-\d{2}-\d{2}$/.test(value) ? [] : [value];
    const inner = typeof value === "object" && value !== null && (value as Json).value;
    return inner === undefined || inner === false ? [] : [String(inner)];
  });
}

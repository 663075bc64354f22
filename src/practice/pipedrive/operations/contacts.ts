/**
 * Organizations, persons and products with their variations (docs/pipedrive.md 5, 6). An organization has no e-mail, phone or tax id of its
 * own, and an address that may have only its text. Contact sync is off: persons have no `postal_address`, `notes`, `im`, `birthday`, `job_title`.
 */
import { invalid, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type {
  Address,
  AddressPart,
  Contact,
  OrganizationRow,
  PersonRow,
  ProductPrice,
  ProductRow,
} from "../rows.ts";
import { crud, type Kind, readable } from "./crud.ts";

const ADDRESS_PARTS = [
  ...["country", "admin_area_level_1", "admin_area_level_2", "locality", "sublocality"],
  ...["route", "street_number", "subpremise", "postal_code"],
] as AddressPart[];
const CONTACT_SYNC = ["postal_address", "notes", "im", "birthday", "job_title"];

const organizations: Kind<OrganizationRow> = {
  owner: "organization",
  table: (store) => store.organizations,
  filters: ["owner_id"],
  blank: () => ({ name: "", address: null, label_ids: [] }),
  complete(_call, before, sent) {
    if (String(sent.name ?? before.name).trim() === "") throw invalid("name", "is required");
    const address = sent.address as Address | null | undefined;
    if (address && !address.value) throw invalid("address.value", "is required");
    return {};
  },
  wire: () => (row) => ({ address: row.address && fullAddress(row.address) }),
};

/** All parts are there, null when the text was only typed. */
function fullAddress(address: Address): Json {
  const parts = ADDRESS_PARTS.map((part) => [part, address[part] ?? null]);
  return { value: address.value, ...Object.fromEntries(parts) };
}

const persons: Kind<PersonRow> = {
  owner: "person",
  table: (store) => store.persons,
  filters: ["owner_id", "org_id"],
  blank: () => ({
    ...{ name: "", first_name: "", last_name: "", org_id: null },
    ...{ emails: [], phones: [], label_ids: [] },
  }),
  complete(_call, before, sent) {
    if (CONTACT_SYNC.some((name) => sent[name] !== undefined))
      throw new Refusal(403, "Contact sync is not enabled for this company");
    const name = String(sent.name ?? before.name).trim();
    if (name === "") throw invalid("name", "is required");
    const [first = "", ...rest] = name.split(/\s+/);
    return {
      name,
      first_name: first,
      last_name: rest.join(" "),
      emails: withPrimary((sent.emails as Partial<Contact>[] | undefined) ?? before.emails),
      phones: withPrimary((sent.phones as Partial<Contact>[] | undefined) ?? before.phones),
    };
  },
  wire: () => () => ({ picture_id: null }),
};

/** One contact is primary whenever there is one. */
function withPrimary(sent: Partial<Contact>[]): Contact[] {
  const hasPrimary = sent.some((contact) => contact.primary);
  return sent.map((contact, at) => ({
    value: contact.value ?? "",
    primary: hasPrimary ? contact.primary === true : at === 0,
    label: contact.label ?? "work",
  }));
}

export const contactHandlers: Handlers = {
  ...crud("Organization", organizations),
  ...crud("Person", persons),
};

const products: Kind<ProductRow> = {
  owner: "product",
  table: (store) => store.products,
  filters: ["owner_id"],
  blank: () => ({
    ...{ name: "", description: "", code: "", unit: "", tax: 0, category: null },
    ...{ is_linkable: true, prices: [], variations: [] },
    ...{ billing_frequency: "one-time", billing_frequency_cycles: null },
  }),
  complete(call, before, { name, category, prices }) {
    if (String(name ?? before.name).trim() === "") throw invalid("name", "is required");
    return {
      category: category === undefined ? before.category : String(category),
      // A PATCH replaces the whole list of prices.
      prices: prices === undefined ? before.prices : kept(call, prices as Partial<ProductPrice>[]),
    };
  },
  wire: () => (row) => ({
    variations: undefined,
    prices: row.prices.map((price) => ({ ...price, product_id: Number(row.id) })),
  }),
};

function kept(call: Call, sent: Partial<ProductPrice>[]): ProductPrice[] {
  for (const [index, price] of sent.entries())
    for (const name of ["price", "cost", "direct_cost"] as const)
      if (typeof (price[name] ?? 0) !== "number")
        throw invalid(`prices[${index}].${name}`, "must be a number");
  return sent.map((price) => ({
    price: price.price ?? 0,
    currency: price.currency ?? call.store.company().currency,
    cost: price.cost ?? 0,
    direct_cost: price.direct_cost ?? null,
    notes: price.notes ?? "",
  }));
}

export const productHandlers: Handlers = {
  ...crud("Product", products),
  "v2:getProductVariations": (call) => {
    const product = readable(call, products);
    return cursorPage(call, product.variations, (variation) => ({
      ...variation,
      product_id: Number(product.id),
      prices: variation.prices.map((price) => ({ ...price, product_variation_id: variation.id })),
    }));
  },
};

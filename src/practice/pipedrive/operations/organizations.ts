/** Organizations (docs/pipedrive.md 6.2): no e-mail, phone or tax id of their own; an address that may have only its text (docs/pipedrive.md 6.3). */
import { invalid } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { writeCustomFields } from "../custom-fields.ts";
import {
  deleteEntity,
  listEntities,
  newEntity,
  numbered,
  optionalMembers,
  readEntity,
  wireContext,
  writableEntity,
} from "../entities.ts";
import { cursorPage } from "../paging.ts";
import type { Address, OrganizationRow } from "../rows.ts";
import { v2Time } from "../times.ts";
import { dealCounts } from "./deal-counts.ts";

const ADDRESS_PARTS = [
  "country",
  "admin_area_level_1",
  "admin_area_level_2",
  "locality",
  "sublocality",
  "route",
  "street_number",
  "subpremise",
  "postal_code",
] as const;

export const organizationHandlers: Handlers = {
  "v2:getOrganizations": (call) => {
    const rows = listEntities(call, call.store.organizations, ["owner_id"]);
    return cursorPage(
      call,
      rows.filter((row) => !row.is_deleted),
      writer(call),
    );
  },
  "v2:getOrganization": (call) => ({
    data: writer(call)(readEntity(call, call.store.organizations)),
  }),
  "v2:addOrganization": (call) => {
    const blank: OrganizationRow = {
      ...newEntity(call),
      id: String(call.store.next("organizations")),
      name: "",
      address: null,
      label_ids: [],
    };
    return { data: put(call, blank) };
  },
  "v2:updateOrganization": (call) => ({
    data: put(call, writableEntity(call, call.store.organizations)),
  }),
  "v2:deleteOrganization": (call) => ({ data: deleteEntity(call, call.store.organizations) }),
};

function writer(call: Call): (row: OrganizationRow) => Json {
  const wire = wireContext(call, "organization");
  return (row) => ({
    ...numbered(row),
    address: row.address && fullAddress(row.address),
    custom_fields: wire.custom(row.custom_fields),
    ...wire.labels(row.label_ids),
    ...optionalMembers(call, dealCounts(call, "org_id", Number(row.id))),
  });
}

/** All parts are there, null when the text was only typed. */
function fullAddress(address: Address): Json {
  return {
    value: address.value,
    ...Object.fromEntries(ADDRESS_PARTS.map((part) => [part, address[part] ?? null])),
  };
}

function put(call: Call, before: OrganizationRow): Json {
  const { custom_fields: custom, ...sent } = call.body;
  if (String(sent.name ?? before.name).trim() === "") throw invalid("name", "is required");
  const address = sent.address as Address | null | undefined;
  if (address && !address.value) throw invalid("address.value", "is required");
  const row: OrganizationRow = {
    ...before,
    ...(sent as Partial<OrganizationRow>),
    custom_fields: writeCustomFields(
      before.custom_fields,
      custom as Json | undefined,
      "organization",
      call,
    ),
    update_time: v2Time(call.now),
  };
  call.store.organizations.put(row);
  return writer(call)(row);
}

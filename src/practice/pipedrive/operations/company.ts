/** Who and what the company has: users (v1), stages and pipelines, and the definitions of its fields (docs/pipedrive.md 1.7, 2.1, 3.2, 3.5, 7.2, 14). */
import { randomBytes } from "node:crypto";
import { invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type { FieldOwner, FieldRow, UserRow } from "../rows.ts";
import { v1Time } from "../times.ts";
import { numbered } from "./crud.ts";

export const companyHandlers: Handlers = {
  "v1:getCurrentUser": (call) => {
    const company = call.store.company();
    const [language, country] = company.locale.split("_");
    return {
      data: {
        ...user(call, call.user),
        company_id: company.company_id,
        company_name: company.name,
        company_domain: company.domain,
        company_country: company.country,
        company_industry: "OTHER",
        language: { language_code: language, country_code: country },
      },
    };
  },
  "v1:getUsers": (call) => ({ data: call.store.users.all().map((row) => user(call, row)) }),
  "v2:getStages": (call) => {
    const asked = call.query.pipeline_id;
    const isAsked = (row: { pipeline_id: number }) =>
      asked === undefined || row.pipeline_id === asked;
    return cursorPage(call, call.store.stages.all().filter(isAsked), (row) => ({
      ...numbered(row),
      ...{ is_deleted: false, is_deal_rot_enabled: false, days_to_rotten: null },
    }));
  },
  "v2:getPipelines": (call) =>
    cursorPage(call, call.store.pipelines.all(), (row) => ({
      ...numbered(row),
      ...{ is_deleted: false, is_deal_probability_enabled: true },
    })),
};

const access = (app: string, admin: boolean, number: number) => ({
  ...{ app, admin, permission_set_id: `5a1e2f10-0000-4000-8000-00000000000${number}` },
});
const ADMIN = ["sales", "global", "account_settings"].map((app, at) => access(app, true, at + 1));
/** An entry may be missing instead of `admin: false` (docs/pipedrive.md 14). */
const REGULAR = [access("sales", false, 4)];

function user(call: Call, row: UserRow): Json {
  const { currency, locale, timezone_name, timezone_offset } = call.store.company();
  return {
    ...{ id: Number(row.id), name: row.name, email: row.email, phone: null, icon_url: null },
    ...{ default_currency: currency, locale, lang: 1, timezone_name, timezone_offset },
    ...{ activated: true, active_flag: row.active_flag, is_deleted: false, role_id: 1 },
    ...{ last_login: v1Time(call.now), created: row.created, modified: null },
    has_created_company: row.is_admin,
    access: row.is_admin ? ADMIN : REGULAR,
    is_you: row.id === call.user.id,
  };
}

/** Plans cap the number of custom fields; the figure is an assumption. */
const CUSTOM_FIELDS_MAX = 300;

const fieldsOf =
  (owner: FieldOwner): Handlers[string] =>
  (call) => {
    // The fieldsOf has an order of its own, which is that of the making; ids are not part of a field.
    const rows = call.store.fieldsOf(owner).map((row, at) => ({ row, id: at + 1 }));
    return cursorPage(call, rows, ({ row }) => fieldWire(row));
  };

export const fieldHandlers: Handlers = {
  "v2:getDealFields": fieldsOf("deal"),
  "v2:getPersonFields": fieldsOf("person"),
  "v2:getOrganizationFields": fieldsOf("organization"),
  "v2:addDealField": (call) => ({ data: fieldWire(add(call)) }),
  "v2:deleteDealField": (call) => {
    const row = call.store.fields.get(`deal:${call.path.field_code}`);
    if (!row) throw notFound();
    if (!row.is_custom_field) throw new Refusal(403, "Built-in fields cannot be changed");
    call.store.fields.delete(row.id);
    return { data: fieldWire(row) };
  },
};

function add(call: Call): FieldRow {
  type Sent = Json & { field_name: string; field_type: string; options?: { label: string }[] };
  const { options, ...sent } = call.body as Sent;
  if (call.store.customFieldsOf("deal").length >= CUSTOM_FIELDS_MAX)
    throw new Refusal(403, "The limit of custom fields has been reached", {
      code: "feature_capping_custom_fields_limit",
    });
  const isChoice = sent.field_type === "enum" || sent.field_type === "set";
  if (isChoice && !options?.length) throw invalid("options", "is required");
  if (!isChoice && options) throw invalid("options", "is not allowed");
  const code = randomBytes(20).toString("hex");
  const row: FieldRow = {
    description: null,
    ...sent,
    ...{ id: `deal:${code}`, owner: "deal", field_code: code },
    ...{ is_custom_field: true, is_optional_response_field: false },
    options: isChoice
      ? (options ?? []).map(({ label }) => ({ id: call.store.next("options"), label, color: null }))
      : null,
  };
  call.store.fields.put(row);
  return row;
}

const fieldWire = (row: FieldRow): Json => ({
  field_name: row.field_name,
  field_code: row.field_code,
  description: row.description,
  field_type: row.field_type,
  options: row.options,
  subfields:
    SUBFIELDS[row.field_type]?.map(([field_code, label, field_type = "varchar"]) => ({
      ...{ field_code, field_name: `${label} of ${row.field_name}`, field_type },
    })) ?? null,
  is_custom_field: row.is_custom_field,
  is_optional_response_field: row.is_optional_response_field,
});

const ZONE: Subfield = ["timezone_name", "Time zone"];
/** Code, name and type of a part. */
type Subfield = [code: string, label: string, type?: string];
/** The parts of compound types: the generic way to offer "City of …" in a mapping. */
const SUBFIELDS: Record<string, Subfield[]> = {
  monetary: [
    ["value", "Amount", "double"],
    ["currency", "Currency"],
  ],
  address: [
    ["value", "Address"],
    ["subpremise", "Apartment/suite no"],
    ["street_number", "House number"],
    ["route", "Street/road name"],
    ["sublocality", "District/sublocality"],
    ["locality", "City/town/village/locality"],
    ["admin_area_level_1", "State/county"],
    ["admin_area_level_2", "Region"],
    ["country", "Country"],
    ["postal_code", "ZIP/Postal code"],
    ["formatted_address", "Full/combined address"],
  ],
  daterange: [
    ["value", "Start", "date"],
    ["until", "End", "date"],
  ],
  time: [["value", "Time", "time"], ZONE],
  timerange: [["value", "Start", "time"], ["until", "End", "time"], ZONE],
};

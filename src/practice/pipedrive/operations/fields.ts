/** Field definitions of deals, persons and organizations, and the making of deal fields (docs/pipedrive.md 3.5, 7.2). */
import { randomBytes } from "node:crypto";
import { invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type { FieldOwner, FieldRow } from "../rows.ts";

/** Plans cap the number of custom fields; the figure is an assumption. */
const CUSTOM_FIELDS_MAX = 300;

const list =
  (owner: FieldOwner): Handlers[string] =>
  (call) => {
    // The list has an order of its own, which is that of the making; ids are not part of a field.
    const rows = call.store.fieldsOf(owner).map((row, at) => ({ row, id: at + 1 }));
    return cursorPage(call, rows, ({ row }) => toWire(row));
  };

export const fieldHandlers: Handlers = {
  "v2:getDealFields": list("deal"),
  "v2:getPersonFields": list("person"),
  "v2:getOrganizationFields": list("organization"),
  "v2:addDealField": (call) => ({ data: toWire(add(call)) }),
  "v2:deleteDealField": (call) => {
    const row = call.store.fields.get(`deal:${call.path.field_code}`);
    if (!row) throw notFound();
    if (!row.is_custom_field) throw new Refusal(403, "Built-in fields cannot be changed");
    call.store.fields.delete(row.id);
    return { data: toWire(row) };
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

const toWire = (row: FieldRow): Json => ({
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

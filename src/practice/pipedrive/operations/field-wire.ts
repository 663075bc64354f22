/** A field definition as v2 answers it (docs/pipedrive.md 3.5). */
import type { Call, Json } from "../call.ts";
import type { FieldRow } from "../rows.ts";

type Subfield = { field_code: string; field_name: string; field_type: string };

const ADDRESS_PARTS = [
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
];

/** The parts of compound types: the generic way to offer "City of …" in a mapping. */
function subfieldsOf({ field_type: type, field_name: name }: FieldRow): Subfield[] | null {
  const part = (code: string, label: string, partType: string): Subfield => ({
    field_code: code,
    field_name: `${label} of ${name}`,
    field_type: partType,
  });
  switch (type) {
    case "monetary":
      return [part("value", "Amount", "double"), part("currency", "Currency", "varchar")];
    case "address":
      return ADDRESS_PARTS.map(([code = "", label = ""]) => part(code, label, "varchar"));
    case "daterange":
      return [part("value", "Start", "date"), part("until", "End", "date")];
    case "time":
      return [part("value", "Time", "time"), part("timezone_name", "Time zone", "varchar")];
    case "timerange":
      return [
        part("value", "Start", "time"),
        part("until", "End", "time"),
        part("timezone_name", "Time zone", "varchar"),
      ];
    default:
      return null;
  }
}

const VISIBILITY = { add_visible_flag: false, details_visible_flag: true };
const ON_REQUEST: Record<string, Json> = {
  ui_visibility: {
    ...VISIBILITY,
    projects_detail_visible_flag: false,
    show_in_pipelines: { show_in_all: true, pipeline_ids: [] },
  },
  important_fields: { enabled: false, stage_ids: [] },
  required_fields: { enabled: false, stage_ids: [], statuses: {} },
};

export function fieldWire(call: Call, row: FieldRow): Json {
  const asked = String(call.query.include_fields ?? "").split(",");
  const beside = Object.entries(ON_REQUEST).filter(([name]) => asked.includes(name));
  return {
    field_name: row.field_name,
    field_code: row.field_code,
    ...(row.owner !== "product" && { description: row.description }),
    field_type: row.field_type,
    options: row.options,
    subfields: subfieldsOf(row),
    is_custom_field: row.is_custom_field,
    is_optional_response_field: row.is_optional_response_field,
    ...Object.fromEntries(
      beside.map(([name, value]) => {
        const own = row[name as "ui_visibility"];
        const fallback = name === "ui_visibility" && row.owner === "product" ? VISIBILITY : value;
        return [name, own ?? fallback];
      }),
    ),
  };
}

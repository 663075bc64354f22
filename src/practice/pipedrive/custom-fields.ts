/** Custom fields: on the wire every defined one, null when empty (docs/pipedrive.md 3.4, 14); in a write each checked by its type. */
import { invalid, unknownParameter } from "./answers.ts";
import type { CustomFields, FieldOption, FieldOwner, FieldRow } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";
import { isDate } from "./times.ts";

type Json = Record<string, unknown>;
export type CustomFieldsWriter = (values: CustomFields) => CustomFields;

/** Made once for a page. Honours `custom_fields=` and `include_option_labels`. */
export function customFieldsWriter(
  call: { query: Json; store: Store },
  owner: FieldOwner,
): CustomFieldsWriter {
  const asked = call.query.custom_fields;
  const keys = asked === undefined ? undefined : new Set(String(asked).split(","));
  const fields = call.store
    .customFieldsOf(owner)
    .filter((field) => !keys || keys.has(field.field_code));
  const hasLabels = call.query.include_option_labels === true;
  return (values) =>
    Object.fromEntries(
      fields.map((field) => {
        const value = values[field.field_code] ?? null;
        return [field.field_code, hasLabels ? labelled(field, value) : value];
      }),
    );
}

function labelled(field: FieldRow, value: unknown): unknown {
  const toLabel = (id: unknown) => ({ id, label: labelOf(field.options, id) });
  if (field.field_type === "enum" && value !== null) return toLabel(value);
  if (field.field_type === "set" && Array.isArray(value)) return value.map(toLabel);
  return value;
}

const labelOf = (options: FieldOption[] | null, id: unknown): string | null =>
  options?.find((option) => option.id === id)?.label ?? null;

/** The values after a write: only what was sent changes; `{}` is said to clear them all (docs/pipedrive.md 3.4). */
export function writeCustomFields(
  before: CustomFields,
  sent: Json | undefined,
  owner: FieldOwner,
  { store, settings }: { store: Store; settings: Settings },
): CustomFields {
  if (sent === undefined) return before;
  if (Object.keys(sent).length === 0)
    return settings("empty_custom_fields") === "clear" ? {} : before;
  const fields = new Map(store.customFieldsOf(owner).map((field) => [field.field_code, field]));
  const after = { ...before };
  for (const [code, value] of Object.entries(sent)) {
    const field = fields.get(code);
    const name = `custom_fields.${code}`;
    if (!field) throw unknownParameter(name);
    const problem = value === null ? undefined : problemOf(field, value);
    if (problem) throw invalid(name, problem);
    if (value === null) delete after[code];
    else after[code] = field.field_type === "address" ? fullAddress(value as Json) : value;
  }
  return after;
}

const ADDRESS_PARTS = [
  ...["street_number", "route", "sublocality", "locality", "admin_area_level_1"],
  ...["admin_area_level_2", "country", "postal_code", "formatted_address"],
];

/** Parts left out become null (docs/pipedrive.md 6.3). */
const fullAddress = (sent: Json): Json => ({
  value: sent.value,
  ...Object.fromEntries(ADDRESS_PARTS.map((part) => [part, sent[part] ?? null])),
});

const PERIOD = { value: "string", until: "string" };
/** Types whose values are objects, and what has to be in them. */
const COMPOUND: Record<string, Record<string, string>> = {
  ...{ monetary: { value: "number", currency: "string" }, daterange: PERIOD, timerange: PERIOD },
  ...{ time: { value: "string" }, address: { value: "string" } },
};
const LENGTHS: Record<string, number> = {
  varchar: 255,
  varchar_auto: 255,
  phone: 255,
  text: 65_000,
};

/** What is wrong with a value of the field's type: the table of docs/pipedrive.md 3.4. */
function problemOf({ field_type: type, options }: FieldRow, value: unknown): string | undefined {
  const isOption = (id: unknown) => (options ?? []).some((option) => option.id === id);
  const parts = COMPOUND[type];
  if (parts) return compound(value, parts);
  const max = LENGTHS[type];
  if (max !== undefined) {
    if (typeof value !== "string") return "must be a string";
    return value.length > max ? `must not be longer than ${max} characters` : undefined;
  }
  switch (type) {
    case "double":
      return typeof value === "number" ? undefined : "must be a number";
    case "date":
      return typeof value === "string" && isDate(value) ? undefined : "must be a date";
    case "enum":
      if (typeof value !== "number")
        return "Expected 'number' as value for single option custom field";
      return isOption(value) ? undefined : "must be the id of an option";
    case "set": {
      const isSet = Array.isArray(value) && value.length > 0 && value.every(isOption);
      return isSet ? undefined : "must be a list of option ids";
    }
    case "user":
    case "org":
    case "people":
      return Number.isInteger(value) ? undefined : "must be an integer";
    default:
      return undefined;
  }
}

function compound(value: unknown, parts: Record<string, string>): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return "must be an object";
  const wrong = Object.entries(parts).find(([part, type]) => typeof (value as Json)[part] !== type);
  return wrong && `must have ${wrong[0]} as ${wrong[1]}`;
}

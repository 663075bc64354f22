/** Field definitions of the four owners, and the making of deal fields (docs/pipedrive.md 3.5, 7.2). */
import { randomBytes } from "node:crypto";
import { invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type { FieldOption, FieldOwner, FieldRow } from "../rows.ts";
import { fieldWire } from "./field-wire.ts";

/** Plans cap the number of custom fields; the figure is an assumption. */
const CUSTOM_FIELDS_MAX = 300;

const readers = (owner: FieldOwner, name: string): Handlers => ({
  [`v2:get${name}Fields`]: (call) => {
    // The list has an order of its own, which is that of the making; ids are not part of a field.
    const rows = call.store
      .fieldsOf(owner)
      .map((row, at) => ({ ...row, code: row.id, id: at + 1 }));
    return cursorPage(call, rows, (row) => fieldWire(call, { ...row, id: row.code }));
  },
  [`v2:get${name}Field`]: (call) => ({ data: fieldWire(call, find(call, owner)) }),
});

export const fieldHandlers: Handlers = {
  ...readers("deal", "Deal"),
  ...readers("person", "Person"),
  ...readers("organization", "Organization"),
  ...readers("product", "Product"),
  "v2:addDealField": (call) => ({ data: fieldWire(call, add(call)) }),
  "v2:updateDealField": (call) => {
    const row = { ...find(call, "deal"), ...call.body };
    call.store.fields.put(row);
    return { data: fieldWire(call, row) };
  },
  "v2:deleteDealField": (call) => {
    const row = findCustom(call);
    call.store.fields.delete(row.id);
    return { data: fieldWire(call, row) };
  },
  "v2:addDealFieldOptions": (call) => {
    const row = findChoice(call);
    const added = toOptions(call, call.body.items as { label: string }[]);
    call.store.fields.put({ ...row, options: [...(row.options ?? []), ...added] });
    return { data: added.map(({ id, label }) => ({ id, label })), additional: null };
  },
  "v2:updateDealFieldOptions": (call) => {
    const row = findChoice(call);
    const changes = call.body.items as { id: number; label: string }[];
    for (const { id } of changes) requireOption(row, id);
    const options = (row.options ?? []).map((option) => ({
      ...option,
      ...changes.find((change) => change.id === option.id),
    }));
    call.store.fields.put({ ...row, options });
    return { data: changes.map(({ id, label }) => ({ id, label })), additional: null };
  },
  "v2:deleteDealFieldOptions": (call) => {
    const row = findChoice(call);
    const ids = (call.body.items as { id: number }[]).map(({ id }) => id);
    const gone = ids.map((id) => requireOption(row, id));
    const options = (row.options ?? []).filter((option) => !gone.includes(option));
    call.store.fields.put({ ...row, options });
    return { data: gone.map(({ id, label }) => ({ id, label })), additional: null };
  },
};

function find(call: Call, owner: FieldOwner): FieldRow {
  const row = call.store.fields.get(`${owner}:${call.path.field_code}`);
  if (!row) throw notFound();
  return row;
}

function findCustom(call: Call): FieldRow {
  const row = find(call, "deal");
  if (!row.is_custom_field) throw new Refusal(403, "Built-in fields cannot be changed");
  return row;
}

function findChoice(call: Call): FieldRow {
  const row = findCustom(call);
  if (row.options === null) throw invalid("field_code", "has no options");
  return row;
}

function requireOption(row: FieldRow, id: number): FieldOption {
  const option = row.options?.find((each) => each.id === id);
  if (!option) throw invalid("id", `option ${id} does not exist`);
  return option;
}

function toOptions(call: Call, sent: { label: string }[]): FieldOption[] {
  return sent.map(({ label }) => ({ id: call.store.next("options"), label, color: null }));
}

function add(call: Call): FieldRow {
  const {
    field_name: name,
    field_type: type,
    options,
    ...rest
  } = call.body as Json & {
    field_name: string;
    field_type: string;
    options?: { label: string }[];
  };
  if (call.store.customFieldsOf("deal").length >= CUSTOM_FIELDS_MAX) {
    throw new Refusal(403, "The limit of custom fields has been reached", {
      code: "feature_capping_custom_fields_limit",
    });
  }
  const isChoice = type === "enum" || type === "set";
  if (isChoice && !options?.length) throw invalid("options", "is required");
  if (!isChoice && options) throw invalid("options", "is not allowed");
  const code = randomBytes(20).toString("hex");
  const row: FieldRow = {
    description: null,
    ...(rest as Partial<FieldRow>),
    id: `deal:${code}`,
    owner: "deal",
    field_name: name,
    field_code: code,
    field_type: type,
    options: isChoice ? toOptions(call, options ?? []) : null,
    is_custom_field: true,
    is_optional_response_field: false,
  };
  call.store.fields.put(row);
  return row;
}

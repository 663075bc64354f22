/**
 * From Pipedrive's JSON to values (docs/pipedrive.md 3, 4, 6). Nothing but ids is relied on: the definitions promise more
 * than is sent, and absent and null mean the same (docs/pipedrive.md 14).
 */
import { parseDate } from "../../domain/calendar-date.ts";
import type {
  Deal,
  DealLine,
  DealStatus,
  FieldValue,
  FieldValues,
  PipedriveAddress,
  TaxMethod,
} from "../../domain/deal/deal.ts";
import { type Decimal, decimal, plainText, ZERO } from "../../domain/money/money.ts";
import { withoutControls } from "../../domain/text-rule.ts";

export type Json = Record<string, unknown>;

export function asObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}

/** Without control characters and outer blanks, which nobody means to have on an invoice; null where nothing is left. */
export function asText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return (typeof value === "string" && withoutControls(value).trim()) || null;
}

/** An id; throws if there is none, since nothing can be done with such a row. */
export function asId(value: unknown): number {
  const id = asIdOrNull(value);
  if (id === null) throw new TypeError(`Pipedrive sent no id but ${JSON.stringify(value)}`);
  return id;
}

export function asIdOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

/** Throws unless an object is the one that was asked for; a member that is not sent proves nothing. */
export function checkAsked(asked: unknown, found: unknown): void {
  if (found === undefined || found === null || found === asked) return;
  throw new TypeError(
    `Pipedrive answered for ${JSON.stringify(found)} where ${JSON.stringify(asked)} was asked for`,
  );
}

/** A moment, which is reckoned with; throws where no calendar has it. */
function asTime(value: unknown): string | null {
  const text = asText(value);
  if (text === null || !Number.isNaN(Date.parse(text))) return text;
  throw new TypeError(`Pipedrive sent a time that cannot be read: ${JSON.stringify(value)}`);
}

/** An amount that must be there; throws where it cannot be read. */
export function asAmount(value: unknown): Decimal {
  const amount = asDecimal(value);
  if (amount === null) throw new TypeError(`Pipedrive sent no amount but ${JSON.stringify(value)}`);
  return amount;
}

function asDecimal(value: unknown): Decimal | null {
  return typeof value === "number" && Number.isFinite(value) ? decimal(value) : null;
}

export function toDeal(value: unknown): Deal {
  const wire = asObject(value) ?? {};
  const status = asText(wire.status);
  return {
    id: asId(wire.id),
    title: asText(wire.title) ?? "",
    status: STATUSES.find((known) => known === status) ?? "open",
    value: asDecimal(wire.value),
    currency: asText(wire.currency) ?? "",
    organizationId: asIdOrNull(wire.org_id),
    personId: asIdOrNull(wire.person_id),
    ownerId: asIdOrNull(wire.owner_id),
    pipelineId: asIdOrNull(wire.pipeline_id),
    stageId: asIdOrNull(wire.stage_id),
    addTime: asTime(wire.add_time),
    wonTime: asTime(wire.won_time),
    isArchived: wire.is_archived === true,
    fields: toFields(wire),
  };
}

const STATUSES: readonly DealStatus[] = ["open", "won", "lost", "deleted"];
const TAX_METHODS: readonly TaxMethod[] = ["exclusive", "inclusive", "none"];

/** Throws where the price, the quantity or the tax method of a line cannot be read: an invoice must not guess them. */
export function toDealLine(value: unknown): DealLine & { order: number | null } {
  const wire = asObject(value) ?? {};
  const price = asDecimal(wire.item_price);
  const quantity = asDecimal(wire.quantity);
  const taxMethod = TAX_METHODS.find((known) => known === wire.tax_method);
  if (!price || !quantity || !taxMethod) {
    throw new TypeError(
      `Pipedrive sent line ${String(wire.id)} without price, quantity or tax method`,
    );
  }
  return {
    id: asId(wire.id),
    productId: asIdOrNull(wire.product_id),
    variationId: asIdOrNull(wire.product_variation_id),
    name: asText(wire.name) ?? "",
    comments: asText(wire.comments) ?? "",
    price,
    quantity,
    discount: asDecimal(wire.discount) ?? ZERO,
    discountType: wire.discount_type === "amount" ? "amount" : "percentage",
    taxPercent: asDecimal(wire.tax) ?? ZERO,
    taxMethod,
    sum: asDecimal(wire.sum),
    currency: asText(wire.currency) ?? "",
    isEnabled: wire.is_enabled !== false,
    billingFrequency: asText(wire.billing_frequency) ?? "one-time",
    billingCycles: asIdOrNull(wire.billing_frequency_cycles),
    billingStart: parseDate(asText(wire.billing_start_date) ?? "") ?? null,
    order: asIdOrNull(wire.order_nr),
  };
}

/** Built-in members and custom fields alike, by code; empty ones are left out. */
export function toFields(wire: Json): FieldValues {
  const { custom_fields: custom, ...builtIn } = wire;
  // Without a prototype: a field may be called as a member that every object has.
  const fields: FieldValues = Object.create(null);
  for (const [code, value] of Object.entries({ ...builtIn, ...asObject(custom) })) {
    const field = toFieldValue(value);
    if (field) fields[code] = field;
  }
  return fields;
}

/** The value shapes of docs/pipedrive.md 3.4; undefined for an empty one. */
export function toFieldValue(value: unknown): FieldValue | undefined {
  if (typeof value === "number") return { text: plainText(decimal(value)), number: decimal(value) };
  if (typeof value === "string") {
    const text = asText(value);
    if (text === null) return undefined;
    const date = parseDate(text);
    return date ? { text, date } : { text };
  }
  if (Array.isArray(value)) {
    const texts = value.map(toFieldValue).filter((part) => part !== undefined);
    return texts.length > 0 ? { text: texts.map(({ text }) => text).join(", ") } : undefined;
  }
  const object = asObject(value);
  if (!object) return undefined;
  if ("label" in object) return toFieldValue(object.label);
  if ("currency" in object) return moneyValue(object);
  if ("until" in object) {
    const range = [object.value, object.until].map(asText).filter((part) => part !== null);
    return range.length > 0 ? { text: range.join(" – ") } : undefined;
  }
  if ("timezone_name" in object || "timezone_id" in object) return toFieldValue(object.value);
  const address = toAddress(object);
  return address && { text: address.text, address };
}

function moneyValue({ value, currency }: Json): FieldValue | undefined {
  const number = asDecimal(value);
  return number
    ? { text: `${plainText(number)} ${asText(currency) ?? ""}`.trim(), number }
    : undefined;
}

/** Undefined without a text: it is there whenever any address is (6.3). */
function toAddress(object: Json): PipedriveAddress | undefined {
  const text = asText(object.value);
  if (text === null) return undefined;
  return {
    text,
    streetNumber: asText(object.street_number),
    route: asText(object.route),
    subpremise: asText(object.subpremise),
    sublocality: asText(object.sublocality),
    locality: asText(object.locality),
    region: asText(object.admin_area_level_1),
    postalCode: asText(object.postal_code),
    country: asText(object.country),
  };
}

/** Rows of a list that comes without pages. */
export function list(data: unknown): Json[] {
  return Array.isArray(data) ? data.map((row) => asObject(row) ?? {}) : [];
}

// Answers are about what was asked for (docs/pipedrive.md 3.2).

/** Throws where another object came than the one that was asked for. */
export function theOne<T extends { id: number }>(asked: number, found: T): T {
  checkAsked(asked, found.id);
  return found;
}

/** The same for one row of a list of ids. */
export function oneOf<T extends { id: number }>(asked: number[], found: T): T {
  return theOne(asked.find((id) => id === found.id) ?? asked[0] ?? 0, found);
}

/** A list of rows of at most 100 ids (3.2). */
export function chunks(ids: number[]): number[][] {
  const unique = [...new Set(ids)];
  return Array.from({ length: Math.ceil(unique.length / 100) }, (_, index) =>
    unique.slice(index * 100, index * 100 + 100),
  );
}

/** Rows beside deals and lines: contacts, products, fields, users (docs/pipedrive.md 3.5, 5, 6). */
import type {
  DealSummary,
  FieldDefinition,
  NamedRow,
  Organization,
  Person,
  PipedriveUser,
  Product,
} from "../../domain/deal/deal.ts";
import type { FieldOwner } from "../../domain/deal/mapping.ts";
import { asId, asIdOrNull, asObject, asText, toDeal, toFields } from "./wire.ts";

/** A row of the list, or a hit of the search, whose related things are small objects. */
export function toDealSummary(value: unknown): DealSummary {
  const deal = toDeal(value);
  const wire = asObject(value) ?? {};
  const organization = asObject(wire.organization);
  return {
    id: deal.id,
    title: deal.title,
    status: deal.status,
    value: deal.value,
    currency: deal.currency,
    organizationId: deal.organizationId ?? asIdOrNull(organization?.id),
    personId: deal.personId ?? asIdOrNull(asObject(wire.person)?.id),
    organizationName: asText(organization?.name),
    ownerId: deal.ownerId ?? asIdOrNull(asObject(wire.owner)?.id),
    pipelineId: deal.pipelineId,
    stageId: deal.stageId ?? asIdOrNull(asObject(wire.stage)?.id),
    wonTime: deal.wonTime,
  };
}

export function toOrganization(value: unknown): Organization {
  const wire = asObject(value) ?? {};
  return { id: asId(wire.id), name: asText(wire.name) ?? "", fields: toFields(wire) };
}

/** The e-mail and the phone that are marked primary, else the first that is not empty (6.1). */
export function toPerson(value: unknown): Person {
  const { emails, phones, ...wire } = asObject(value) ?? {};
  const contact = { email: primary(emails), phone: primary(phones) };
  return {
    id: asId(wire.id),
    name: asText(wire.name) ?? "",
    organizationId: asIdOrNull(wire.org_id),
    fields: toFields({ ...wire, ...contact }),
  };
}

function primary(entries: unknown): string | null {
  if (!Array.isArray(entries)) return null;
  const filled = entries
    .map((entry) => asObject(entry) ?? {})
    .filter((entry) => asText(entry.value));
  return asText((filled.find((entry) => entry.primary === true) ?? filled[0])?.value);
}

export function toProduct(value: unknown): Product {
  const wire = asObject(value) ?? {};
  return {
    id: asId(wire.id),
    name: asText(wire.name) ?? "",
    code: asText(wire.code),
    unit: asText(wire.unit),
    isDeleted: wire.is_deleted === true,
  };
}

export function toFieldDefinition(owner: FieldOwner, value: unknown): FieldDefinition {
  const wire = asObject(value) ?? {};
  const code = asText(wire.field_code);
  if (code === null) throw new TypeError("Pipedrive sent a field without a code");
  return {
    owner,
    // A person's addresses come as a list; what a mapping wants is the primary one (6.1).
    code: owner === "person" ? (PERSON_CODES[code] ?? code) : code,
    label: asText(wire.field_name) ?? code,
    type: asText(wire.field_type) ?? "",
    isCustom: wire.is_custom_field === true,
  };
}

export function toNamedRow(value: unknown): NamedRow {
  const wire = asObject(value) ?? {};
  return { id: asId(wire.id), name: asText(wire.name) ?? "" };
}

const PERSON_CODES: Record<string, string> = { emails: "email", phones: "phone" };

export function toUser(value: unknown): PipedriveUser {
  const wire = asObject(value) ?? {};
  return {
    name: asText(wire.name) ?? "",
    email: asText(wire.email) ?? "",
    companyId: String(asId(wire.company_id)),
    companyName: asText(wire.company_name) ?? "",
    companyDomain: asText(wire.company_domain) ?? "",
    currency: asText(wire.default_currency),
  };
}

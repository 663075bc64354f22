/** Which Pipedrive field fills which part of an invoice (`config fields`). */
import type { FieldDefinition, FieldSources, FieldValue } from "./deal.ts";
import type { FieldMapping, MappedField } from "./mapping.ts";

/** As Pipedrive's own integration suggests: organization name and address, person e-mail. */
export const DEFAULT_MAPPING: FieldMapping = {
  to: { owner: "organization", code: "name", label: "Name" },
  address: { owner: "organization", code: "address", label: "Address" },
  email: { owner: "person", code: "email", label: "Email" },
};

export function mappedValue(
  field: MappedField | undefined,
  sources: FieldSources,
): FieldValue | undefined {
  return field ? sources[field.owner][field.code] : undefined;
}

export type FieldLookup =
  | { found: FieldDefinition }
  | { found: null; why: "unknown" | "ambiguous" | "malformed"; candidates: FieldDefinition[] };

/**
 * Finds `<deal|person|organization>.<code or label>`: a code exactly, else a label in any case.
 * Two fields of one label are ambiguous: the code has to be typed.
 */
export function findField(text: string, definitions: FieldDefinition[]): FieldLookup {
  const match = /^(deal|person|organization)\.(.+)$/i.exec(text.trim());
  if (!match) return { found: null, why: "malformed", candidates: [] };
  const owner = match[1]?.toLowerCase();
  const name = match[2]?.trim() ?? "";
  const own = definitions.filter((field) => field.owner === owner);
  const byCode = own.find((field) => field.code === name);
  if (byCode) return { found: byCode };
  const byLabel = own.filter((field) => field.label.toLowerCase() === name.toLowerCase());
  const [only] = byLabel;
  if (only && byLabel.length === 1) return { found: only };
  return { found: null, why: only ? "ambiguous" : "unknown", candidates: byLabel };
}

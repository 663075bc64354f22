/** Which Pipedrive field fills which part of an invoice, as it is kept in the settings. */

export type FieldOwner = "deal" | "person" | "organization";

export const MAPPING_TARGETS = [
  "to",
  "address",
  "shipTo",
  "email",
  "taxId",
  "due",
  "memo",
  "po",
  "terms",
] as const;

export type MappingTarget = (typeof MAPPING_TARGETS)[number];

/** A field of one owner by its code; the label is kept for showing only. */
export type MappedField = { owner: FieldOwner; code: string; label: string };

/** `due` may be a number of days instead of a field. A target that is absent is not mapped. */
export type FieldMapping = {
  [T in Exclude<MappingTarget, "due">]?: MappedField;
} & { due?: MappedField | { days: number } };

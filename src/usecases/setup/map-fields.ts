/** Which Pipedrive field fills which part of an invoice: choices with the value of a recent deal beside each, and the change. */
import type { FieldDefinition, FieldSources } from "../../domain/deal/deal.ts";
import { findField } from "../../domain/deal/field-mapping.ts";
import type { FieldOwner } from "../../domain/deal/mapping.ts";
import {
  type FieldMapping,
  MAPPING_TARGETS,
  type MappedField,
  type MappingTarget,
} from "../../domain/deal/mapping.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Ports } from "../../ports.ts";
import { readDeal } from "../plan/deal-facts.ts";
import { changeProfile } from "./change-profile.ts";

const OWNERS: readonly FieldOwner[] = ["organization", "person", "deal"];
const EXAMPLES_MAX = 50;

export async function readDefinitions({
  pipedrive,
}: Pick<Ports, "pipedrive">): Promise<FieldDefinition[]> {
  return (await Promise.all(OWNERS.map((owner) => pipedrive.fields(owner)))).flat();
}

/** The newest won deal that has an organization and a person, whose values stand beside the fields; none: empty values. */
export async function recentSources({
  pipedrive,
}: Pick<Ports, "pipedrive">): Promise<{ dealId: DealId | null; sources: FieldSources }> {
  const { deals } = await pipedrive.deals({ status: "won", limit: EXAMPLES_MAX });
  const [first] = deals;
  const best =
    deals.find((deal) => deal.organizationId !== null && deal.personId !== null) ?? first;
  if (!best) return { dealId: null, sources: { deal: {}, organization: {}, person: {} } };
  return { dealId: best.id, sources: (await readDeal({ pipedrive }, best.id)).sources };
}

/** `none` unmaps; `due` also takes a number of days. Throws usage for an unknown or ambiguous field. */
export function mappingChange(
  target: MappingTarget,
  text: string,
  definitions: FieldDefinition[],
): FieldMapping[MappingTarget] {
  if (text === "none") return undefined;
  if (target === "due" && /^\d{1,3}$/.test(text)) return { days: Number(text) };
  const lookup = findField(text, definitions);
  if (lookup.found) {
    const { owner, code, label } = lookup.found;
    return { owner, code, label } satisfies MappedField;
  }
  const reasons = {
    malformed: "A field is written as deal.<field>, person.<field> or organization.<field>.",
    ambiguous: "Several fields have that label: use the code instead.",
    unknown: "No field has that code or label.",
  };
  const name = target.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  const command = `pdqb config fields --${name}`;
  throw new PdqbError("usage", `"${text}" is not a Pipedrive field.`, {
    reason: reasons[lookup.why],
    next:
      lookup.candidates.length > 0
        ? lookup.candidates.map(({ owner, code }) => `${command} ${owner}.${code}`)
        : ["pdqb config fields"],
  });
}

/** Replaces what is named in `changes`; undefined values unmap. */
export async function storeMapping(
  ports: Pick<Ports, "settings" | "machine">,
  profileName: string,
  changes: Map<MappingTarget, FieldMapping[MappingTarget]>,
): Promise<FieldMapping> {
  const { mapping } = await changeProfile(ports, profileName, (profile) => {
    const entries = MAPPING_TARGETS.flatMap((target) => {
      const value = changes.has(target) ? changes.get(target) : profile.mapping[target];
      return value === undefined ? [] : [[target, value] as const];
    });
    return { ...profile, mapping: Object.fromEntries(entries) as FieldMapping };
  });
  return mapping;
}

/** Which results go back into Pipedrive: fields that are picked or made, and the choice that a profile keeps. */
import type { FieldDefinition } from "../../domain/deal/deal.ts";
import { findField } from "../../domain/deal/field-mapping.ts";
import { PdqbError } from "../../domain/errors.ts";
import {
  RESULT_FIELDS,
  RESULTS,
  type Result,
  type ResultField,
  type WriteBackChoice,
} from "../../domain/invoice/write-back-choice.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Ports, WritePorts } from "../../ports.ts";
import { resolveByReading } from "../writes/by-reading.ts";
import { writeOnce } from "../writes/engine.ts";
import { dealFieldKind } from "../writes/kinds/deal-field.ts";
import { changeProfile } from "./change-profile.ts";

/** What is typed for a result: a field of a deal, `new`, or `none`. `make`: the field is still to be made. */
export type FieldChoice = { field: ResultField } | { make: true } | { none: true };

/** Custom deal fields that can hold a result. */
export function fittingFields(result: Result, definitions: FieldDefinition[]): FieldDefinition[] {
  const { fits } = RESULT_FIELDS[result];
  return definitions.filter(({ isCustom, type }) => isCustom && fits.includes(type));
}

/** Throws usage for a field that is unknown, ambiguous, built in, or of another type. `new` takes one that has the name already. */
export function fieldChoice(
  result: Result,
  text: string,
  definitions: FieldDefinition[],
): FieldChoice {
  if (text === "none") return { none: true };
  const fitting = fittingFields(result, definitions);
  if (text === "new") {
    const there = fitting.find(({ label }) => label === RESULT_FIELDS[result].name);
    return there ? { field: resultField(there) } : { make: true };
  }
  const lookup = findField(text.includes(".") ? text : `deal.${text}`, definitions);
  if (lookup.found && fitting.includes(lookup.found)) return { field: resultField(lookup.found) };
  const kinds = RESULT_FIELDS[result].fits.join(" or ");
  throw new PdqbError("usage", `"${text}" cannot take the invoice's ${result}.`, {
    reason: lookup.found
      ? `It is ${lookup.found.isCustom ? `of the type ${lookup.found.type}` : "built in"}; a custom field of the type ${kinds} is needed.`
      : lookup.why === "ambiguous"
        ? "Several fields have that label: use the code instead."
        : "Pipedrive has no such deal field.",
    next: [
      ...fitting
        .slice(0, 5)
        .map(({ label }) => `pdqb config writeback --${result} ${shellWord(`deal.${label}`)}`),
      `pdqb config writeback --${result} new`,
    ],
  });
}

const resultField = ({ code, label, type }: FieldDefinition): ResultField => ({
  code,
  label,
  type,
});

/** Makes the field of a result, once, under a name of its own. Throws ServiceError. */
export async function makeField(ports: WritePorts, result: Result): Promise<ResultField> {
  const { name, type } = RESULT_FIELDS[result];
  const key = `deal_field/${name}`;
  return ports.ledger.exclusive(key, async () => {
    for (const open of await ports.ledger.intents({ key, state: "open" }))
      await resolveByReading(ports, { kind: dealFieldKind, intent: open });
    const definitions = await ports.pipedrive.fields("deal");
    const there = fittingFields(result, definitions).find(({ label }) => label === name);
    if (there) return resultField(there);
    const written = await writeOnce(ports, dealFieldKind, {
      key,
      input: { name, type },
      dealId: null,
      summary: `deal field "${name}"`,
      follows: { target: name },
    });
    return { code: written.id, label: name, type };
  });
}

/** Puts a choice in the place of the profile's own; one with nothing in it turns the write-back off. */
export async function storeWriteBack(
  ports: Pick<Ports, "settings" | "machine">,
  profileName: string,
  choice: WriteBackChoice,
): Promise<void> {
  const isOn =
    choice.note || choice.pdf || choice.activity || RESULTS.some((result) => choice.fields[result]);
  await changeProfile(ports, profileName, ({ writeBack: _, ...profile }) =>
    isOn ? { ...profile, writeBack: choice } : profile,
  );
}

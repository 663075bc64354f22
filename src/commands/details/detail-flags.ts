/** The flags of `invoice create` that a preset can stand for: what an invoice says, not whom or which part of what it bills. */

import { longFlag } from "../../cli/global-flags.ts";
import type { Preset } from "../../domain/settings.ts";
import { typedText } from "../../domain/typed-text.ts";
import type { CreateInput } from "../../usecases/plan/create-input.ts";
import { presetNamed } from "../../usecases/setup/presets.ts";
import type { Context } from "../context.ts";
import { createFlags } from "./create-flags.ts";
import { discountText } from "./line-flags.ts";

const NAMES = [
  "due",
  "terms",
  "tax",
  "taxCode",
  "discount",
  "line",
  "memo",
  "note",
  "po",
  "customField",
  "class",
  "location",
  "shipTo",
  "email",
  "cc",
  "bcc",
  "send",
] as const satisfies (keyof typeof createFlags)[];

type DetailName = (typeof NAMES)[number];

export const detailFlags = Object.fromEntries(
  NAMES.map((name) => [name, createFlags[name]]),
) as Pick<typeof createFlags, DetailName>;

/** What was given, as typed. */
export function presetOf(flags: Record<string, unknown>): Preset {
  const given = NAMES.flatMap((name): [string, Preset[string]][] => {
    const value = flags[name];
    if (typeof value === "string" || value === true) return [[name, value]];
    return Array.isArray(value) && value.length > 0 ? [[name, value as string[]]] : [];
  });
  return Object.fromEntries(given);
}

/** What a preset of these details would hold: lines of the deal are none of it, since another deal has others. */
export function presetFrom(details: CreateInput): Preset {
  const { due, terms, tax, taxCode, discount, memo, note, po, email, cc, bcc, send, shipTo } =
    details;
  return presetOf({
    ...{ due: due === undefined ? undefined : String(due), terms, tax, taxCode },
    ...{
      memo,
      note,
      po,
      class: details.class,
      location: details.location,
      shipTo,
      email,
      cc,
      bcc,
      send,
    },
    discount: discount && discountText(discount),
    customField: (details.customFields ?? []).map(({ name, value }) => `${name}=${value}`),
  });
}

/** The preset with the flags over it; lists are joined, so that a flag adds to them. */
function withPreset<F extends Record<string, unknown>>(flags: F, preset: Preset): F {
  const start = checkedPreset(preset);
  const own = Object.entries(flags).filter(([, value]) => value !== undefined && value !== false);
  const joined = own.map(([name, value]): [string, unknown] => {
    const before = start[name];
    return [name, Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value];
  });
  return { ...flags, ...start, ...Object.fromEntries(joined) };
}

/** As its flags would take it: a settings file may have been edited by hand. Throws usage. */
function checkedPreset(preset: Preset): Preset {
  const checked = NAMES.flatMap((name): [string, Preset[string]][] => {
    const value = preset[name];
    const { rule } = createFlags[name];
    const check = (text: string) => typedText(longFlag(name), text, rule);
    if (value === undefined) return [];
    if (typeof value === "string") return [[name, check(value)]];
    return [[name, Array.isArray(value) ? value.map(check) : value]];
  });
  return Object.fromEntries(checked);
}

/** As they would be typed, one to each flag. */
export function presetWords(preset: Preset): string[] {
  return Object.entries(preset).flatMap(([name, value]) => {
    const flag = longFlag(name);
    if (value === true) return [flag];
    return [value].flat().map((one) => `${flag} ${quoted(String(one))}`);
  });
}

export const presetText = (preset: Preset) => presetWords(preset).join(" ");

/** In the shell's single quotes where it needs any. */
function quoted(text: string): string {
  return /^[\w.,%@:/+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What was given, over the preset that was named. Throws not_found. */
export async function withNamedPreset<F extends Record<string, unknown>>(
  { ports, profileName }: Context,
  flags: F & { preset?: string | undefined },
): Promise<F> {
  if (flags.preset === undefined) return flags;
  return withPreset(flags, await presetNamed(ports, await profileName(), flags.preset));
}

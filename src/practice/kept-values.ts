/** What is kept by name beside the tables of both services: credentials, settings, the company, the clock. */
import { randomBytes } from "node:crypto";
import type { PracticeOptions } from "./options.ts";
import { pipedriveSettings } from "./pipedrive/settings.ts";
import { quickbooksSettings } from "./quickbooks/settings.ts";
import type { Row, State } from "./state.ts";

type Value = Row & { value: string };

const SETTINGS: Record<string, { default: string; about: string }> = {
  ...pipedriveSettings,
  ...quickbooksSettings,
};

export type Kept = {
  get(id: string): string | undefined;
  put(id: string, value: string): void;
  drop(id: string): void;
};

export function keptValues(state: State): Kept {
  const values = () => state.table<Value>("world");
  return {
    get: (id) => values().get(id)?.value,
    put: (id, value) => values().put({ id, value }),
    drop: (id) => void values().delete(id),
  };
}

/** What a service is started with. */
export function optionsFor(service: string, kept: Kept): PracticeOptions {
  return {
    clientId: credential(`${service}.clientId`, kept),
    clientSecret: credential(`${service}.clientSecret`, kept),
    apiToken: credential(`${service}.apiToken`, kept),
    setting: (name) => kept.get(`setting.${name}`) ?? SETTINGS[name]?.default ?? "",
  };
}

/** Made once for a home; a reset keeps them, so that whoever has them stays connected in name. */
function credential(name: string, { get, put }: Kept): string {
  const known = get(name);
  if (known !== undefined) return known;
  const made = randomBytes(20).toString("hex");
  put(name, made);
  return made;
}

/** Every setting with its value. */
export function allSettings({
  get,
}: Kept): Record<string, { value: string; default: string; about: string }> {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { default: standard, about }]) => [
      name,
      { value: get(`setting.${name}`) ?? standard, default: standard, about },
    ]),
  );
}

/** False for a setting that there is not. */
export function keepSetting(name: string, value: string, { put }: Kept): boolean {
  if (!Object.hasOwn(SETTINGS, name)) return false;
  put(`setting.${name}`, value);
  return true;
}

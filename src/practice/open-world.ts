/** Opens both services over one state, and what is kept by name beside their tables: credentials, settings, the company, the clock. */
import { randomBytes } from "node:crypto";
import { type CompanyName, isCompany } from "./companies/index.ts";
import type { PracticeClock, PracticeOptions } from "./http.ts";
import { pipedriveEnv } from "./pipedrive/oauth/token.ts";
import { pipedriveService } from "./pipedrive/service.ts";
import { pipedriveSettings } from "./pipedrive/settings.ts";
import { quickbooksEnv } from "./quickbooks/oauth/token.ts";
import { quickbooksService } from "./quickbooks/service.ts";
import { quickbooksSettings, settingsOf } from "./quickbooks/settings.ts";
import type { Row, State } from "./state.ts";
import type { Contents, World } from "./world.ts";

type Value = Row & { value: string };

const SETTINGS: Record<string, { default: string; about: string }> = {
  ...pipedriveSettings,
  ...quickbooksSettings,
};

type Kept = {
  get(id: string): string | undefined;
  put(id: string, value: string): void;
  drop(id: string): void;
};

function keptValues(state: State): Kept {
  const values = () => state.table<Value>("world");
  return {
    get: (id) => values().get(id)?.value,
    put: (id, value) => values().put({ id, value }),
    drop: (id) => void values().delete(id),
  };
}

/** What a service is started with. */
function optionsFor(service: string, kept: Kept): PracticeOptions {
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
function allSettings({
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
function keepSetting(name: string, value: string, { put }: Kept): boolean {
  if (!Object.hasOwn(SETTINGS, name)) return false;
  put(`setting.${name}`, value);
  return true;
}

export function openWorld(
  state: State,
  origins: () => { pipedrive: string; quickbooks: string },
  first: CompanyName | undefined,
  contents: Contents,
): World {
  const kept = keptValues(state);
  const { get, put } = kept;
  const clock: PracticeClock = {
    now: () => new Date(Date.now() + Number(get("clock.offsetMs") ?? 0)),
  };
  const pipedrive = optionsFor("pipedrive", kept);
  const quickbooks = optionsFor("quickbooks", kept);
  const ofPipedrive = { state, clock, options: pipedrive };
  const ofBooks = { state, clock, options: quickbooks, settings: settingsOf(quickbooks) };

  function seed(company: CompanyName): void {
    state.transaction(() => {
      put("company", company);
      contents.seed(state, company, clock.now());
    });
  }
  if (get("company") === undefined) seed(first ?? "nordic");

  return {
    pipedrive: pipedriveService(ofPipedrive),
    quickbooks: quickbooksService(ofBooks),
    clock,
    company() {
      const name = get("company");
      return isCompany(name) ? name : "nordic";
    },
    reset(company) {
      const next = company ?? this.company();
      contents.clear(state);
      kept.drop("clock.offsetMs");
      seed(next);
    },
    env: () => ({
      PDQB_PIPEDRIVE_ORIGIN: origins().pipedrive,
      PDQB_QUICKBOOKS_ORIGIN: origins().quickbooks,
      PDQB_PIPEDRIVE_CLIENT_ID: pipedrive.clientId,
      PDQB_PIPEDRIVE_CLIENT_SECRET: pipedrive.clientSecret,
      PDQB_PIPEDRIVE_API_TOKEN: pipedrive.apiToken,
      PDQB_QUICKBOOKS_CLIENT_ID: quickbooks.clientId,
      PDQB_QUICKBOOKS_CLIENT_SECRET: quickbooks.clientSecret,
      ...quickbooksEnv(ofBooks),
      ...pipedriveEnv(ofPipedrive),
    }),
    outbox: () => contents.outbox(state),
    moveClock: (by) => moveClock(kept, by),
    load: (more) => contents.load(state, more, clock.now()),
    settings: () => allSettings(kept),
    set: (name, value) => keepSetting(name, value, kept),
  };
}

function moveClock(
  { get, put }: Kept,
  { advanceDays, advanceSeconds, set }: Parameters<World["moveClock"]>[0],
): void {
  const before = Number(get("clock.offsetMs") ?? 0);
  const offset =
    typeof set === "string"
      ? Date.parse(set) - Date.now()
      : before + Number(advanceDays ?? 0) * 86_400_000 + Number(advanceSeconds ?? 0) * 1_000;
  if (Number.isFinite(offset)) put("clock.offsetMs", String(Math.round(offset)));
}

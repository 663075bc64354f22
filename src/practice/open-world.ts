/** Opens both services over one state, and what is kept by name beside their tables: credentials, settings, the company, the clock. */
import { randomBytes } from "node:crypto";
import { type CompanyName, isCompany } from "./companies/index.ts";
import type { PracticeOptions } from "./http.ts";
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

type Kept = ReturnType<typeof keptValues>;

function keptValues(state: State) {
  const values = () => state.table<Value>("world");
  return {
    get: (id: string) => values().get(id)?.value,
    put: (id: string, value: string) => values().put({ id, value }),
    drop: (id: string) => values().delete(id),
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
  const value = get(name) ?? randomBytes(20).toString("hex");
  put(name, value);
  return value;
}

function allSettings({ get }: Kept): ReturnType<World["settings"]> {
  const entries = Object.entries(SETTINGS).map(([name, setting]) => [
    name,
    { value: get(`setting.${name}`) ?? setting.default, ...setting },
  ]);
  return Object.fromEntries(entries);
}

export function openWorld(
  state: State,
  origins: () => { pipedrive: string; quickbooks: string },
  first: CompanyName | undefined,
  contents: Contents,
): World {
  const kept = keptValues(state);
  const { get, put } = kept;
  const clock = { now: () => new Date(Date.now() + Number(get("clock.offsetMs") ?? 0)) };
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
    set(name, value) {
      const isKnown = Object.hasOwn(SETTINGS, name);
      if (isKnown) put(`setting.${name}`, value);
      return isKnown;
    },
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

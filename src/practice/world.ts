/** Both services over one state, one clock and one set of credentials. */

import { randomBytes } from "node:crypto";
import { type CompanyName, isCompany } from "./companies/index.ts";
import type { PracticeClock, Service } from "./http.ts";
import type { Load } from "./load.ts";
import type { PracticeOptions } from "./options.ts";
import {
  loadDeals,
  pipedriveEnv,
  pipedriveService,
  pipedriveSettings,
  seedPipedrive,
} from "./pipedrive/index.ts";
import {
  GRANT_TABLES,
  loadInvoices,
  outboxOf,
  quickbooksEnv,
  quickbooksService,
  quickbooksSettings,
  seedQuickBooks,
} from "./quickbooks/index.ts";
import type { Row, State } from "./state.ts";

type Value = Row & { value: string };

export type World = {
  pipedrive: Service;
  quickbooks: Service;
  clock: PracticeClock;
  company(): CompanyName;
  /** Back to the first day of a company; credentials, settings and ports stay. */
  reset(company: CompanyName | undefined): void;
  env(): Record<string, string>;
  /** E-mails that QuickBooks sent, oldest first. */
  outbox(): unknown[];
  moveClock(by: { advanceDays?: unknown; advanceSeconds?: unknown; set?: unknown }): void;
  /** So many more invoices, customers and deals, for benchmarks. */
  load(more: Load): { deals: number[] };
  settings(): Record<string, { value: string; default: string; about: string }>;
  /** False for a setting that there is not. */
  set(name: string, value: string): boolean;
};

/** A reset empties the books; who is connected to them, and where they are, stays. */
const KEPT = new Set([
  "world",
  "ports",
  ...GRANT_TABLES,
  "qb.env_grant",
  "pd_grants",
  "pd_access_tokens",
]);

const SETTINGS: Record<string, { default: string; about: string }> = {
  ...pipedriveSettings,
  ...quickbooksSettings,
};

export function openWorld(
  state: State,
  origins: () => { pipedrive: string; quickbooks: string },
  first: CompanyName | undefined,
): World {
  const kept = keptValues(state);
  const { get, put } = kept;
  const clock: PracticeClock = {
    now: () => new Date(Date.now() + Number(get("clock.offsetMs") ?? 0)),
  };
  const pipedrive = optionsFor("pipedrive", kept);
  const quickbooks = optionsFor("quickbooks", kept);

  function seed(company: CompanyName): void {
    state.transaction(() => {
      put("company", company);
      seedPipedrive(state, company, clock.now());
      seedQuickBooks(state, company, clock.now());
    });
  }
  if (get("company") === undefined) seed(first ?? "nordic");

  return {
    pipedrive: pipedriveService(state, clock, pipedrive),
    quickbooks: quickbooksService(state, clock, quickbooks),
    clock,
    company() {
      const name = get("company");
      return isCompany(name) ? name : "nordic";
    },
    reset(company) {
      const next = company ?? this.company();
      state.clear((table) => KEPT.has(table));
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
      ...quickbooksEnv(state, clock, quickbooks),
      ...pipedriveEnv(state, clock, pipedrive),
    }),
    outbox: () => outboxOf({ state }),
    moveClock: (by) => moveClock(kept, by),
    load: (more) => loadBoth(state, more, clock.now()),
    settings: () => settingsOf(kept),
    set(name, value) {
      if (!Object.hasOwn(SETTINGS, name)) return false;
      put(`setting.${name}`, value);
      return true;
    },
  };
}

function loadBoth(state: State, more: Load, now: Date): { deals: number[] } {
  const deals = loadDeals(state, more, now);
  loadInvoices(state, { ...more, billed: deals }, now);
  return { deals };
}

/** What the world itself keeps by name. */
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

function settingsOf({ get }: Kept): ReturnType<World["settings"]> {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { default: standard, about }]) => [
      name,
      { value: get(`setting.${name}`) ?? standard, default: standard, about },
    ]),
  );
}

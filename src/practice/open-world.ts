/** Opens both services over one state. */
import { type CompanyName, isCompany } from "./companies/index.ts";
import type { PracticeClock } from "./http.ts";
import { allSettings, type Kept, keepSetting, keptValues, optionsFor } from "./kept-values.ts";
import { pipedriveEnv } from "./pipedrive/oauth/env-grant.ts";
import { pipedriveService } from "./pipedrive/service.ts";
import { quickbooksEnv } from "./quickbooks/oauth/env-grant.ts";
import { quickbooksService } from "./quickbooks/service.ts";
import { settingsOf } from "./quickbooks/settings.ts";
import type { State } from "./state.ts";
import type { Contents, World } from "./world.ts";

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

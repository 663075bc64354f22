// The proof over the practice services: as they are, and with each reading that they can take.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Kind } from "../../../src/usecases/prove/finding.ts";
import { proofFile } from "../../../src/usecases/prove/keep-findings.ts";
import { practiceSettingsOf } from "../../../src/usecases/prove/read-proof-file.ts";
import { ASSUMPTIONS } from "../../../src/usecases/prove/registry.ts";
import { costOf } from "../../../src/usecases/prove/run-proof.ts";
import { openPractice, practiceEnv } from "../../support/practice.ts";
import {
  ELSEWHERE,
  isFound,
  isShown,
  type Laboratory,
  openLaboratory,
  SETTINGS,
  STANDARD,
  TURNS,
  type Turn,
  takes,
} from "../../support/proof.ts";
import { Home } from "../../support/run.ts";

const LIMITS = "It would have to be reached, and would stop whoever else uses the company";
const LOGIN = "It belongs to logins, and trying it would cost the profile its own";
const COMPANY = "It is the company's choice, which pdqb reads where it matters";

const ELSE = [...ELSEWHERE.us, ...ELSEWHERE.canadian];

const home = new Home();
let lab: Laboratory;
beforeAll(async () => {
  lab = await openLaboratory(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** Settings that no experiment can find out. */
const NOT_ASKED: Record<string, string> = {
  "quickbooks.throttles": LIMITS,
  "quickbooks.ten_calls": LIMITS,
  "quickbooks.core_plus_budget": LIMITS,
  "quickbooks.emails_per_day": LIMITS,
  "pipedrive.rate_limits": LIMITS,
  "pipedrive.daily_budget": LIMITS,
  "pipedrive.retry_after": LIMITS,
  "pipedrive.penalty_seconds": LIMITS,
  "pipedrive.cloudflare_after": LIMITS,
  "quickbooks.redirects": LOGIN,
  "quickbooks.scopes": LOGIN,
  "quickbooks.refresh_grace_seconds": LOGIN,
  "quickbooks.code_reuse": LOGIN,
  "quickbooks.revoke_dead": LOGIN,
  "pipedrive.scopes": LOGIN,
  "pipedrive.refresh_rotation": LOGIN,
  "pipedrive.redirect_ports": LOGIN,
  "quickbooks.book_close_date": COMPANY,
  "quickbooks.custom_txn_numbers": COMPANY,
  "quickbooks.auto_apply_credits": COMPANY,
  "quickbooks.us_tax": COMPANY,
  "quickbooks.subscription": COMPANY,
  "pipedrive.plan": COMPANY,
  "quickbooks.payments_deposited": "The payments of a proof are in no deposit",
};

it("asks for every setting of the practice services, but where there is a reason", () => {
  const asked = ASSUMPTIONS.flatMap(({ practice }) => practice ?? []);
  expect([...asked, ...Object.keys(NOT_ASKED)].sort()).toEqual(Object.keys(SETTINGS).sort());
});

it("turns every setting that an assumption names, each to a reading that the services know", () => {
  const turned = new Set([...TURNS, ...ELSE].map(({ id }) => id));
  for (const { id, practice, expected } of ASSUMPTIONS) {
    if (practice === undefined) continue;
    expect(turned.has(id), id).toBe(true);
    expect(SETTINGS[practice]?.default, practice).toBe(expected);
  }
  const unknown = [...TURNS, ...ELSE].filter(({ practice, value }) => !takes(practice, value));
  expect(unknown).toEqual([]);
});

it("has at least 25 assumptions of QuickBooks and 15 of Pipedrive, each with an id of its own", () => {
  const ofService = (name: string) => ASSUMPTIONS.filter(({ service }) => service === name);
  expect(ofService("quickbooks").length).toBeGreaterThanOrEqual(25);
  expect(ofService("pipedrive").length).toBeGreaterThanOrEqual(15);
  expect(new Set(ASSUMPTIONS.map(({ id }) => id)).size).toBe(ASSUMPTIONS.length);
});

it("finds that all holds on the practice services as they are, and leaves nothing behind", async () => {
  const { results, usage, left, stopped } = await lab.prove();
  expect(stopped).toBeNull();
  expect(left).toEqual([]);
  const outcomes = (outcome: string) =>
    results.filter((one) => one.outcome === outcome).map(({ id }) => id);
  expect(outcomes("other")).toEqual([]);
  expect(outcomes("unclear")).toEqual([]);
  const elsewhere = ["Q15", "Q31", "Q41", "Q56", "Q67", "P8", "P11", "P18", "P25"];
  expect(outcomes("not_possible")).toEqual(elsewhere);
  const cost = costOf(ASSUMPTIONS);
  for (const [kind, made] of Object.entries(usage.made))
    expect.soft(made, kind).toBeLessThanOrEqual(cost[kind as Kind]);
  // The experiments, and as much again for the clean-up.
  for (const kind of ["calls", "metered", "tokens"] as const)
    expect.soft(usage[kind], kind).toBeLessThanOrEqual(2 * cost[kind]);
  expect(
    await lab.books.query("select * from Customer where DisplayName like 'pdqb proof%'"),
  ).toEqual([]);
  expect(await lab.books.invoices(/pdqb proof/)).toEqual([]);
  expect(await lab.world.ports.proofJournal.read()).toEqual([]);
});

it("sees the unit of a limit where answers tell the limit", async () => {
  await lab.books.set({ "pipedrive.rate_limits": "on" });
  const { results } = await lab.prove(ASSUMPTIONS.filter(({ id }) => id === "P25"));
  await lab.books.set({ "pipedrive.rate_limits": "off" });
  expect(results).toMatchObject([{ outcome: "holds", reading: "seconds" }]);
});

it.each(TURNS)("finds $practice $value", async (turn) => {
  const { id, practice, value, with: extra } = turn;
  await lab.books.set({ [practice]: value, ...extra });
  try {
    const run = await lab.prove(ASSUMPTIONS.filter((one) => one.id === id));
    expect(run.results).toMatchObject([{ outcome: "other" }]);
    expect(isFound(turn, run), JSON.stringify(run.results)).toBe(true);
  } finally {
    await lab.books.set(STANDARD);
  }
});

it("gives every reading to the practice services through its file", async () => {
  const beside = Object.assign({}, ...TURNS.map(({ with: extra = {} }) => extra));
  const set: Record<string, string> = {
    ...beside,
    ...Object.fromEntries(TURNS.map(({ practice, value }) => [practice, value])),
  };
  await lab.books.set(set);
  const run = await lab.prove();
  const file = JSON.stringify(proofFile(lab.world.profile, run.results));
  await lab.books.set({ ...STANDARD, ...beside, ...practiceSettingsOf(file, "proof.json") });
  const again = await lab.prove();
  await lab.books.set(STANDARD);
  const shown = TURNS.filter((turn) => isShown(turn, set));
  expect(shown.length).toBeGreaterThan(40);
  expect(shown.filter((turn) => !isFound(turn, run))).toEqual([]);
  expect(shown.filter((turn) => !isFound(turn, again))).toEqual([]);
});

const TOKEN = "connect pipedrive --token-stdin --profile practice";

it.each(["us", "canadian"] as const)("finds what only %s books can show", async (company) => {
  const abroad = new Home();
  try {
    await openPractice(abroad, { company });
    // Beside OAuth, which all the others have.
    const { PDQB_PIPEDRIVE_API_TOKEN: stdin = "" } = await practiceEnv(abroad);
    if (company === "us") expect(await abroad.run(TOKEN, { stdin })).toMatchObject({ code: 0 });
    const turns = ELSEWHERE[company];
    const there = await openLaboratory(abroad, company);
    const all = await there.prove(company === "us" ? ASSUMPTIONS : asked(turns));
    const outcomes = all.results.map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === "other" || one === "unclear")).toEqual([]);
    await there.books.set(Object.fromEntries(turns.map((turn) => [turn.practice, turn.value])));
    const run = await there.prove(asked(turns));
    expect(turns.filter((turn) => !isFound(turn, run))).toEqual([]);
    // 5 % and 9.975 % of 1.04 are 0.052 and 0.10374, together 0.15574.
    if (company === "canadian")
      expect(run.results).toMatchObject([{ id: "Q67", seen: "The tax of 1.04 was 0.16." }]);
  } finally {
    await abroad.run("practice stop");
    abroad.discard();
  }
});

const asked = (turns: readonly Turn[]) =>
  ASSUMPTIONS.filter(({ id }) => turns.some((turn) => turn.id === id));

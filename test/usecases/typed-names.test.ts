// Names that every JavaScript object has already, typed wherever a name can be typed: they work, or are refused in words, and what is
// kept stays whole.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let kept: string;
const settings = () => readFileSync(join(home.path, "settings.json"), "utf8");

beforeAll(async () => {
  await openPractice(home, { matching: true });
  kept = settings();
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty"];

/** Refused as a wrong use (2), by a rule (3) or as unknown (5). */
const REFUSED = [
  "status --offline --profile NAME",
  "connect pipedrive --token-stdin --profile NAME",
  "connect quickbooks --paste --profile NAME",
  "disconnect pipedrive --profile NAME",
  "invoice list --profile NAME",
  "config set deal.open warn --profile NAME",
  "config get NAME",
  "config set NAME x",
  "config unset NAME",
  "config fields --po deal.NAME",
  "config fields --po NAME.title",
  "config fields --terms NAME",
  "config writeback --number NAME",
  "config writeback --number NAME:new",
  "preset save NAME --terms 9",
  "preset show NAME",
  "invoice create --deal 142 --dry-run --preset NAME",
  "invoice create --deal 142 --dry-run --customer NAME",
  "invoice create --deal 142 --dry-run --terms NAME",
  "invoice create --deal 142 --dry-run --tax NAME",
  "invoice create --deal 142 --dry-run --tax-code NAME",
  "invoice create --deal 142 --dry-run --link 1=NAME",
  "invoice create --deal 142 --dry-run --line 1:NAME=5",
  "invoice create --deal 142 --dry-run --line NAME=5",
  "invoice create --deal 142 --dry-run --class NAME",
  "invoice view NAME",
  "invoice void NAME --yes",
  "invoice list --status NAME",
  "invoice list --sort NAME",
  "invoice list --json --fields NAME",
  "customer view NAME",
  "customer link --organization 402 --customer NAME",
  "product link 201 --item NAME",
  "tax link 25.5 --code NAME",
  "run view NAME",
  "run apply NAME --yes",
  "run cancel NAME --yes",
  "pending show NAME",
  "prove --only NAME",
  "practice fail NAME",
  "practice settings --set NAME=on",
  "completion names NAME",
  "help NAME",
  "NAME",
  "invoice NAME",
];

it.each(NAMES)("%s is refused where nothing can be called so", async (name) => {
  const wrong: unknown[] = [];
  for (const line of REFUSED) {
    const typed = line.replace("NAME", name);
    const { code, stderr } = await home.run(typed, { stdin: "token\n" });
    if (![2, 3, 5].includes(code ?? 1) || stderr.trim() === "") wrong.push([typed, code, stderr]);
  }
  expect(wrong).toEqual([]);
  expect(settings()).toBe(kept);
});

/** What is free text may be called so. */
it.each(NAMES)("%s is taken as a text", async (name) => {
  const text = `--memo ${name} --note ${name} --number ${name}`;
  const { plan } = await home.json(`invoice create --deal 142 --dry-run ${text}`);
  expect(JSON.stringify(plan).split(name).length).toBeGreaterThan(3);
  const gone = await home.run(`preset delete ${name}`);
  expect([gone.code, gone.stdout]).toEqual([0, expect.stringContaining(name)]);
  await home.json(`run plan --deals 142 --name r.${name} --dry-run`);
});

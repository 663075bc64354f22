// The awkward deals of the practice company, each with its exact preview and JSON. The figures beside each name are worked out by
// hand; the files beside this one hold the words. `PDQB_GALLERY=write` writes them anew, to be read before they are committed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonText } from "../../src/cli/json.ts";
import { loadPainter, paint } from "../../src/cli/paint.ts";
import { dropControls } from "../../src/cli/text.ts";
import { typedCommand } from "../../src/cli/to-commander.ts";
import { createInput } from "../../src/commands/details/create-input.ts";
import { tree } from "../../src/commands/index.ts";
import { planJson, planText } from "../../src/commands/views/plan.ts";
import type { InvoicePlan } from "../../src/domain/plan/invoice-plan.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld, type World } from "../support/world.ts";

const home = new Home();
let world: World;

beforeAll(async () => {
  await openPractice(home, { matching: true });
  await home.run(["tax", "link", "0", "--code", "Veroton 0%"]);
  await home.run("product link 88 --item 88");
  world = await openWorld(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Case = { name: string; args: string; totals: string[]; problems?: string[] };

/** `totals`: net, discount, tax, total. */
const CASES: Case[] = [
  // 3 × 124.99 = 374.97 and 7.5 × 61.50 less 10 % = 415.125, so 415.13, with 25.5 % in them: nets 298.78 and 330.78, tax the rest.
  { name: "124-prices-with-tax", args: "124", totals: ["629.56", "0.00", "160.54", "790.10"] },
  { name: "125-no-tax", args: "125", totals: ["1249.90", "0.00", "0.00", "1249.90"] },
  // 60 × 18.90 = 1,134.00 at 14 % is 158.76; 6 × 61.50 = 369.00 at 25.5 % is 94.095, so 94.10.
  { name: "126-two-rates", args: "126", totals: ["1503.00", "0.00", "252.86", "1755.86"] },
  {
    name: "127-no-lines",
    args: "127",
    totals: ["0.00", "0.00", "0.00", "0.00"],
    problems: ["no_lines"],
  },
  // 25.5 % of 1,200.00.
  {
    name: "127-from-its-value",
    args: "127 --from-value --item 88 --tax exclusive --tax-code 5",
    totals: ["1200.00", "0.00", "306.00", "1506.00"],
  },
  // 4 × 249.50 less 60.00; 25.5 % of 938.00.
  { name: "128-amount-discount", args: "128", totals: ["938.00", "0.00", "239.19", "1177.19"] },
  // 6 × 95.00 + 2 × 124.99; 3 % is 24.5994; 25.5 % of 795.38 is 202.8219.
  { name: "129-deal-discount", args: "129", totals: ["819.98", "24.60", "202.82", "998.20"] },
  {
    name: "130-recurring",
    args: "130",
    totals: ["0.00", "0.00", "0.00", "0.00"],
    problems: ["recurring_lines"],
  },
  // 25.5 % of 95.00 is 24.225, which goes up.
  {
    name: "130-second-cycle",
    args: "130 --recurring 2",
    totals: ["95.00", "0.00", "24.23", "119.23"],
  },
  // 8 × 124.99; in euros 999.92 × 0.86 = 859.9312.
  {
    name: "131-in-dollars",
    args: "131 --rate 0.86 --update-customer never",
    totals: ["999.92", "0.00", "0.00", "999.92"],
  },
  // 25.5 % of 350.00.
  {
    name: "132-archived",
    args: "132",
    totals: ["350.00", "0.00", "89.25", "439.25"],
    problems: ["archived_deal"],
  },
  // 12 × 61.50 = 738.00; 25.5 % of it.
  {
    name: "133-no-organization",
    args: "133",
    totals: ["738.00", "0.00", "188.19", "926.19"],
    problems: ["unlinked_customer"],
  },
  {
    name: "134-nobody",
    args: "134",
    totals: ["350.00", "0.00", "89.25", "439.25"],
    problems: ["no_customer"],
  },
  // 2 × 95.00 + 4 × 61.50 = 436.00; 25.5 % of it.
  { name: "135-disabled-line", args: "135", totals: ["436.00", "0.00", "111.18", "547.18"] },
  // 8 × 249.50 = 1,996.00; 25.5 % of it.
  {
    name: "136-installments",
    args: "136",
    totals: ["1996.00", "0.00", "508.98", "2504.98"],
    problems: ["unclear_installments"],
  },
  // 2 × 40.00 + 99.00; 25.5 % of 179.00 is 45.645, which goes up.
  {
    name: "137-product-gone",
    args: "137",
    totals: ["179.00", "0.00", "45.65", "224.65"],
    problems: ["unlinked_item", "unlinked_item"],
  },
  {
    name: "139-hostile-text",
    args: "139",
    totals: ["10.00", "0.00", "2.55", "12.55"],
    problems: ["unlinked_item"],
  },
  // 40 × 24.50 = 980.00; 14 % of it.
  {
    name: "140-name-of-a-vendor",
    args: "140 --new-customer",
    totals: ["980.00", "0.00", "137.20", "1117.20"],
    problems: ["name_taken"],
  },
  // 30 % of 1,653.15 is 495.945; 25.5 % of 495.95 is 126.46725.
  {
    name: "123-thirty-percent",
    args: "123 --percent 30",
    totals: ["495.95", "0.00", "126.47", "622.42"],
  },
  // 4 × 95.00, 923.15 and 350.00.
  {
    name: "123-customer-of-another-currency",
    args: "123 --customer 420",
    totals: ["1653.15", "0.00", "421.55", "2074.70"],
    problems: ["currency_mismatch"],
  },
];

function file(name: string, text: string): string {
  const path = join(import.meta.dirname, "gallery", name);
  if (process.env.PDQB_GALLERY === "write") writeFileSync(path, text);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

const words = (args: string) =>
  `invoice create --deal ${args} --dry-run --date 2026-11-20`.split(" ");

/** As the program plans it, in the test's own process. */
async function planned(args: string): Promise<InvoicePlan> {
  const typed = await typedCommand({ tree, version: "0.0.0" }, words(args), () => {});
  if (!typed) throw new Error(`${args}: this is help`);
  const given = typed.flags as Parameters<typeof createInput>[0];
  const { ports, profile } = world;
  const planner = await openPlanner(ports, profile, createInput(given, Number(given.deal)));
  const result = await planner.plan(noAnswers());
  if (result.outcome !== "planned") throw new Error(`${args}: this is ${result.outcome}`);
  return result.plan;
}

async function shownText(plan: InvoicePlan): Promise<string> {
  const painter = await loadPainter(false);
  return painter(dropControls(planText(plan, paint)));
}

describe.each(CASES)("$name", ({ name, args, totals, problems = [] }) => {
  it("comes to what was worked out by hand, in the exact JSON and the exact words", async () => {
    const plan = await planned(args);
    const json = JSON.parse(jsonText(planJson(plan)));
    const { net, discount, tax, total } = json.totals;
    expect([net, discount, tax, total]).toEqual(totals);
    expect(plan.problems.map((problem) => problem.code)).toEqual(problems);
    expect(json.digest).toMatch(/^[0-9a-f]{16}$/);
    const shown = { ...json, digest: "…" };
    expect(shown).toEqual(JSON.parse(file(`${name}.json`, `${JSON.stringify(shown, null, 2)}\n`)));
    const text = await shownText(plan);
    expect(text).toBe(file(`${name}.txt`, text));
  });
});

it.each(["124", "137"])("of deal %s the program says the same", async (args) => {
  const plan = await planned(args);
  const digest = plan.problems.length === 0 ? `  Digest    ${plan.digest}\n` : "";
  const run = await home.run(words(args));
  // What is remembered by it is said between the plan and its digest.
  const told = run.stdout.replace(/^Will be remembered: .*\n/m, "");
  expect(told).toBe((await shownText(plan)) + digest);
  expect(run.code).toBe(plan.problems.length === 0 ? 0 : 3);
  const json = await home.run([...words(args), "--json"]);
  expect(JSON.parse(json.stdout).plan).toEqual(JSON.parse(jsonText(planJson(plan))));
});

// An invoice above the limit is refused, and goes out by an approved run; what a person says of the reason stays in the history.
import { afterAll, beforeAll, expect, it } from "vitest";
import { shellWords } from "../support/command-line.ts";
import { openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
beforeAll(async () => {
  await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const typed = (next: string) => home.run(shellWords(next).slice(1));
type Plan = { problems: { code: string; next: string }[]; totals: { total: string } };

it("refuses what is above the limit of its currency, and bills it by an approved run", async () => {
  // Deal 142 comes to 622.45 EUR.
  await home.run(["config", "set", "limit.invoice", "622.44 EUR, 1 USD"]);
  const refused = await home.run("invoice create --deal 142 --yes --json");
  const { plan } = JSON.parse(refused.stdout) as { plan: Plan };
  expect([refused.code, plan.totals.total]).toEqual([3, "622.45"]);
  expect(plan.problems).toMatchObject([{ code: "over_limit", next: "pdqb run plan --deals 142" }]);
  expect((await typed(plan.problems[0]?.next ?? "")).code).toBe(0);
  const early = await home.run("run apply --yes");
  expect([early.code, early.stderr]).toEqual([3, expect.stringContaining("622.44 EUR")]);
  const [approve = ""] = /pdqb run approve \S+/.exec(early.stderr) ?? [];
  expect((await typed(`${approve} --yes --reason "Known customer"`)).code).toBe(0);
  const applied = await home.run("run apply --yes");
  expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  const { history } = (await home.json("history --deal 142")) as unknown as { history: object[] };
  expect(history).toContainEqual(expect.objectContaining({ action: "create invoice" }));
}, 60_000);

it("lets through what is not above it, and other currencies", async () => {
  await home.run(["config", "set", "limit.invoice", "779.32 EUR"]);
  expect((await home.run("invoice create --deal 143 --dry-run")).code).toBe(0);
  await home.run(["config", "set", "limit.invoice", "1 USD"]);
  expect((await home.run("invoice create --deal 143 --dry-run")).code).toBe(0);
  await home.run("config unset limit.invoice");
}, 60_000);

it("keeps the reason of a further invoice in the history", async () => {
  const again = ["invoice", "create", "--deal", "142", "--again", "--not-duplicate", "--yes"];
  const { code, stderr } = await home.run([...again, "--reason", "The first was lost in the post"]);
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  const { history } = (await home.json("history --deal 142")) as unknown as { history: object[] };
  expect(history).toContainEqual(
    expect.objectContaining({ reason: "The first was lost in the post" }),
  );
}, 60_000);

it("keeps the reason of --again alone, and of --not-duplicate alone", async () => {
  type Made = { invoice: { id: string } };
  const reasons = async (deal: number) => {
    const { history } = (await home.json(`history --deal ${deal}`)) as unknown as {
      history: { action: string; reason: string | null }[];
    };
    return history.map(({ action, reason }) => [action, reason]);
  };
  const { invoice } = (await home.json("invoice create --deal 145 --yes")) as unknown as Made;
  await home.json(`invoice void id:${invoice.id} --yes`);
  const again = `pdqb invoice create --deal 145 --again id:${invoice.id} --yes --reason "Voided by mistake"`;
  expect((await typed(again)).code).toBe(0);
  expect(await reasons(145)).toEqual([
    ["create invoice", null],
    ["void invoice", null],
    ["create invoice", "Voided by mistake"],
  ]);
  const pipedrive = await practicePipedrive(home);
  const won = async (title: string) => {
    const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
      ...{ title, org_id: 402, status: "won", currency: "EUR" },
    });
    await pipedrive("POST", `v2/deals/${id}/products`, {
      ...{ product_id: 201, item_price: 105, quantity: 1, tax: 25.5, tax_method: "exclusive" },
    });
    return id;
  };
  // The invoice of a deal that is deleted may be its twin's.
  const [original, twin] = [await won("Original"), await won("Twin")];
  await home.json(`invoice create --deal ${original} --yes`);
  await pipedrive("DELETE", `v2/deals/${original}`);
  const create = `pdqb invoice create --deal ${twin} --yes`;
  expect((await typed(create)).code).toBe(3);
  const both = await typed(`${create} --not-duplicate --reason "Two workshops"`);
  expect([both.code, both.code === 0 ? "" : both.stderr]).toEqual([0, ""]);
  expect(await reasons(twin)).toEqual([["create invoice", "Two workshops"]]);
}, 60_000);

// pdqb prove as it is typed: refusals, findings that become settings, the file, and what is left after a kill or Ctrl-C.
import { readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { settingsPort } from "../../../src/compose/world.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { STANDARD } from "../../support/proof.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
let books: Books;
beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);
afterEach(async () => {
  await books.clearFaults();
});
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const changeProfile = (change: object) =>
  settingsPort({ PDQB_HOME: home.path }).update((file) => {
    const { practice } = file.profiles;
    if (!practice) throw new Error("The practice profile is missing");
    return { ...file, profiles: { ...file.profiles, practice: { ...practice, ...change } } };
  });

const proofs = join(home.path, "proofs", "practice");

const leftInBooks = () =>
  books.query("select * from Customer where DisplayName like 'pdqb proof%'");

it("refuses a production company whatever the flags, and sends nothing", async () => {
  const { practice } = (await settingsPort({ PDQB_HOME: home.path }).read()).profiles;
  await changeProfile({ environment: "production", origins: null });
  await books.clearLog();
  const { code, stderr } = await home.run("prove --yes --only Q23");
  expect(code).toBe(3);
  expect(stderr).toContain("production");
  expect(await books.log()).toEqual([]);
  await changeProfile({ environment: "practice", origins: practice?.origins });
});

it("writes to a Pipedrive company that is not the practice one only by its name", async () => {
  const { practice } = (await settingsPort({ PDQB_HOME: home.path }).read()).profiles;
  await changeProfile({ environment: "sandbox", origins: null });
  await books.clearLog();
  const unnamed = await home.run("prove --yes --only P2");
  expect([unnamed.code, unnamed.stderr]).toEqual([
    2,
    expect.stringContaining("--pipedrive-company"),
  ]);
  const other = await home.run("prove --yes --only P2 --pipedrive-company Others");
  expect([other.code, other.stderr]).toEqual([
    3,
    expect.stringContaining("that is not the connected Pipedrive company"),
  ]);
  expect(await books.log()).toEqual([]);
  await changeProfile({ environment: practice?.environment, origins: practice?.origins });
});

it("sends nothing in a dry run, nor without --yes", async () => {
  await books.clearLog();
  expect((await home.run("prove --dry-run")).code).toBe(0);
  expect((await home.run("prove")).code).toBe(2);
  expect(await books.log()).toEqual([]);
});

it("lists each assumption with its source, its experiment and what pdqb does because of it", async () => {
  const { assumptions } = await home.json("prove --list");
  const rows = assumptions as unknown as Record<string, string>[];
  expect(rows.length).toBeGreaterThanOrEqual(70);
  for (const { id, sentence, source, sure, because, experiment, makes } of rows)
    for (const text of [sentence, source, sure, because, experiment, makes])
      expect(text, id).toMatch(/\S/);
  const { stdout } = await home.run("prove --list --only Q43");
  for (const part of ["docs/quickbooks.md 16.3", "three equal lines", "1 invoice", "tax.rounding"])
    expect(stdout).toContain(part);
});

it("shows before it begins what it makes and asks for at most", async () => {
  const { stdout } = await home.run("prove --dry-run");
  expect(stdout).toMatch(/This creates at most \d+ customers, \d+ items, \d+ invoices/);
  expect(stdout).toMatch(/\d+ requests to QuickBooks and \d+ of Pipedrive's daily tokens/);
});

it("asks what waits only with --long or by its id", async () => {
  const waits = async (more: string) =>
    ((await home.json(`prove ${more}`)) as unknown as { cost: { minutes: number } }).cost.minutes;
  expect(await waits("--dry-run")).toBe(0);
  expect(await waits("--dry-run --long")).toBe(30);
  expect(await waits("--dry-run --only Q55")).toBe(30);
  expect((await home.run("prove --dry-run --long")).stdout).toContain("It waits 30 minutes.");
});

it("keeps what it found as a setting of origin proof, in the plan, in the doctor and in a file without names", async () => {
  await books.set({
    "tax.rounding": "per_line",
    "quickbooks.void_with_payment": "refuse",
    "quickbooks.void_word": "Pohjola Verstas Oy",
  });
  const file = join(home.path, "proof.json");
  const args = ["prove", "--yes", "--only", "Q34,Q35,Q43", "--output", file];
  const { code } = await home.run(args);
  expect(code).toBe(7);
  const { settings } = await home.json("config list");
  const setting = (name: string) =>
    (settings as unknown as { name: string; value: string; origin: string }[]).find(
      (one) => one.name === name,
    );
  expect(setting("tax.rounding")).toMatchObject({ value: "per_line", origin: "proof" });
  expect(setting("void.paid")).toMatchObject({ value: "refuse", origin: "proof" });
  const text = readFileSync(file, "utf8");
  expect(JSON.parse(text).results).toHaveLength(3);
  for (const planted of ["Pohjola Verstas", "9130358142659031", "pdqb proof ", "@"])
    expect(text).not.toContain(planted);

  await books.set({ "tax.rounding": "per_rate", "quickbooks.void_word": "Voided" });
  expect((await home.run(["practice", "settings", "--from", file])).code).toBe(0);
  const practice = await home.json("practice settings");
  const rounding = (practice.settings as unknown as { name: string; value: string }[]).find(
    ({ name }) => name === "tax.rounding",
  );
  expect(rounding?.value).toBe("per_line");
});

it("neither voids nor deletes a paid invoice where the proof found that QuickBooks refuses it", async () => {
  await books.set({ "quickbooks.delete_with_payment": "refuse" });
  expect((await home.run("prove --yes --only Q35,Q36")).code).toBe(0);
  const made = await home.json("invoice create --deal 142 --yes");
  const { id, number } = made.invoice as unknown as { id: string; number: string };
  await home.run(`practice pay ${number} 100`);
  await books.clearLog();
  for (const ending of ["void", "delete"])
    for (const flags of ["", " --with-payments"]) {
      const { code, stderr } = await home.run(`invoice ${ending} ${number} --yes${flags}`);
      expect(code).toBe(3);
      expect(stderr).toMatch(/A payment of 100.00 EUR of \S+ is applied to invoice \d+\./);
      expect(stderr).toContain(`QuickBooks does not ${ending} it before that is removed`);
      expect(stderr).toContain(`Next: pdqb invoice open ${number}`);
    }
  expect((await books.log()).filter(({ method }) => method === "POST")).toEqual([]);

  const [payment] = await books.query("select * from Payment orderby MetaData.CreateTime desc");
  await books.post("payment?operation=delete", { Id: payment?.Id, SyncToken: payment?.SyncToken });
  expect(await home.json(`invoice void ${number} --yes`)).toMatchObject({ outcome: "voided" });
  expect(await books.read(`invoice/${id}`)).toMatchObject({ Invoice: { TotalAmt: 0 } });
  await books.set(STANDARD);
});

it("plans by what was found out, unless the user's own setting says otherwise", async () => {
  const found = {
    "tax.rounding": "per_line",
    "quickbooks.discount_tax": "after",
    "pipedrive.value_tax": "included",
    "pipedrive.discount_tax": "after",
    "pipedrive.discount_order": "total",
  };
  const values = async () => {
    const { settings } = await home.json("config list");
    const rows = settings as unknown as { name: string; value: string; origin: string }[];
    const named = ["tax.rounding", "discount.tax", "discount.base", "discount.order"];
    return named.map((name) => {
      const row = rows.find((one) => one.name === name);
      return `${row?.value} (${row?.origin})`;
    });
  };
  // 2 × 95.00 and 25.5 %: 24.225 twice, or 48.45. Less 10 % that is 85.50 twice, 21.8025 each.
  const totals = async (more: string) => {
    const lines = "--line 1,qty=1,price=95 --line 2,qty=1,price=95";
    const { plan } = await home.json(
      `invoice create --deal 143 ${lines} --not-duplicate --dry-run${more}`,
    );
    return (plan as unknown as { totals: Record<string, string> }).totals;
  };
  await changeProfile({ proof: undefined });
  expect(await totals("")).toMatchObject({ tax: "48.45" });
  expect(await totals(" --discount 10%")).toMatchObject({ net: "190.00", discount: "19.00" });
  await books.set(found);
  expect((await home.run("prove --yes --only Q43,Q46,P7,P8")).code).toBe(7);
  expect(await values()).toEqual([
    "per_line (proof)",
    "after (proof)",
    "after (proof)",
    "total (proof)",
  ]);
  expect(await totals("")).toMatchObject({ tax: "48.46" });
  expect(await totals(" --discount 10%")).toMatchObject({
    ...{ net: "171.00", discount: "0.00", tax: "43.60" },
  });
  await home.run("config set tax.rounding per_rate");
  await home.run("config set discount.tax before");
  expect((await values()).slice(0, 2)).toEqual(["per_rate (profile)", "before (profile)"]);
  expect(await totals("")).toMatchObject({ tax: "48.45" });
  expect(await totals(" --discount 10%")).toMatchObject({ net: "190.00", discount: "19.00" });
  for (const name of ["tax.rounding", "discount.tax"]) await home.run(`config unset ${name}`);
  await books.set(STANDARD);
});

/** Until the books have answered what a killed program still asked of them. */
async function quiet(): Promise<void> {
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    await sleep(300);
    now = (await books.log()).length;
  }
}

it.each(["SIGKILL", "SIGINT"] as const)(
  "after %s nothing is left, at once or by --clean",
  async (signal) => {
    await books.fail({ service: "quickbooks", kind: "delay", seconds: 0.1, times: 1000 });
    const running = home.start(["prove", "--yes", "--service", "quickbooks"]);
    for (let tries = 0; tries < 200 && (await leftInBooks()).length < 2; tries += 1)
      await sleep(50);
    running.kill(signal);
    const { code } = await running.result;
    await books.clearFaults();
    if (signal === "SIGKILL") {
      expect((await leftInBooks()).length).toBeGreaterThan(0);
      // The books may still work on its last request, so the journal stays until that is over.
      expect(await home.json("prove --clean --yes")).toMatchObject({ settled: false, left: [] });
      await quiet();
      const [journal = ""] = readdirSync(proofs);
      utimesSync(join(proofs, journal), new Date(0), new Date(0));
      expect(await home.json("prove --clean --yes")).toMatchObject({ settled: true, left: [] });
    } else expect(code).toBe(7);
    expect(await leftInBooks()).toEqual([]);
    expect(readdirSync(proofs)).toEqual([]);
    expect((await home.run("prove --clean --yes")).stdout).toContain("Nothing to clean up.");
    expect(await home.json("prove --clean")).toMatchObject({ outcome: "already", settled: true });
  },
);

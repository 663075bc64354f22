// Copies of the ledger: the one before a migration is whole, also after a writer was killed; one that is put back takes nothing from
// whoever is at work.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/adapters/storage/ledger/schema.ts";
import { ledgerFile } from "../../../src/adapters/storage/ledger-file.ts";
import { openLedger } from "../../../src/adapters/storage/ledger-sqlite.ts";
import { homePaths } from "../../../src/adapters/storage/paths.ts";

const SCOPE = { environment: "practice", pipedriveCompany: "4410882", realm: "1" };
const TAX = { percent: "25.5", customerId: null, taxCodeId: "5", taxCodeName: "ALV 25.5%" };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "pdqb-copies-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const paths = () => homePaths({ PDQB_HOME: join(home, "pdqb") });
const open = () =>
  openLedger({ paths: paths(), scope: SCOPE, mode: "write", now: () => new Date() });

it("before a migration holds what a killed writer had committed", async () => {
  // Those that are statements alone can be run without the program.
  const earlier = MIGRATIONS.findIndex((one) => typeof one !== "string");
  mkdirSync(paths().home, { mode: 0o700 });
  const script = `
    const { DatabaseSync } = require("@photostructure/sqlite");
    const { path, migrations } = JSON.parse(process.env.LEDGER);
    const database = new DatabaseSync(path);
    database.exec("pragma journal_mode=WAL; pragma synchronous=FULL");
    for (const migration of migrations) database.exec(migration);
    database.exec("pragma user_version=" + migrations.length);
    database.exec("insert into cursors (environment, pipedrive_company, realm, name, value) values ('practice', '4410882', '1', 'kept', 'yes')");
    process.kill(process.pid, "SIGKILL");`;
  const migrations = MIGRATIONS.slice(0, earlier);
  const env = { ...process.env, LEDGER: JSON.stringify({ path: paths().ledger, migrations }) };
  expect(spawnSync(process.execPath, ["-e", script], { env }).signal).toBe("SIGKILL");
  await open().putTaxLink(TAX);
  const path = `${paths().ledger}.before-${earlier + 1}`;
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const copy = new DatabaseSync(path, { readOnly: true });
  expect(copy.prepare("pragma user_version").get()).toEqual({ user_version: earlier });
  expect(copy.prepare("select name, value from cursors").all()).toEqual([
    { name: "kept", value: "yes" },
  ]);
  copy.close();
  expect(await open().cursor("kept")).toBe("yes");
});

it("is put back only once nobody is at work, who finds his own rows in the ledger that gave way", async () => {
  const writer = open();
  await writer.putTaxLink(TAX);
  const copy = join(home, "copy.db");
  await ledgerFile(paths()).backup(copy);
  const steps: string[] = [];
  const create = writer.exclusive("invoice/deal/142", async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await writer.putTaxLink({ ...TAX, percent: "14" });
    steps.push("created");
  });
  const restored = ledgerFile(paths())
    .restore(copy, "mark")
    .then((aside) => {
      steps.push("restored");
      return aside;
    });
  await create;
  const aside = new DatabaseSync((await restored) ?? "", { readOnly: true });
  expect(steps).toEqual(["created", "restored"]);
  expect(aside.prepare("select percent from tax_links order by percent").all()).toEqual([
    { percent: "14" },
    { percent: "25.5" },
  ]);
  aside.close();
  // Who has had the ledger open since before writes into the one that is in place now.
  await writer.putTaxLink({ ...TAX, percent: "10" });
  expect((await open().taxLinks()).map(({ percent }) => percent).sort()).toEqual(["10", "25.5"]);
});

// A copy of the ledger and its way back: only whole ledgers are taken, and what was there is kept.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/adapters/storage/ledger/schema.ts";
import { ledgerFile } from "../../../src/adapters/storage/ledger-file.ts";
import { openLedger } from "../../../src/adapters/storage/ledger-sqlite.ts";
import { homePaths } from "../../../src/adapters/storage/paths.ts";
import { invoice, link } from "../../support/builders.ts";
import { SENT_AT } from "../../support/intents.ts";

const SCOPE = { environment: "practice", pipedriveCompany: "4410882", realm: "1" };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pdqb-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const paths = () => homePaths({ PDQB_HOME: join(folder, "home") });
const file = () => ledgerFile(paths());
const copy = () => join(folder, "copies", "ledger.db");
const open = () =>
  openLedger({ paths: paths(), scope: SCOPE, mode: "write", now: () => new Date() });

/** A ledger with one invoice, which bills one deal. */
async function withInvoice(id = "3120") {
  const ledger = open();
  await ledger.putInvoiceLink(link({ invoiceId: id }));
  await ledger.saveInvoices([invoice({ id })], SENT_AT);
  return ledger;
}
function tamper(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

describe("a copy", () => {
  it("holds what stands in the ledger, and says so", async () => {
    await withInvoice();
    await file().backup(copy());
    expect(await file().look(copy())).toEqual({
      ...{ schema: MIGRATIONS.length, invoices: 1, links: 1, history: 0 },
    });
  });

  it("is written over no file, nor through a link to nowhere", async () => {
    await withInvoice();
    const target = join(folder, "there");
    writeFileSync(target, "mine");
    const dangling = join(folder, "dangling");
    symlinkSync(join(folder, "nowhere"), dangling);
    for (const one of [target, dangling])
      await expect(file().backup(one)).rejects.toMatchObject({
        ...{ kind: "refused", message: `There is a file ${one} already.` },
      });
    expect(readFileSync(target, "utf8")).toBe("mine");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  it("of no ledger is none, and one that cannot be written leaves nothing", async () => {
    await expect(file().backup(copy())).rejects.toMatchObject({ kind: "not_found" });
    await withInvoice();
    writeFileSync(join(folder, "copies"), "a file where the folder would be");
    await expect(file().backup(copy())).rejects.toMatchObject({
      ...{ kind: "refused", message: `The copy ${copy()} was not written.` },
    });
  });
});

describe("a ledger is put back", () => {
  it("in the place of the present one, which is kept aside", async () => {
    await withInvoice();
    await file().backup(copy());
    await withInvoice("3121");
    const aside = await file().restore(copy(), "mark");
    expect(aside).toBe(`${paths().ledger}.before-mark`);
    expect((await open().invoices({})).map((one) => one.invoice.id)).toEqual(["3120"]);
    expect((await file().look(aside ?? "")).invoices).toBe(2);
  });

  it("where there was none, and then nothing is kept", async () => {
    await withInvoice();
    await file().backup(copy());
    rmSync(paths().home, { recursive: true });
    const fresh = open();
    await fresh.exclusive("makes the folder of locks", async () => {});
    rmSync(paths().ledger, { force: true });
    expect(await file().restore(copy(), "mark")).toBeNull();
  });

  it.each<[string, (path: string) => void, string]>([
    ["is no database", (path) => writeFileSync(path, "PNG"), "file is not a database"],
    ["is no ledger", (path) => tamper(path, "create table a (b)"), "It is not a pdqb ledger."],
    [
      "is of a newer version",
      (path) => tamper(path, `pragma user_version = ${MIGRATIONS.length + 1}`),
      `(version ${MIGRATIONS.length + 1}, this one knows ${MIGRATIONS.length})`,
    ],
  ])("not from a file that %s", async (_what, make, reason) => {
    await withInvoice();
    const other = join(folder, "other.db");
    make(other);
    const before = readFileSync(other);
    await expect(file().restore(other, "mark")).rejects.toMatchObject({
      ...{ kind: "refused", message: "Nothing was done: the copy is damaged itself." },
      reason: expect.stringContaining(reason),
    });
    expect(readFileSync(other)).toEqual(before);
    expect((await open().invoices({})).map((one) => one.invoice.id)).toEqual(["3120"]);
    expect(readdirSync(paths().home).filter((name) => /mark/.test(name))).toEqual([]);
  });

  it("not from nowhere", async () => {
    await expect(file().look(copy())).rejects.toMatchObject({ kind: "not_found" });
  });
});

it("a check of no ledger finds nothing, and one of a sound ledger no fault", async () => {
  expect(await file().check()).toMatchObject({ exists: false, faults: [] });
  await withInvoice();
  expect(await file().check()).toMatchObject({ exists: true, faults: [] });
  expect((await file().check()).next.length).toBeGreaterThan(0);
});

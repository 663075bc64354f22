// The ledger in a file of SQLite: what makes none, whose it is, and what becomes of a damaged one.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLedger } from "../../../src/adapters/storage/ledger-sqlite.ts";
import { homePaths } from "../../../src/adapters/storage/paths.ts";

const SCOPE = {
  environment: "practice",
  pipedriveCompany: "4410882",
  realm: "9130350000000000001",
};
const AT = "2026-11-25T09:00:00.000Z";
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "pdqb-ledger-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const paths = () => homePaths({ PDQB_HOME: join(home, "pdqb") });
const open = (mode: "write" | "dry" = "write", scope = SCOPE) =>
  openLedger({ paths: paths(), scope, mode, now: () => new Date(AT) });

const TAX = { percent: "25.5", customerId: null, taxCodeId: "5", taxCodeName: "ALV" };

describe("a ledger that does not exist", () => {
  it("is not made by reading, nor by a dry run", async () => {
    expect(await open().invoices({})).toEqual([]);
    expect(await open("dry").intents({})).toEqual([]);
    await open("dry").cache("x", "{}");
    expect(existsSync(paths().home)).toBe(false);
    await expect(open("dry").putTaxLink(TAX)).rejects.toThrow(/dry run/);
  });

  it("is private once it is made", async () => {
    await open().putTaxLink(TAX);
    expect(statSync(paths().home).mode & 0o777).toBe(0o700);
    expect(statSync(paths().ledger).mode & 0o777).toBe(0o600);
  });
});

it("a damaged file is named and left as it is", async () => {
  await open().putTaxLink(TAX);
  writeFileSync(
    paths().ledger,
    "not a database, and long enough to be taken for one by its size alone",
  );
  for (const end of ["-wal", "-shm"]) rmSync(`${paths().ledger}${end}`, { force: true });
  await expect(open().taxLinks()).rejects.toMatchObject({ kind: "refused" });
  expect(statSync(paths().ledger).size).toBe(69);
});

// The history of a ledger is a chain: what was done to its rows by another hand is found and named.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/adapters/storage/ledger/schema.ts";
import { openLedger } from "../../../src/adapters/storage/ledger-sqlite.ts";
import { homePaths } from "../../../src/adapters/storage/paths.ts";
import type { HistoryEntry } from "../../../src/domain/ledger/ledger.ts";
import type { Ledger } from "../../../src/ports.ts";
import { ENGINES, type Place } from "./engines.ts";

const SCOPE = { environment: "practice", pipedriveCompany: "p1", realm: "r1" };
const at = (second: number) => `2026-11-28T10:00:${String(second).padStart(2, "0")}.000Z`;
const entry = (second: number): HistoryEntry => ({
  at: at(second),
  actor: "anna@desk",
  action: "create invoice",
  invoiceId: String(3100 + second),
  dealId: 100 + second,
  requestId: null,
  traceId: null,
  before: null,
  after: `made ${second}`,
  run: null,
  reason: null,
});

/** Takes away what keeps a history as it is. */
const UNGUARDED: Record<string, string> = {
  SQLite: "drop trigger history_stays; drop trigger history_is_kept",
  PostgreSQL:
    "drop trigger history_stays on history; drop trigger history_is_kept on history; alter table history drop constraint one_row_in_a_place",
};

describe.each(ENGINES)("on $engine, a history", ({ place: newPlace, isMissing, engine }) => {
  let place: Place;
  let ledger: Ledger;
  beforeEach(async (context) => {
    context.skip(isMissing);
    place = await newPlace();
    ledger = open(SCOPE);
    // Several of one transaction, several transactions, and another company's between them.
    await ledger.saveInvoices([], at(1), {}, [entry(1), entry(2)]);
    await open({ ...SCOPE, realm: "r2" }).saveInvoices([], at(3), {}, [entry(3)]);
    for (const second of [3, 4, 5]) await ledger.saveInvoices([], at(second), {}, [entry(second)]);
  });
  afterEach(() => place?.discard());
  const open = (scope: typeof SCOPE) => place.open({ scope, now: () => new Date(at(9)) });

  async function tamper(...statements: string[]): Promise<void> {
    await place.tamper(UNGUARDED[engine] ?? "");
    for (const one of statements) await place.tamper(one.replaceAll("OURS", "realm = 'r1'"));
  }

  it("is sound as pdqb wrote it, and each row knows its place", async () => {
    expect(await ledger.verifyHistory()).toEqual({ rows: 5, faults: [] });
    const rows = await ledger.history({ limit: 10 });
    expect(rows.map(({ row, dealId }) => [row, dealId])).toEqual([
      [5, 105],
      [4, 104],
      [3, 103],
      [2, 102],
      [1, 101],
    ]);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(5);
  });

  it.each([
    ["one byte", "update history set after = 'made 8' where OURS and place = 3", [3]],
    ["a hash", "update history set hash = 'f' || substr(hash, 2) where OURS and place = 2", [2]],
    ["a reason", "update history set reason = 'asked for' where OURS and place = 5", [5]],
  ] as const)("names the row of which %s was changed", async (_, statement, places) => {
    await tamper(statement);
    const { faults } = await ledger.verifyHistory();
    expect(faults).toEqual(places.map((row) => ({ row, why: "It was changed." })));
  });

  it.each([[1], [3], [5]])("names row %i that was taken out", async (row) => {
    await tamper(`delete from history where OURS and place = ${row}`);
    expect((await ledger.verifyHistory()).faults).toEqual([{ row, why: "It was removed." }]);
  });

  it("names both rows that changed places", async () => {
    await tamper(
      "update history set place = 40 where OURS and place = 2",
      "update history set place = 2 where OURS and place = 4",
      "update history set place = 4 where OURS and place = 40",
    );
    const { faults } = await ledger.verifyHistory();
    expect(faults.map(({ row }) => row)).toEqual(expect.arrayContaining([2, 4]));
  });

  it("names a row that was put in, at the end or beside another", async () => {
    const copy = (place: number) =>
      `insert into history (environment, pipedrive_company, realm, at, actor, action, place, hash)
     select environment, pipedrive_company, realm, at, actor, action, ${place}, hash from history where OURS and place = 5`;
    await tamper(copy(6), copy(2));
    expect((await ledger.verifyHistory()).faults).toEqual([
      { row: 2, why: "There are two rows in this place." },
      { row: 6, why: "It was added by something other than pdqb." },
    ]);
  });

  it("narrows by deal, invoice, person and day", async () => {
    const places = async (filter: Partial<Parameters<Ledger["history"]>[0]>) =>
      (await ledger.history({ limit: 10, ...filter })).map(({ row }) => row);
    expect(await places({ dealId: 103 })).toEqual([3]);
    expect(await places({ invoiceId: "3102" })).toEqual([2]);
    expect(await places({ actor: "ANNA" })).toEqual([5, 4, 3, 2, 1]);
    expect(await places({ actor: "berta" })).toEqual([]);
    expect(await places({ since: at(4) })).toEqual([5, 4]);
  });
});

it("chains the rows of an older ledger as they stand", async () => {
  const older = homePaths({ PDQB_HOME: mkdtempSync(join(tmpdir(), "pdqb-chain-")) });
  const database = new DatabaseSync(older.ledger);
  const before = MIGRATIONS.findIndex((one) => typeof one !== "string");
  for (const one of MIGRATIONS.slice(0, before)) database.exec(String(one));
  database.exec(`pragma user_version=${before}`);
  const put = database.prepare(
    "insert into history (environment, pipedrive_company, realm, at, actor, action) values ('practice', 'p1', ?, ?, 'anna@desk', 'void invoice')",
  );
  for (const [second, realm] of ["r1", "r2", "r1"].entries()) put.run(realm, at(second));
  database.close();
  const options = { paths: older, mode: "write" as const, now: () => new Date(at(9)) };
  const upgraded = openLedger({ ...options, scope: SCOPE });
  await upgraded.saveInvoices([], at(5), {}, [entry(5)]);
  expect(await upgraded.verifyHistory()).toEqual({ rows: 3, faults: [] });
  const [last] = await upgraded.history({ limit: 1 });
  expect(last).toMatchObject({ row: 3, dealId: 105 });
});

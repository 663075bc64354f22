/** Two processes open a ledger that is not there yet: the one that waits finds it made, and keeps no copy "of before". */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, expect, it } from "vitest";
import { openDatabase } from "../../../src/adapters/storage/ledger/database.ts";
import { MIGRATIONS } from "../../../src/adapters/storage/ledger/schema.ts";

const folder = mkdtempSync(join(tmpdir(), "pdqb-opened-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Holds the file for half a second, and leaves it at the newest schema. */
const OTHER = `
const { parentPort, workerData } = require("node:worker_threads");
const { DatabaseSync } = require("@photostructure/sqlite");
const database = new DatabaseSync(workerData.path);
database.exec("pragma journal_mode=WAL; begin immediate");
parentPort.postMessage("held");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
database.exec("create table made(a); pragma user_version=" + workerData.version + "; commit");
database.close();
`;

it("no second upgrade and no copy", async () => {
  const path = join(folder, "ledger.db");
  const workerData = { path, version: MIGRATIONS.length };
  const other = new Worker(OTHER, { eval: true, workerData });
  const ended = new Promise((resolve, reject) => other.on("exit", resolve).on("error", reject));
  await new Promise((resolve, reject) => other.once("message", resolve).once("error", reject));
  const database = openDatabase(path, { create: true });
  await ended;
  const tables = database?.prepare("select name from sqlite_master where type = 'table'").all();
  database?.close();
  expect(tables).toEqual([{ name: "made" }]);
  expect(readdirSync(folder).filter((name) => name.includes("before"))).toEqual([]);
});

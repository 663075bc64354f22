/** Databases on the PostgreSQL server of this run of tests, one for each test that asks. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { parseAddress } from "../../src/adapters/storage/postgres/address.ts";
import { Connection } from "../../src/adapters/storage/postgres/connection.ts";
import { upgrade } from "../../src/adapters/storage/postgres/schema.ts";
import { BIN, makeServer, startServer } from "./postgres-server.ts";

export const isInstalled = BIN !== undefined;

let count = 0;

/** The folder of the server's socket. */
async function server(): Promise<string> {
  const folder = join(process.env["TEST_POSTGRES"] ?? "", "server");
  const ready = join(folder, "ready");
  const failed = join(folder, "failed");
  try {
    mkdirSync(folder);
  } catch {
    for (let tries = 0; !existsSync(ready); tries += 1) {
      if (tries > 600 || existsSync(failed))
        throw new Error("The PostgreSQL server of the tests did not start");
      await sleep(50);
    }
    return folder;
  }
  try {
    makeServer(folder);
    await startServer(folder);
    const address = (name: string) => `postgres://localhost/${name}?host=${folder}`;
    await asOwner(address("postgres"), "create database ledger");
    await asOwner(address("ledger"), `begin; ${upgrade(0, "1.0.0")} commit`);
    writeFileSync(ready, "");
    return folder;
  } catch (error) {
    writeFileSync(failed, "");
    throw error;
  }
}

/** Runs statements as the owner of everything. */
export async function asOwner(address: string, sql: string): Promise<Record<string, unknown>[]> {
  const url = new URL(address);
  const client = new Client({
    host: url.searchParams.get("host") ?? url.hostname,
    port: Number(url.port || 5432),
    user: "owner",
    database: url.pathname.slice(1),
  });
  await client.connect();
  try {
    await client.query("set search_path = pdqb");
    return (await client.query(sql)).rows ?? [];
  } finally {
    await client.end();
  }
}

/** The address of a new database without anything in it, or like another one. */
export async function emptyAddress(template = "template1"): Promise<string> {
  const folder = await server();
  count += 1;
  const name = `test_${process.pid}_${count}_${Math.random().toString(36).slice(2, 8)}`;
  await asOwner(
    `postgres://localhost/postgres?host=${folder}`,
    `create database ${name} template ${template}`,
  );
  return `postgres://owner@localhost/${name}?host=${folder}`;
}

/** The address of a new database with an empty ledger. */
export const ledgerDatabase = (): Promise<string> => emptyAddress("ledger");

/** A connection of its own, as a process of its own has one. */
export const connectionTo = (address: string, name = "pdqb test"): Connection =>
  new Connection({ address: parseAddress(address), name });

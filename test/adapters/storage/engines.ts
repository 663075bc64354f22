/** The engines of the ledger, for tests that hold on each of them: every place is a new ledger without rows. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { openLedger } from "../../../src/adapters/storage/ledger-sqlite.ts";
import type { Pace, Rate } from "../../../src/adapters/storage/pace.ts";
import { pacer } from "../../../src/adapters/storage/pace-sqlite.ts";
import { homePaths } from "../../../src/adapters/storage/paths.ts";
import { openPostgresLedger } from "../../../src/adapters/storage/postgres/ledger.ts";
import { postgresPacer } from "../../../src/adapters/storage/postgres/pace.ts";
import type { LedgerScope } from "../../../src/domain/ledger/ledger.ts";
import type { Ledger } from "../../../src/ports.ts";
import { asOwner, connectionTo, isInstalled, ledgerDatabase } from "../../support/postgres.ts";

type Open = { scope: LedgerScope; mode?: "write" | "dry"; now: () => Date };

export type Place = {
  /** As a process of its own opens it. */
  open(options: Open): Ledger;
  /** By another hand than pdqb, with every right. */
  tamper(sql: string): Promise<Record<string, unknown>[]>;
  /** As a process of its own paces its requests. */
  pacer(name: string, rates: readonly Rate[]): Pace;
  discard(): void;
};

async function sqlitePlace(): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), "pdqb-ledger-"));
  const paths = homePaths({ PDQB_HOME: home });
  return {
    open: ({ mode = "write", ...more }) => openLedger({ paths, mode, ...more }),
    async tamper(sql) {
      const database = new DatabaseSync(paths.ledger);
      try {
        if (/^select/.test(sql)) return database.prepare(sql).all() as Record<string, unknown>[];
        database.exec(sql);
        return [];
      } finally {
        database.close();
      }
    },
    pacer: (name, rates) => pacer(paths.locks, name, rates),
    discard: () => rmSync(home, { recursive: true, force: true }),
  };
}

async function postgresPlace(): Promise<Place> {
  const address = await ledgerDatabase();
  const connections: { close(): void }[] = [];
  const connect = () => {
    const connection = connectionTo(address);
    connections.push(connection);
    return connection;
  };
  return {
    open: ({ mode = "write", ...more }) =>
      openPostgresLedger({ connection: connect(), mode, ...more }),
    pacer: (name, rates) => postgresPacer(connect(), name, rates),
    tamper: (sql) => asOwner(address, sql),
    discard: () => {
      for (const connection of connections) connection.close();
    },
  };
}

/** `isMissing`: it is not installed here, and its tests are skipped. */
export const ENGINES = [
  { engine: "SQLite", place: sqlitePlace, isMissing: false },
  { engine: "PostgreSQL", place: postgresPlace, isMissing: !isInstalled },
];

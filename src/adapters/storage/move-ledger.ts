/** Moves a ledger between the file of this home and PostgreSQL, while nobody else uses either. */
import { PdqbError } from "../../domain/errors.ts";
import type { LedgerScope } from "../../domain/ledger/ledger.ts";
import { sqliteEngine } from "./ledger/engine-sqlite.ts";
import { moveRows, type Side } from "./ledger/move-rows.ts";
import { alone } from "./locks-sqlite.ts";
import type { HomePaths } from "./paths.ts";
import type { Connection } from "./postgres/connection.ts";
import { postgresEngine } from "./postgres/engine.ts";
import { others } from "./postgres/place.ts";

type Move = {
  paths: HomePaths;
  scope: LedgerScope;
  connection: Connection;
  /** What the file of this home is called in a ledger that was moved to it. */
  local: string;
  isToLocal: boolean;
};

/** Somebody who is at work is waited for so long. */
const WAIT_MS = 10_000;

/**
 * Answers with how many rows were moved. Throws refused while a write is not settled or another pdqb uses the ledger on PostgreSQL,
 * unavailable while one is at work in this home.
 */
export async function moveBetween(move: Move): Promise<number> {
  const { paths, scope, connection, isToLocal } = move;
  const file: Side = { engine: sqliteEngine({ paths, mode: "write" }), place: move.local };
  const engine = postgresEngine({ connection, scope, mode: "write" });
  const server: Side = { engine, place: connection.address.text };
  const atWork = isToLocal ? await others(connection) : [];
  if (atWork.length > 0)
    throw new PdqbError("refused", "Nothing was moved: others are using the ledger.", {
      reason: atWork,
      next: ["Wait until they are done, and run the same again."],
    });
  const [from, to] = isToLocal ? [server, file] : [file, server];
  return alone(paths.locks, () => moveRows(scope, from, to), { waitMs: WAIT_MS });
}

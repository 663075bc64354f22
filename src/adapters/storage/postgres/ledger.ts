/** The Ledger port on PostgreSQL. */
import type { LedgerScope } from "../../../domain/ledger/ledger.ts";
import type { Ledger } from "../../../ports.ts";
import { ledgerOn } from "../ledger/ledger.ts";
import type { Connection } from "./connection.ts";
import { postgresEngine } from "./engine.ts";
import { locksOf } from "./locks.ts";

type Options = {
  connection: Connection;
  scope: LedgerScope;
  mode: "write" | "dry";
  now: () => Date;
};

export function openPostgresLedger(options: Options): Ledger {
  const { connection, scope } = options;
  const exclusive = locksOf(connection);
  const ours = `${scope.environment}/${scope.pipedriveCompany}/${scope.realm}`;
  return {
    ...ledgerOn(postgresEngine(options), options),
    exclusive: (key, work, options) => exclusive(`${ours}/${key}`, work, options),
    path: async () => connection.address.text,
  };
}

/** The Ledger port on SQLite. Reading a ledger that does not exist finds nothing and makes nothing. */
import type { LedgerScope } from "../../domain/ledger/ledger.ts";
import type { Ledger } from "../../ports.ts";
import { sqliteEngine } from "./ledger/engine-sqlite.ts";
import { ledgerOn } from "./ledger/ledger.ts";
import { exclusive } from "./locks-sqlite.ts";

type LedgerOptions = Parameters<typeof sqliteEngine>[0] & { scope: LedgerScope; now: () => Date };

export function openLedger(options: LedgerOptions): Ledger {
  const { paths, scope } = options;
  const ours = `${scope.environment}/${scope.pipedriveCompany}/${scope.realm}`;
  return {
    ...ledgerOn(sqliteEngine(options), options),
    exclusive: (key, work, options) => exclusive(paths.locks, `${ours}/${key}`, work, options),
    path: async () => paths.ledger,
  };
}

/** The ledger's file, and how it is found again. */
import { ledgerBackup } from "./backup.ts";
import { ledgerCheck } from "./check.ts";
import { ledgerInitScript } from "./init-script.ts";
import { ledgerMove } from "./move.ts";
import { ledgerPath } from "./path.ts";
import { ledgerRebuild } from "./rebuild.ts";
import { ledgerRestore } from "./restore.ts";
import { ledgerUse } from "./use.ts";

export const verbs = [
  ledgerPath,
  ledgerCheck,
  ledgerBackup,
  ledgerRestore,
  ledgerRebuild,
  ledgerUse,
  ledgerMove,
  ledgerInitScript,
];

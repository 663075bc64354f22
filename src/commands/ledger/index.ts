/** The ledger's file, and how it is found again. */
import { ledgerBackup, ledgerCheck, ledgerInitScript, ledgerPath, ledgerRestore } from "./file.ts";
import { ledgerMove, ledgerUse } from "./place.ts";
import { ledgerRebuild } from "./rebuild.ts";

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

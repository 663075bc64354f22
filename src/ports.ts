/**
 * Everything that pdqb needs from the world, each side of it in its file. All methods are asynchronous, so that an adapter is loaded when first asked.
 * Each method may throw the errors of domain/errors.ts; a failed request to a service is always a ServiceError with its fate.
 */
import type {
  Consent,
  PipedriveLogin,
  QuickBooksLogin,
  Secrets,
  Settings,
} from "./ports/connection.ts";
import type { Ledger, LedgerFile } from "./ports/ledger.ts";
import type { LedgerPlaces } from "./ports/ledger-places.ts";
import type { Pipedrive } from "./ports/pipedrive.ts";
import type { Practice, Program } from "./ports/practice.ts";
import type { Probe, ProofJournal } from "./ports/probe.ts";
import type { QuickBooks } from "./ports/quickbooks.ts";
import type { Browser, Clock, Files, Machine, Policy, Random } from "./ports/system.ts";

export type * from "./ports/connection.ts";
export type * from "./ports/ledger.ts";
export type * from "./ports/ledger-places.ts";
export type * from "./ports/pipedrive.ts";
export type * from "./ports/practice.ts";
export type * from "./ports/probe.ts";
export type * from "./ports/quickbooks.ts";
export type * from "./ports/system.ts";
export type * from "./ports/written.ts";

export type Ports = {
  pipedrive: Pipedrive;
  quickbooks: QuickBooks;
  ledger: Ledger;
  ledgerFile: LedgerFile;
  ledgerPlaces: LedgerPlaces;
  settings: Settings;
  secrets: Secrets;
  pipedriveLogin: PipedriveLogin;
  quickbooksLogin: QuickBooksLogin;
  consent: Consent;
  clock: Clock;
  random: Random;
  browser: Browser;
  files: Files;
  practice: Practice;
  probe: Probe;
  proofJournal: ProofJournal;
  program: Program;
  machine: Machine;
  policy: Policy;
};

/** What a write needs. */
export type WritePorts = Pick<
  Ports,
  "quickbooks" | "pipedrive" | "ledger" | "clock" | "random" | "machine" | "policy"
>;

/** The practice services, and pdqb itself as the demo runs it. */
import type { InvoiceId } from "../domain/ids.ts";
import type { Decimal } from "../domain/money/money.ts";

/** The process of the practice services, and its control address. */
export interface Practice {
  /** `company`: for books that do not exist yet. `fresh`: existing books are kept aside, and new ones begun. Throws kind `unavailable` where they do not start. */
  start(options?: { company?: string; fresh?: boolean }): Promise<PracticeStatus>;
  stop(): Promise<boolean>;
  status(): Promise<PracticeStatus | undefined>;
  reset(company: string | undefined): Promise<void>;
  /** Names and values of `practice env`. Throws kind `usage` while it does not run. */
  env(): Promise<Record<string, string>>;
  /**
   * Steers them: `fail`, `log`, `clock`, `settings`, `outbox`. Without a change it reads; `clear` empties. Answers with the JSON
   * that they say. Throws kind `usage` for what they do not understand.
   */
  steer(what: string, change?: object | "clear"): Promise<Record<string, unknown>>;
  /** What a customer or a bookkeeper does to an invoice, and what it is then; undefined for a deleted one. Throws kind `refused`. */
  bookkeeper(invoiceId: InvoiceId, action: BookkeeperAction): Promise<PracticeInvoice | undefined>;
  /** Merges a deal into another in Pipedrive, as a salesperson would. Throws kind `refused`. */
  mergeDeals(from: number, into: number): Promise<void>;
}

/** Amounts in the invoice's currency; a payment without one is of the whole balance, a credit is net. */
export type BookkeeperAction =
  | { kind: "pay"; amount?: number }
  | { kind: "credit"; amount: number }
  | {
      kind: "edit";
      due?: string;
      memo?: string;
      /** Lines are counted from 1; quantity and price are decimals as text. */
      change?: { line: number; quantity?: string; price?: string; text?: string };
      remove?: number;
    }
  | { kind: "renumber"; number: string }
  | { kind: "copy" | "void" | "delete" };

export type PracticeInvoice = {
  id: string;
  number: string | null;
  currency: string;
  total: Decimal;
  balance: Decimal;
};

export type PracticeStatus = {
  pid: number;
  pipedriveOrigin: string;
  quickbooksOrigin: string;
  company: string;
};

/** pdqb itself, run as an operator would type it (the demo). */
export interface Program {
  /** Runs with the terminal's own streams and resolves with the exit code. `home` stands for PDQB_HOME. */
  run(args: string[], home: string): Promise<number>;
  /** Runs unseen and resolves with what it printed on stdout. */
  capture(args: string[], home: string): Promise<string>;
  /** An empty directory that `discard` removes. */
  temporaryHome(): Promise<string>;
  /** With what runs in it. Done when it returns: the program may be ending. */
  discard(home: string): void;
}

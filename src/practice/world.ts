/** Both services over one state, one clock and one set of credentials, and what they are filled with. */
import type { CompanyName } from "./companies/seed-types.ts";
import type { PracticeClock, Service } from "./http.ts";
import type { State } from "./state.ts";

export type World = {
  pipedrive: Service;
  quickbooks: Service;
  clock: PracticeClock;
  company(): CompanyName;
  /** Back to the first day of a company; credentials, settings and ports stay. */
  reset(company: CompanyName | undefined): void;
  env(): Record<string, string>;
  /** E-mails that QuickBooks sent, oldest first. */
  outbox(): unknown[];
  moveClock(by: { advanceDays?: unknown; advanceSeconds?: unknown; set?: unknown }): void;
  /** So many more invoices, customers and deals, for benchmarks. */
  load(more: Load): { deals: number[] };
  settings(): Record<string, { value: string; default: string; about: string }>;
  /** False for a setting that there is not. */
  set(name: string, value: string): boolean;
};

/** What is in the tables of both services. */
export type Contents = {
  /** The first day of a company. */
  seed(state: State, company: CompanyName, now: Date): void;
  /** Empties the books; who is connected to them, and where they are, stays. */
  clear(state: State): void;
  load(state: State, more: Load, now: Date): { deals: number[] };
  outbox(state: State): unknown[];
};

/**
 * How many of each. `since`: the first day, and `days`: over how many they are spread. `note`: of each invoice, with {deal} and {place}
 * for what it bills and its own place. `fields`: custom fields of each deal.
 */
export type Load = {
  invoices: number;
  customers: number;
  deals: number;
  since: Date | undefined;
  days: number;
  note: string;
  fields: Record<string, unknown>;
};

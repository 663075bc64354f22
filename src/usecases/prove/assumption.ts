/** An assumption about a service, what it costs to find out whether it is so, and what was found. */
import type { PdqbError, ServiceName } from "../../domain/errors.ts";
import type { SettingName } from "../../domain/setting-names.ts";
import type { Books, Deals } from "./bench.ts";
import type { Kind, Observation, Usage } from "./finding.ts";

/** Where an assumption comes from, strongest first. */
type Sureness = "documented" | "observed" | "reported" | "uncertain";

/** What an experiment may make at most, beside what all share, and how many requests and (at Pipedrive) tokens it may take. */
export type Cost = Partial<Record<Kind, number>> & { calls: number; tokens?: number };

/** An assumption in words: something about a service that pdqb rests on. An experiment asks one service. */
export type Claim = {
  service: ServiceName;
  id: string;
  sentence: string;
  /** The experiment in words. */
  tries: string;
  /** The page and section that says so. */
  source: string;
  sure: Sureness;
  /** What pdqb does because of it. */
  because: string;
  /** The reading that pdqb takes for true, and the ones that it may be instead; `any` where it is a figure or a word. */
  expected: string;
  others: readonly string[] | "any";
  /** The setting of the practice services that has the readings as its values. */
  practice?: string;
  /** The setting of pdqb that has them. */
  chooses?: SettingName;
  /** How long the experiment waits; such a one is asked only with `--long`, or by its id. */
  minutes?: number;
  cost: Cost;
};

export type BooksAssumption = Omit<Claim, "service"> & {
  experiment(books: Books): Promise<Observation>;
};
export type DealsAssumption = Omit<Claim, "service"> & {
  experiment(deals: Deals): Promise<Observation>;
};
export type Assumption =
  | (BooksAssumption & { service: "quickbooks" })
  | (DealsAssumption & { service: "pipedrive" });

/** Of an assumption by its id: Q1 to Q99 are QuickBooks', P1 to P99 Pipedrive's. */
export const serviceOf = (id: string): ServiceName =>
  id.startsWith("Q") ? "quickbooks" : "pipedrive";

export type Leftover = { service: ServiceName; kind: string; id: string; why: string };

type Outcome = "holds" | "other" | "unclear" | "not_possible";

export type ProofResult = {
  id: string;
  outcome: Outcome;
  /** What was seen, or why it could not be. */
  seen: string;
  reading: string | null;
  /** The settings that make the practice services, and pdqb, behave as the service does. */
  setting: { practice: ProofSetting | null; pdqb: ProofSetting | null };
};
type ProofSetting = { name: string; value: string };

export type ProofRun = {
  results: ProofResult[];
  usage: Usage;
  left: Leftover[];
  /** Why it ended before all was asked. */
  stopped: PdqbError | null;
  /** Why the clean-up ended before all was removed. */
  uncleaned: PdqbError | null;
  /** False where a service may still carry out a request whose answer was lost: what it makes is there after the clean-up. */
  settled: boolean;
};

/** What assumptions make, ask for and wait at most, beside the clean-up. `metered`: requests to QuickBooks, of which reads are metered. */
export type WholeCost = Record<Kind | "calls" | "metered" | "tokens" | "minutes", number>;

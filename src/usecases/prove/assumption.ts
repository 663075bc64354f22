/** An assumption: something about a service that pdqb rests on, and the experiment that finds out whether it is so. */
import type { SettingName } from "../../domain/setting-names.ts";
import type { Books } from "./books.ts";
import type { Deals } from "./deals.ts";
import type { Kind, Observation } from "./finding.ts";

/** Where an assumption comes from, strongest first. */
type Sureness = "documented" | "observed" | "reported" | "uncertain";

/** What an experiment may make at most, beside what all share, and how many requests and (at Pipedrive) tokens it may take. */
export type Cost = Partial<Record<Kind, number>> & { calls: number; tokens?: number };

/** What all have; an experiment asks one service. */
type Common = {
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

export type BooksAssumption = Common & { experiment(books: Books): Promise<Observation> };
export type DealsAssumption = Common & { experiment(deals: Deals): Promise<Observation> };
export type Assumption =
  | (BooksAssumption & { service: "quickbooks" })
  | (DealsAssumption & { service: "pipedrive" });

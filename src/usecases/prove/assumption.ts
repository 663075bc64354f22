/** An assumption, and the experiment that finds out whether it is so. */
import type { ServiceName } from "../../domain/errors.ts";
import type { Books, Deals } from "./bench.ts";
import type { Claim } from "./claim.ts";
import type { Observation } from "./finding.ts";

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

/** An assumption, and the experiment that finds out whether it is so. */
import type { Books } from "./books.ts";
import type { Deals } from "./deals.ts";
import type { Claim, Observation } from "./finding.ts";

export type BooksAssumption = Omit<Claim, "service"> & {
  experiment(books: Books): Promise<Observation>;
};
export type DealsAssumption = Omit<Claim, "service"> & {
  experiment(deals: Deals): Promise<Observation>;
};
export type Assumption =
  | (BooksAssumption & { service: "quickbooks" })
  | (DealsAssumption & { service: "pipedrive" });

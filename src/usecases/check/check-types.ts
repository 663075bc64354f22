/** What the parts of a check hand to each other. */
import type { Deal } from "../../domain/deal/deal.ts";
import type { Ports } from "../../ports.ts";

/** What a check reads. */
export type CheckPorts = Pick<Ports, "pipedrive" | "quickbooks" | "ledger" | "clock">;

/** The deals of a period. */
export type DealsOfPeriod = {
  /** Won in the period. */
  won: Deal[];
  /** Of all live invoices of the period, and those won; undefined where one was deleted. */
  byId: Map<number, Deal | undefined>;
  complete: boolean;
};

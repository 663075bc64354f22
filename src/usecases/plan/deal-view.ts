/** A deal as it would be billed. */

import type { DealFacts } from "../../domain/deal/deal.ts";
import type { DealBalance } from "../../domain/invoice/deal-balance.ts";
import type { DealBilling } from "../billing/billing.ts";
import type { Planned } from "./planner.ts";

export type DealView = {
  facts: DealFacts;
  billing: DealBilling;
  balance: DealBalance;
  /** What `command` would bill; null where nothing is left. */
  next: { command: string; planned: Extract<Planned, { outcome: "planned" }> } | null;
};

/** A deal as it would be billed. */

import type { DealFacts } from "../../domain/deal/deal.ts";
import type { DealBalance } from "../../domain/invoice/deal-balance.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { DealBilling } from "../billing/billing.ts";

export type DealView = {
  facts: DealFacts;
  billing: DealBilling;
  balance: DealBalance;
  /** What `command` would bill; null where nothing is left. */
  next: { command: string; plan: InvoicePlan } | null;
};

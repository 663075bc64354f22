import type { Warning } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";

/** What became of a plan: an invoice, made now or there already, and where it differs from what was planned. */
export type CreateResult = {
  outcome: "created" | "already_exists";
  invoice: Invoice;
  /** What was sent. */
  plan: InvoicePlan;
  warnings: Warning[];
};

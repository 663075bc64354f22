import type { Warning } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Remember } from "../../domain/plan/remember.ts";

/** A plan without problems, what is kept once it is applied, and the company of the deal at Pipedrive. */
export type CreateOrder = { plan: InvoicePlan; remember: Remember; pipedriveCompany: string };

/** What became of a plan: an invoice, made now or there already, and where it differs from what was planned. */
export type CreateResult = {
  outcome: "created" | "already_exists";
  invoice: Invoice;
  /** What was sent. */
  plan: InvoicePlan;
  warnings: Warning[];
};

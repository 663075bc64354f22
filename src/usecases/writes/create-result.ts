import type { Warning } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";

/** What became of a plan: an invoice, made now or there already, and where it differs from what was planned. */
export type CreateResult = {
  outcome: "created" | "already_exists";
  invoice: Invoice;
  warnings: Warning[];
};

/** The lines of a plan with what they come to. */
import type {
  InvoicePlan,
  LeftOutLine,
  PlanLine,
  PlanTotals,
  TaxTreatment,
} from "./invoice-plan.ts";

export type PlannedLines = {
  lines: PlanLine[];
  leftOut: LeftOutLine[];
  treatment: TaxTreatment;
  documentTaxCode: InvoicePlan["documentTaxCode"];
  discount: InvoicePlan["discount"];
  billed: InvoicePlan["billed"];
  totals: PlanTotals;
  problems: InvoicePlan["problems"];
  warnings: InvoicePlan["warnings"];
};

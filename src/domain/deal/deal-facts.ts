/** Everything that Pipedrive says of one deal. */
import type { Deal, DealDiscount, DealLine, Installment } from "./deal.ts";
import type { FieldSources } from "./field-mapping.ts";

export type DealFacts = {
  deal: Deal;
  lines: DealLine[];
  discounts: DealDiscount[];
  installments: Installment[];
  /** Organization's name, else person's. */
  contactName: string | null;
  sources: FieldSources;
};

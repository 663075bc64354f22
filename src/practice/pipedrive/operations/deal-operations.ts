/** What only deals have: lines, discounts, installments; and their merging. */
import type { Handlers } from "../call.ts";
import { dealDiscountHandlers } from "./deal-discounts.ts";
import { dealInstallmentHandlers } from "./deal-installments.ts";
import { dealLineHandlers } from "./deal-lines.ts";
import { dealMergeHandlers } from "./deal-merge.ts";

export const dealOperations: Handlers = {
  ...dealLineHandlers,
  ...dealDiscountHandlers,
  ...dealInstallmentHandlers,
  ...dealMergeHandlers,
};

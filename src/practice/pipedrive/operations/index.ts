/** Every operation that is served, under version and the definitions' operation id. */
import type { Handlers } from "../call.ts";
import { activityHandlers } from "./activities.ts";
import { companyHandlers } from "./company.ts";
import { dealDiscountHandlers } from "./deal-discounts.ts";
import { dealInstallmentHandlers } from "./deal-installments.ts";
import { dealLineHandlers } from "./deal-lines.ts";
import { dealMergeHandlers } from "./deal-merge.ts";
import { dealHandlers } from "./deals.ts";
import { fieldHandlers } from "./fields.ts";
import { fileHandlers } from "./files.ts";
import { noteHandlers } from "./notes.ts";
import { organizationHandlers } from "./organizations.ts";
import { personHandlers } from "./persons.ts";
import { productVariationHandlers } from "./product-variations.ts";
import { productHandlers } from "./products.ts";
import { searchHandlers } from "./search.ts";
import { stageHandlers } from "./stages.ts";

export const handlers: Handlers = {
  ...activityHandlers,
  ...companyHandlers,
  ...dealDiscountHandlers,
  ...dealHandlers,
  ...dealInstallmentHandlers,
  ...dealLineHandlers,
  ...dealMergeHandlers,
  ...fieldHandlers,
  ...fileHandlers,
  ...noteHandlers,
  ...organizationHandlers,
  ...personHandlers,
  ...productHandlers,
  ...productVariationHandlers,
  ...searchHandlers,
  ...stageHandlers,
};

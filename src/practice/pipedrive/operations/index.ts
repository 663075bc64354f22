/** Every operation that is served, under version and the definitions' operation id. */
import { attachmentOperations } from "./attachments.ts";
import { companyHandlers } from "./company.ts";
import { dealOperations } from "./deal-operations.ts";
import { dealHandlers } from "./deals.ts";
import { fieldHandlers } from "./fields.ts";
import { organizationHandlers } from "./organizations.ts";
import { personHandlers } from "./persons.ts";
import { productHandlers } from "./products.ts";
import { searchHandlers } from "./search.ts";
import { stageHandlers } from "./stages.ts";

export const handlers = {
  ...attachmentOperations,
  ...companyHandlers,
  ...dealHandlers,
  ...dealOperations,
  ...fieldHandlers,
  ...organizationHandlers,
  ...personHandlers,
  ...productHandlers,
  ...searchHandlers,
  ...stageHandlers,
};

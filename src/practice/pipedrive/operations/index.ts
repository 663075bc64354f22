/** Every operation that is served, under version and the definitions' operation id. */
import { attachmentHandlers } from "./attachments.ts";
import { companyHandlers } from "./company.ts";
import { contactHandlers } from "./contacts.ts";
import { dealLineHandlers } from "./deal-lines.ts";
import { dealMergeHandlers } from "./deal-merge.ts";
import { dealHandlers } from "./deals.ts";
import { fieldHandlers } from "./fields.ts";
import { noteHandlers } from "./notes.ts";
import { productHandlers } from "./products.ts";
import { searchHandlers } from "./search.ts";

export const handlers = {
  ...attachmentHandlers,
  ...companyHandlers,
  ...contactHandlers,
  ...dealHandlers,
  ...dealLineHandlers,
  ...dealMergeHandlers,
  ...fieldHandlers,
  ...noteHandlers,
  ...productHandlers,
  ...searchHandlers,
};

/** Every operation that is served, under version and the definitions' operation id. */
import { attachmentHandlers } from "./attachments.ts";
import { companyHandlers, fieldHandlers } from "./company.ts";
import { contactHandlers, productHandlers } from "./contacts.ts";
import { dealLineHandlers } from "./deal-lines.ts";
import { dealHandlers, dealMergeHandlers } from "./deals.ts";
import { noteHandlers } from "./notes.ts";
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

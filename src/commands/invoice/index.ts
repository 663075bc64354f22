/** Invoices of deals. */
import { invoiceCreate } from "./create.ts";
import { invoiceList } from "./list.ts";
import { invoiceRefresh } from "./refresh.ts";

export const verbs = [invoiceCreate, invoiceList, invoiceRefresh];

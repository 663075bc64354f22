/** Invoices of deals. */
import { invoiceAging } from "./aging.ts";
import { invoiceCreate } from "./create/create.ts";
import { invoiceEmail } from "./email.ts";
import { invoiceDelete, invoiceVoid } from "./ending.ts";
import { invoiceLink, invoiceUnlink } from "./link.ts";
import { invoiceList } from "./list.ts";
import { invoicePdf } from "./pdf.ts";
import { invoiceRefresh } from "./refresh.ts";
import { invoiceOpen, invoiceViewCommand } from "./view.ts";

export const verbs = [
  invoiceCreate,
  invoiceList,
  invoiceViewCommand,
  invoiceRefresh,
  invoiceAging,
  invoiceEmail,
  invoicePdf,
  invoiceOpen,
  invoiceLink,
  invoiceUnlink,
  invoiceVoid,
  invoiceDelete,
];

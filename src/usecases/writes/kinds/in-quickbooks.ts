/** Every kind of write to QuickBooks. */
import type { QuickBooksKind } from "../../../domain/ledger/ledger.ts";
import { customerKind } from "./customer.ts";
import { customerUpdateKind } from "./customer-update.ts";
import { deleteKind } from "./delete.ts";
import { invoiceKind } from "./invoice.ts";
import { invoiceUpdateKind } from "./invoice-update.ts";
import { itemKind } from "./item.ts";
import { sendKind } from "./send.ts";
import { voidKind } from "./void.ts";

export const QUICKBOOKS_KINDS = {
  customer: customerKind,
  customer_update: customerUpdateKind,
  item: itemKind,
  invoice: invoiceKind,
  invoice_update: invoiceUpdateKind,
  send: sendKind,
  void: voidKind,
  delete: deleteKind,
} satisfies Record<QuickBooksKind, unknown>;

/** Every kind of write to QuickBooks, a line each. */
export { customerKind } from "./customer.ts";
export { customerUpdateKind } from "./customer-update.ts";
export { deleteKind } from "./delete.ts";
export { invoiceKind } from "./invoice.ts";
export { invoiceUpdateKind } from "./invoice-update.ts";
export { itemKind } from "./item.ts";
export { sendKind } from "./send.ts";
export { voidKind } from "./void.ts";

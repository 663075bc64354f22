/** The history of invoices, and whether it is as it was written. */
import { historyExport } from "./export.ts";
import { historyList, historyVerify } from "./list.ts";

export const verbs = [historyList, historyVerify, historyExport];

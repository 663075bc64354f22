/** The history of invoices, and whether it is as it was written. */
import { historyExport } from "./export.ts";
import { historyList } from "./list.ts";
import { historyVerify } from "./verify.ts";

export const verbs = [historyList, historyVerify, historyExport];

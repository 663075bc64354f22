/** Reports that are forwarded: of a month, of who owes, and of what changed. */
import { reportDay } from "./day.ts";
import { reportDebtors } from "./debtors.ts";
import { reportMonth } from "./month.ts";

export const verbs = [reportMonth, reportDebtors, reportDay];

/** Month-end: the invoices of many deals, planned and reviewed together. */
import { runApply } from "./apply.ts";
import { runApprove } from "./approve.ts";
import { runCancel, runDrop } from "./change.ts";
import { runList } from "./list.ts";
import { runMend } from "./mend.ts";
import { runPlan } from "./plan.ts";
import { runView } from "./view.ts";

export const verbs = [runPlan, runMend, runView, runApprove, runApply, runList, runCancel, runDrop];

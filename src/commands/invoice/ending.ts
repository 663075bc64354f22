/** What `void` and `delete` share: read, show, refuse with all problems at once, confirm by typing the number, send, tell what is left. */

import { flag } from "../../cli/command.ts";
import { settingValue } from "../../domain/proof.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { endInvoice } from "../../usecases/invoices/end-invoice.ts";
import { type Ending, planEnding } from "../../usecases/invoices/plan-ending.ts";
import { defineCommand } from "../context.ts";
import { tellBack } from "../details/write-back.ts";
import { confirmEnding, refuseEndings } from "./confirm-ending.ts";
import { forEach, INVOICES, throwFailures } from "./each.ts";
import { endingName, showEnded, showPlanned } from "./show-ending.ts";

const WORDS: Record<Ending, { past: string; about: string }> = {
  void: {
    past: "voided",
    about: `It stays in the books under its number, with all amounts at zero. This cannot
be undone.`,
  },
  delete: {
    past: "deleted",
    about: `It disappears from the books and leaves a gap in the numbers. This cannot be
undone; in most countries voiding is the better way.`,
  },
};

export function endingCommand(ending: Ending) {
  const { past, about } = WORDS[ending];
  return defineCommand({
    name: ending,
    summary: `${ending === "void" ? "Void" : "Delete"} invoices in QuickBooks`,
    description: about,
    effect: "writes",
    arguments: [INVOICES],
    flags: {
      withPayments: flag.switch("Allow applied payments; the customer keeps them as credit"),
      reason: flag.text("Reason, kept in the history", { value: "text" }),
    },
    examples: [`pdqb invoice ${ending} 1042`, `pdqb invoice ${ending} 1042 1043 --yes`],
    async run(context, { args, flags: { withPayments, reason } }) {
      const { ports, connected, globals, progress } = context;
      const profile = await connected();
      const setting = (name: Parameters<typeof settingValue>[1]) => settingValue(profile, name);
      const options = { ending, withPayments, reason, setting, save: !globals.dryRun };
      const plans = await progress.during("Reading", async () => {
        const found = [];
        for (const text of new Set(args)) found.push(await findInvoice(ports, text, options));
        return Promise.all(found.map((known) => planEnding(ports, known, options)));
      });
      if (globals.dryRun) await showPlanned(context, plans);
      refuseEndings(plans, past);
      if (globals.dryRun) return;
      const open = plans.filter(({ isDone }) => !isDone);
      if (open.length > 0) await confirmEnding(context, profile, open);
      const result = await forEach(plans, endingName, async (plan) => ({
        plan,
        ended: await context.sending(() => endInvoice(ports, plan)),
      }));
      await showEnded(context, profile, plans, result.done);
      const dealIds = result.done.flatMap(({ plan }) => plan.known.links.map((one) => one.dealId));
      await tellBack(context, profile, dealIds);
      throwFailures(result, past);
    },
  });
}

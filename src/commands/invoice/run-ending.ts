/** What `void` and `delete` share: read, show, refuse with all problems at once, confirm by typing the number, send, tell what is left. */
import { settingValue } from "../../domain/proof.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { endInvoice } from "../../usecases/invoices/end-invoice.ts";
import { type Ending, planEnding } from "../../usecases/invoices/plan-ending.ts";
import type { Context } from "../context.ts";
import { tellBack } from "../details/write-back.ts";
import { forEach, throwFailures } from "./each.ts";
import { confirmEnding, endingName, refuseEndings, showEnded, showPlanned } from "./show-ending.ts";

type Asked = { withPayments: boolean; reason: string | undefined; ending: Ending; past: string };

/** `past`: what was done to them, in a word. */
export async function runEnding(
  context: Context,
  args: string[],
  { withPayments, reason, ending, past }: Asked,
): Promise<void> {
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
}

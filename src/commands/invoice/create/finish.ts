/** A confirmed plan is sent, e-mailed, saved and written back as asked, and what was made is shown. */
import { PartlyDone } from "../../../domain/errors.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import { changeSetting } from "../../../usecases/setup/change-setting.ts";
import type { Context } from "../../context.ts";
import { backToPipedrive, backWarnings } from "../../details/write-back.ts";
import { pdfOfCreated, sendCreated } from "./after-creating.ts";
import type { Confirmed, Created } from "./session.ts";
import { showCreated, showPartly } from "./show-created.ts";

export async function finish(
  context: Context,
  profile: PinnedProfile,
  confirmed: Confirmed,
  options: { pdf?: string | true | undefined },
): Promise<Created["result"]> {
  const { plan, account } = confirmed;
  if (account) {
    const set = {
      profile: await context.profileName(),
      name: "item.income-account",
      value: account.id,
    } as const;
    await changeSetting(context.ports, set);
  }
  // Before anything is created: an upgrade in between would take the file away.
  const { sendInvoice } = await import("../../../usecases/writes/send-invoice.ts");
  const made = await apply(context, profile, confirmed);
  const { result, sent } = (await sendCreated(context, plan, made, sendInvoice)) ?? {
    result: made,
    sent: undefined,
  };
  const pdf = await pdfOfCreated(context, result.invoice, options.pdf);
  const back = await backToPipedrive(context, profile, [plan.deal.id]);
  result.warnings.push(...backWarnings(back));
  await showCreated(context, profile, confirmed, { result, sent, pdf });
  const failure = sent?.failure ?? pdf?.failure;
  if (failure) throw failure;
  return result;
}

/** Sends the plan, so that Ctrl-C waits for the answer. What was made before a failure is told on stdout. */
async function apply(
  context: Context,
  profile: PinnedProfile,
  { plan, remember }: Confirmed,
): Promise<Created["result"]> {
  const { ports, sending, progress } = context;
  const { createInvoice } = await import("../../../usecases/writes/create-invoice.ts");
  const pipedriveCompany = profile.pipedrive.companyId;
  try {
    return await progress.lasting(
      "Writing the invoice",
      "safe to wait: it is never written twice",
      () => sending(() => createInvoice(ports, { plan, remember, pipedriveCompany })),
    );
  } catch (error) {
    if (error instanceof PartlyDone) await showPartly(context, plan, error);
    throw error;
  }
}

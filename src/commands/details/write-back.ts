/** Writes results back into Pipedrive after a command read or changed invoices, and tells what came of it. */

import { say } from "../../cli/answer.ts";
import { clean } from "../../cli/format.ts";
import type { Warning } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { invoiceUrl } from "../../domain/web-links.ts";
import type {
  WriteBackFailure,
  WriteBackResult,
} from "../../usecases/write-back/write-back-result.ts";
import type { Context } from "../context.ts";

/** Undefined where nothing was chosen, and where every write is forbidden. `dealIds`: these alone. `looksFirst`: what others changed there is written again. */
export async function backToPipedrive(
  { ports, today, progress, environment }: Context,
  profile: PinnedProfile,
  dealIds?: DealId[],
  { looksFirst = false } = {},
): Promise<WriteBackResult | undefined> {
  const { writeBack: choice } = profile;
  if (choice === undefined || environment.isReadOnly || dealIds?.length === 0) return undefined;
  const { writeBack } = await import("../../usecases/write-back/write-back.ts");
  const origin = profile.origins?.quickbooks ?? null;
  const input = {
    choice,
    today: await today(),
    urlOf: ({ id }: { id: string }) => invoiceUrl(id, profile.environment, origin),
  };
  if (looksFirst) {
    const { forgetChangedByOthers } = await import(
      "../../usecases/write-back/changed-by-others.ts"
    );
    for (const dealId of dealIds ?? []) await forgetChangedByOthers(ports, input, dealId);
  }
  return progress.counting("Writing to Pipedrive", (count) =>
    writeBack(ports, input, dealIds, count),
  );
}

/** The invoice stands; what Pipedrive did not take is made up later. */
export function backWarnings(result: WriteBackResult | undefined): Warning[] {
  return (result?.failed ?? []).map((failure) => ({
    code: "writeback_failed",
    message: `${failureText(failure)}${failure.isFinal ? "" : " The next refresh makes up for it."}`,
  }));
}

export function failureText({ dealId, error }: WriteBackFailure): string {
  const where = dealId === null ? "" : `Deal ${dealId} was not updated in Pipedrive: `;
  return `${where}${error.message} ${error.reason}`.trim();
}

export const backJson = ({ failed, ...counts }: WriteBackResult) => ({
  ...counts,
  failed: failed.map(({ dealId, error, isFinal }) => ({
    deal_id: dealId,
    error: `${error.message} ${error.reason}`.trim(),
    final: isFinal,
  })),
});

/** For commands whose own answer has been shown: what failed is a word on stderr. */
export async function tellBack(
  context: Context,
  profile: PinnedProfile,
  dealIds: DealId[],
): Promise<void> {
  const result = await backToPipedrive(context, profile, [...new Set(dealIds)]);
  for (const { message } of backWarnings(result)) await say(context.io, clean(`! ${message}`));
}

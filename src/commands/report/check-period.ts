/** The check of a period, over a ledger that is fresh. */
import type { Finding, Period } from "../../domain/check/finding.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { invoiceUrl } from "../../domain/web-links.ts";
import { type CheckResult, checkBooks } from "../../usecases/check/check-books.ts";
import type { Context } from "../context.ts";
import { ownerId } from "../details/deal-conditions.ts";
import { freshLedger } from "../details/read-fresh.ts";
import { mismatches } from "../views/check.ts";

export async function checkPeriod(
  context: Context,
  profile: PinnedProfile,
  input: { period: Period; owner?: string | undefined; isWhole?: boolean },
): Promise<CheckResult> {
  const { ports, today, progress } = context;
  const owner = input.owner === undefined ? undefined : await ownerId(ports, input.owner);
  await freshLedger(context, profile);
  const { writeBack: choice, quickbooks, pipedrive, environment, origins } = profile;
  const origin = origins?.quickbooks ?? null;
  const urlOf = ({ id }: { id: string }) => invoiceUrl(id, environment, origin);
  const day = await today();
  return progress.during("Checking", () =>
    checkBooks(ports, {
      period: input.period,
      ownerId: owner,
      isWhole: input.isWhole ?? false,
      pipedriveCompany: pipedrive.companyId,
      timeZone: quickbooks.timeZone,
      writeBack: choice && { choice, today: day, urlOf },
    }),
  );
}

const NEXT_MAX = 5;

/** The end of a check that found something. */
export function mismatchError(findings: Finding[]): PdqbError {
  return new PdqbError("partial", `${mismatches(findings.length)}.`, {
    next: [...new Set(findings.map(({ next }) => next))].slice(0, NEXT_MAX),
  });
}

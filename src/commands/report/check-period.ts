/** The check of a period, over a ledger that is fresh. */
import { addDays } from "../../domain/calendar-date.ts";
import type { Finding, Period } from "../../domain/check/finding.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { invoiceUrl } from "../../domain/web-links.ts";
import type { CheckResult } from "../../usecases/check/check-types.ts";
import type { Context } from "../context.ts";
import { ownerId, ownerWords } from "../details/deal-conditions.ts";
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
  const { checkBooks } = await import("../../usecases/check/check-books.ts");
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

/** The end of a check that found something. Deals that are not billed are one run, where there are several. */
export function mismatchError(
  findings: Finding[],
  { period, owner }: { period: Period; owner: string | undefined },
): PdqbError {
  const unbilled = findings.filter(({ kind }) => kind === "not_billed");
  const run = unbilled.length > 1 ? runOf(unbilled, period, owner) : undefined;
  const others = run ? findings.filter((one) => !unbilled.includes(one)) : findings;
  const next = [...(run ? [run] : []), ...others.map((one) => one.next)];
  return new PdqbError("partial", `${mismatches(findings.length)}.`, {
    next: [...new Set(next)].slice(0, NEXT_MAX),
  });
}

const LISTED_MAX = 12;

/** Undefined where they are too many to name, and of no single month. */
function runOf(
  unbilled: Finding[],
  { since, until }: Period,
  owner: string | undefined,
): string | undefined {
  const isMonth =
    since.endsWith("-01") &&
    since.slice(0, 7) === until.slice(0, 7) &&
    addDays(until, 1).endsWith("-01");
  if (isMonth) return `pdqb run plan --won ${since.slice(0, 7)}${ownerWords(owner)}`;
  const ids = unbilled.flatMap(({ deal }) => deal?.id ?? []);
  return ids.length > LISTED_MAX ? undefined : `pdqb run plan --deals ${ids.join(",")}`;
}

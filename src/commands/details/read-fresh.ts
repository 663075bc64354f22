/** What `refresh` does first, and `list` and `aging` with --refresh: open writes are settled, then statuses are read. */
import type { DealId } from "../../domain/ids.ts";
import { REFRESHED } from "../../domain/ledger/ledger.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Context } from "../context.ts";

/** Of one deal, or of all: what changed, what could not be read, and what it took. */
export async function readFresh(
  { ports, today, progress }: Context,
  { pipedrive, quickbooks }: PinnedProfile,
  dealId: DealId | undefined,
) {
  // A list that is read from the ledger alone starts without what reads and settles.
  const [{ resolveOpenIntents }, { refreshInvoices }] = await Promise.all([
    import("../../usecases/writes/open-intents.ts"),
    import("../../usecases/invoices/refresh-invoices.ts"),
  ]);
  const day = await today();
  await resolveOpenIntents(ports);
  const input = {
    ...(dealId === undefined ? {} : { dealId }),
    pipedriveCompany: pipedrive.companyId,
    today: day,
    timeZone: quickbooks.timeZone,
  };
  return progress.counting("Reading from QuickBooks", (count) =>
    refreshInvoices(ports, input, count),
  );
}

/** What was made sure of so lately is taken as it is. */
const FRESH_MS = 60_000;

/** The same of all, unless it was done within the last minute. */
export async function freshLedger(context: Context, profile: PinnedProfile): Promise<void> {
  const { ledger, clock } = context.ports;
  const age = clock.now().getTime() - Date.parse((await ledger.cursor(REFRESHED)) ?? "");
  if (!(age >= 0 && age < FRESH_MS)) await readFresh(context, profile, undefined);
}

/** What it answers with. */
export type Fresh = Awaited<ReturnType<typeof readFresh>>;

/** Both connections as they are now (one call each, none offline), and what the ledger holds. */
import { LedgerError, PdqbError } from "../../domain/errors.ts";
import { REFRESHED } from "../../domain/ledger/ledger.ts";
import type { Profile } from "../../domain/settings.ts";
import type { Ledger, Ports } from "../../ports.ts";

/** `stored`: not tried, since it is offline or the ledger, which keeps the pace, is out of reach. `unreachable`: the service did not answer, which says nothing of the connection. */
type ConnectionState = "connected" | "stored" | "dead" | "missing" | "unreachable";

export type ConnectionStatus = {
  title: "Pipedrive" | "QuickBooks";
  state: ConnectionState;
  company: string | null;
  user?: string | null;
  realm?: string | null;
  /** When the grant ends without use; RFC 3339, null for a personal token. */
  expiresAt: string | null;
  daysLeft: number | null;
  problem: string;
};

export type StatusReport = {
  profile: string;
  environment: Profile["environment"];
  secrets: Profile["secrets"];
  pipedrive: ConnectionStatus;
  quickbooks: ConnectionStatus;
  ledger: { path: string; counts: Counts | null };
  lastRefresh: string | null;
  /** Why the ledger cannot be read. */
  ledgerError: LedgerError | null;
};

type Counts = Awaited<ReturnType<Ledger["counts"]>>;

const DAY_MS = 86_400_000;
/** A Pipedrive grant dies after 60 days without use. */
const PIPEDRIVE_IDLE_MS = 60 * DAY_MS;

type StatusPorts = Pick<Ports, "pipedrive" | "quickbooks" | "secrets" | "ledger" | "clock">;

export async function readStatus(
  ports: StatusPorts,
  input: { name: string; profile: Profile; offline: boolean },
): Promise<StatusReport> {
  const { profile, offline } = input;
  const [pipedriveSecret, quickbooksSecret, ledger] = await Promise.all([
    ports.secrets.pipedrive(),
    ports.secrets.quickbooks(),
    readLedger(ports.ledger),
  ]);
  const now = ports.clock.now().getTime();
  const end = (at: number | null) => ({
    expiresAt: at === null ? null : new Date(at).toISOString(),
    daysLeft: at === null ? null : Math.floor((at - now) / DAY_MS),
  });
  const [pipedrive, quickbooks] = await Promise.all([
    stateOf(pipedriveSecret && profile.pipedrive, offline, () => ports.pipedrive.me()),
    stateOf(quickbooksSecret && profile.quickbooks, offline, () => ports.quickbooks.company()),
  ]);
  // Read again: finding out may have renewed the grants.
  const [pipedriveNow, quickbooksNow] = await Promise.all([
    ports.secrets.pipedrive(),
    ports.secrets.quickbooks(),
  ]);
  return {
    profile: input.name,
    environment: profile.environment,
    secrets: profile.secrets,
    pipedrive: {
      title: "Pipedrive",
      ...pipedrive,
      company: profile.pipedrive?.companyName ?? null,
      user: profile.pipedrive?.userName ?? null,
      ...end(
        pipedriveNow?.method === "oauth" ? pipedriveNow.refreshedAt + PIPEDRIVE_IDLE_MS : null,
      ),
    },
    quickbooks: {
      title: "QuickBooks",
      ...quickbooks,
      company: profile.quickbooks?.companyName ?? null,
      realm: profile.quickbooks?.realm ?? null,
      ...end(
        quickbooksNow
          ? Math.min(
              quickbooksNow.refreshExpiresAt,
              quickbooksNow.grantEndsAt ?? Number.POSITIVE_INFINITY,
            )
          : null,
      ),
    },
    ...ledger,
  };
}

async function readLedger(
  ledger: Ledger,
): Promise<Pick<StatusReport, "ledger" | "lastRefresh" | "ledgerError">> {
  const path = await ledger.path();
  try {
    const [counts, lastRefresh = null] = await Promise.all([
      ledger.counts(),
      ledger.cursor(REFRESHED),
    ]);
    return { ledger: { path, counts }, lastRefresh, ledgerError: null };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { ledger: { path, counts: null }, lastRefresh: null, ledgerError: error };
  }
}

async function stateOf(
  stored: unknown,
  offline: boolean,
  ask: () => Promise<unknown>,
): Promise<{ state: ConnectionState; problem: string }> {
  if (!stored) return { state: "missing", problem: "" };
  if (offline) return { state: "stored", problem: "" };
  try {
    await ask();
    return { state: "connected", problem: "" };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    if (error instanceof LedgerError) return { state: "stored", problem: "" };
    const state = error.kind === "connection" || error.kind === "refused" ? "dead" : "unreachable";
    return { state, problem: `${error.message} ${error.reason}`.trim() };
  }
}

/** Grants, codes and tokens: lifetimes and rotation of docs/quickbooks.md 1.5. One grant is for one company. */
import { createHash, randomBytes } from "node:crypto";
import type { Surroundings } from "../../http.ts";
import type { Row, State, Table } from "../../state.ts";
import type { Settings } from "../settings.ts";

export const ACCESS_SECONDS = 3600;
/** What the service prints; the value is good for 100 days without use. */
export const REFRESH_SECONDS = 8_726_400;
const IDLE_MS = 100 * 86_400_000;
const ROTATES_MS = 86_400_000;
const GRANT_MS = 5 * 365 * 86_400_000;
const CODE_MS = 5 * 60_000;

/** What the login works with. */
export type OAuthContext = Surroundings & { settings: Settings };

type GrantRow = Row &
  Record<"clientId" | "realm" | "refreshToken", string> &
  Record<"since" | "refreshSince" | "usedAt", number> & {
    scopes: string[];
    before?: { refreshToken: string; until: number };
    isOver?: boolean;
  };
type CodeRow = Row & { grant: GrantRow; redirectUri: string; expiresAt: number; usedBy?: string };
type AccessRow = Row & { grant: string; expiresAt: number };

export type Pair = { accessToken: string; refreshToken: string; hardSeconds: number };

/** Kept when the company is reset: a connection is not part of the books. */
export const GRANT_TABLES = ["qb.grants", "qb.access_tokens"];

const hash = (token: string): string => createHash("sha256").update(token).digest("hex");
const grantsOf = (state: State): Table<GrantRow> => state.table<GrantRow>("qb.grants");
const codesOf = (state: State): Table<CodeRow> => state.table<CodeRow>("qb.codes");
const accessOf = (state: State): Table<AccessRow> => state.table<AccessRow>("qb.access_tokens");

export function newGrant(
  { clock, options }: OAuthContext,
  realm: string,
  scopes: string[],
): GrantRow {
  const at = clock.now().getTime();
  return {
    ...{ id: randomBytes(9).toString("base64url"), clientId: options.clientId, realm, scopes },
    ...{ since: at, refreshToken: newRefreshToken(), refreshSince: at, usedAt: at },
  };
}

export function issueCode(
  { state, clock }: OAuthContext,
  grant: GrantRow,
  redirectUri: string,
): string {
  const code = `XAB1${randomBytes(24).toString("base64url")}`;
  const expiresAt = clock.now().getTime() + CODE_MS;
  codesOf(state).put({ id: hash(code), grant, redirectUri, expiresAt });
  return code;
}

/** Undefined is invalid_grant: used, too old, of another client, or for another redirect. */
export function exchangeCode(
  context: OAuthContext,
  code: string,
  redirectUri: string,
): Pair | undefined {
  const { state, clock, settings, options } = context;
  const row = codesOf(state).get(hash(code));
  if (!row) return undefined;
  if (row.usedBy !== undefined) {
    // A second use may end what the first one got (docs/quickbooks.md 1.3).
    if (settings("code_reuse") === "revokes") endGrant(state, row.usedBy);
    return undefined;
  }
  const isRight = row.grant.clientId === options.clientId && row.redirectUri === redirectUri;
  if (!isRight || row.expiresAt < clock.now().getTime()) return undefined;
  codesOf(state).put({ ...row, usedBy: row.grant.id });
  return startGrant(context, row.grant);
}

export function startGrant({ state, clock }: OAuthContext, grant: GrantRow): Pair {
  grantsOf(state).put(grant);
  return pairOf(state, clock.now(), grant);
}

export function refreshGrant(
  { state, clock, settings, options }: OAuthContext,
  refreshToken: string,
): Pair | undefined {
  const at = clock.now().getTime();
  const grace = Number(settings("refresh_grace_seconds")) * 1000;
  const isOf = ({ refreshToken: current, before }: GrantRow) =>
    current === refreshToken ||
    (before?.refreshToken === refreshToken && at < before.until + grace);
  const grant = grantsOf(state).all().find(isOf);
  if (!grant || !isAlive(grant, at) || grant.clientId !== options.clientId) return undefined;
  const next: GrantRow = { ...grant, usedAt: at };
  if (at - grant.refreshSince >= ROTATES_MS) {
    const before = { refreshToken: grant.refreshToken, until: at };
    Object.assign(next, { before, refreshToken: newRefreshToken(), refreshSince: at });
  }
  grantsOf(state).put(next);
  return pairOf(state, clock.now(), next);
}

function pairOf(state: State, now: Date, grant: GrantRow): Pair {
  const at = now.getTime();
  dropExpired(state, at);
  const accessToken = `eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..${randomBytes(96).toString("base64url")}`;
  accessOf(state).put({
    id: hash(accessToken),
    grant: grant.id,
    expiresAt: at + ACCESS_SECONDS * 1000,
  });
  const hardSeconds = Math.floor((grant.since + GRANT_MS - at) / 1000);
  return { accessToken, refreshToken: grant.refreshToken, hardSeconds };
}

export function grantOfAccess(state: State, now: Date, token: string): GrantRow | undefined {
  const access = accessOf(state).get(hash(token));
  if (!access || access.expiresAt <= now.getTime()) return undefined;
  const grant = grantsOf(state).get(access.grant);
  return grant && !grant.isOver ? grant : undefined;
}

/** Either token ends the grant; false if it was dead already (docs/quickbooks.md 1.7). */
export function revokeToken(state: State, token: string): boolean {
  const byAccess = accessOf(state).get(hash(token))?.grant;
  const grant = grantsOf(state)
    .all()
    .find((row) => row.id === byAccess || row.refreshToken === token);
  if (!grant || grant.isOver) return false;
  endGrant(state, grant.id);
  return true;
}

function endGrant(state: State, id: string): void {
  const grant = grantsOf(state).get(id);
  if (grant) grantsOf(state).put({ ...grant, isOver: true });
}

function isAlive(grant: GrantRow, at: number): boolean {
  return !grant.isOver && at - grant.usedAt <= IDLE_MS && at - grant.since <= GRANT_MS;
}

function dropExpired(state: State, at: number): void {
  for (const row of accessOf(state).all()) {
    if (row.expiresAt + 86_400_000 < at) accessOf(state).delete(row.id);
  }
}

function newRefreshToken(): string {
  return `AB1${randomBytes(24).toString("base64url")}`;
}

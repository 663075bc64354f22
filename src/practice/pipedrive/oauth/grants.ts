/** Grants, their tokens and codes (docs/pipedrive.md 1.2, 1.3). */
import { randomBytes } from "node:crypto";
import type { AccessTokenRow, CodeRow, GrantRow } from "../rows.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store.ts";

const CODE_MS = 5 * 60_000;
const ACCESS_SECONDS = 3600;
const IDLE_MS = 60 * 86_400_000;

export type Issued = { accessToken: string; expiresIn: number; grant: GrantRow };

export function issueCode(store: Store, redirectUri: string, userId: number, now: Date): string {
  const code = randomBytes(20).toString("hex");
  store.codes.put({
    id: code,
    redirect_uri: redirectUri,
    user_id: userId,
    expires_at: later(now, CODE_MS),
  });
  return code;
}

/** A code works once: it is gone after the first try, right or wrong. */
export function takeCode(store: Store, code: string, now: Date): CodeRow | undefined {
  const row = store.codes.get(code);
  store.codes.delete(code);
  return row && row.expires_at > now.toISOString() ? row : undefined;
}

export function issueGrant(store: Store, settings: Settings, userId: number, now: Date): Issued {
  const grant: GrantRow = {
    id: String(store.next("grants")),
    user_id: userId,
    scopes: ["base", ...settings("scopes").split(/[\s,]+/)].filter(
      (scope, at, all) => scope !== "" && all.indexOf(scope) === at,
    ),
    refresh_token: newRefreshToken(store, userId),
    used_at: now.toISOString(),
  };
  store.grants.put(grant);
  return { ...issueAccessToken(store, grant, now), grant };
}

/** Each refresh starts a new 60 days; normally the same refresh token comes back. Earlier access tokens live on until their hour is over. */
export function refreshGrant(
  store: Store,
  settings: Settings,
  refreshToken: string,
  now: Date,
): Issued | undefined {
  const found = store.grants.all().find((grant) => grant.refresh_token === refreshToken);
  if (!found || now.getTime() - Date.parse(found.used_at) > IDLE_MS) return undefined;
  const isNew = settings("refresh_rotation") === "new";
  const grant = {
    ...found,
    used_at: now.toISOString(),
    ...(isNew && { refresh_token: newRefreshToken(store, found.user_id) }),
  };
  store.grants.put(grant);
  return { ...issueAccessToken(store, grant, now), grant };
}

/** Revoking the refresh token ends the whole grant; the access token, only itself. Unknown ones are no error (docs/pipedrive.md 1.3). */
export function revoke(store: Store, token: string): void {
  store.accessTokens.delete(token);
  const grant = store.grants.all().find((each) => each.refresh_token === token);
  if (!grant) return;
  store.grants.delete(grant.id);
  for (const row of store.accessTokens.all()) {
    if (row.grant_id === grant.id) store.accessTokens.delete(row.id);
  }
}

export function grantOf(store: Store, accessToken: string, now: Date): GrantRow | undefined {
  const row = store.accessTokens.get(accessToken);
  if (!row || row.expires_at <= now.toISOString()) return undefined;
  return store.grants.get(row.grant_id);
}

function issueAccessToken(store: Store, grant: GrantRow, now: Date) {
  for (const row of store.accessTokens.all()) {
    if (row.expires_at <= now.toISOString()) store.accessTokens.delete(row.id);
  }
  // Real tokens are long (docs/pipedrive.md 1.2 asks for room for 768 characters): a client that cuts them shall notice.
  const row: AccessTokenRow = {
    id: `v1u:${randomBytes(240).toString("base64url")}`,
    grant_id: grant.id,
    expires_at: later(now, ACCESS_SECONDS * 1000),
  };
  store.accessTokens.put(row);
  return { accessToken: row.id, expiresIn: ACCESS_SECONDS - 1 };
}

const newRefreshToken = (store: Store, userId: number): string =>
  `${store.company().company_id}:${userId}:${randomBytes(20).toString("hex")}`;

const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

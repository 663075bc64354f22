/**
 * The access token of a profile. A refresh token may change with every use, so refreshing happens one at a time across processes,
 * with the store read again inside the lock, and the new pair stored before it is used (docs/quickbooks.md 1.5).
 */
import { counted } from "../../domain/counted.ts";
import { type ErrorKind, PdqbError, ServiceError } from "../../domain/errors.ts";
import { connectAgain } from "../../domain/profile.ts";
import type { QuickBooksSecret } from "../../domain/settings.ts";
import type { Secrets } from "../../ports/connection.ts";
import type { TokenSource } from "./client.ts";
import { GrantRefused, type OAuthOptions, refreshTokens, refusedApp } from "./oauth.ts";

/** A token with less time left is refreshed first: a write may be under way for two minutes. */
const REMAINING_MIN_MS = 120_000;

export type TokenOptions = OAuthOptions & {
  realm: string;
  profile: string;
  secrets: Pick<Secrets, "quickbooks" | "putQuickBooks">;
  /** Runs the work while no other process holds the key. */
  exclusive: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Told once when the grant is about to end. */
  notice?: (text: string) => void;
};

/** The operator hears of an end so long ahead. */
const NOTICE_MS = 14 * 86_400_000;

export function openTokens(options: TokenOptions): TokenSource {
  let held: QuickBooksSecret | undefined;

  async function renew(refused: string | undefined): Promise<string> {
    const key = `token/quickbooks/${options.profile}`;
    held = await options.exclusive(key, () => renewed(options, refused));
    return held.accessToken;
  }

  return {
    async access() {
      const isFirst = held === undefined;
      held ??= await stored(options);
      const token = isFresh(held, options) ? held.accessToken : await renew(undefined);
      if (isFirst) warnOfEnd(held, options);
      return token;
    },
    renew,
  };
}

const isFresh = ({ accessExpiresAt }: QuickBooksSecret, { now }: TokenOptions) =>
  accessExpiresAt - now().getTime() >= REMAINING_MIN_MS;

async function stored({ secrets, profile, realm }: TokenOptions): Promise<QuickBooksSecret> {
  const secret = await secrets.quickbooks();
  const next = [connectAgain("quickbooks", profile)];
  if (!secret) {
    const reason = `The profile "${profile}" has no QuickBooks login.`;
    throw notSent("connection", "QuickBooks is not connected.", { reason, next });
  }
  if (secret.realm !== realm) {
    const reason = `The profile is pinned to company ${realm}, the grant is for ${secret.realm}.`;
    throw notSent("refused", "The stored grant belongs to another QuickBooks company.", {
      reason,
      next,
    });
  }
  return secret;
}

/** Under the lock. `refused`: an access token that the service did not take although it looked fresh. */
async function renewed(
  options: TokenOptions,
  refused: string | undefined,
): Promise<QuickBooksSecret> {
  const usable = (secret: QuickBooksSecret) =>
    isFresh(secret, options) && secret.accessToken !== refused;
  const before = await stored(options);
  if (usable(before)) return before;
  try {
    return await refreshAndStore(options, before);
  } catch (error) {
    const mayTryAgain =
      (error instanceof GrantRefused && error.code === "invalid_grant") || isNoAnswer(error);
    if (!mayTryAgain) throw finalError(error, options.profile);
    const after = await stored(options);
    if (after.refreshToken !== before.refreshToken && usable(after)) return after;
    // The same superseded token again would be refused again.
    if (error instanceof GrantRefused && after.refreshToken === before.refreshToken) {
      throw finalError(error, options.profile);
    }
    return await refreshAndStore(options, after).catch((second: unknown) => {
      throw finalError(second, options.profile);
    });
  }
}

async function refreshAndStore(
  options: TokenOptions,
  secret: QuickBooksSecret,
): Promise<QuickBooksSecret> {
  const tokens = await refreshTokens(options, secret);
  const next = { ...secret, ...tokens, grantEndsAt: tokens.grantEndsAt ?? secret.grantEndsAt };
  await options.secrets.putQuickBooks(next);
  return next;
}

/** After the renewal, since that moves the idle end 100 days on; the five-year end stays (docs/quickbooks.md 1.5). */
function warnOfEnd({ grantEndsAt, refreshExpiresAt }: QuickBooksSecret, options: TokenOptions) {
  const end = Math.min(grantEndsAt ?? Number.POSITIVE_INFINITY, refreshExpiresAt);
  const left = end - options.now().getTime();
  if (left > NOTICE_MS) return;
  const days = Math.max(0, Math.floor(left / 86_400_000));
  const isFinal = end === grantEndsAt;
  options.notice?.(
    `The connection to QuickBooks ends in ${counted(days, "day")}${isFinal ? ", five years after it was made, whatever is done" : " without use"}: ${connectAgain("quickbooks", options.profile)}`,
  );
}

function isNoAnswer(error: unknown): boolean {
  return error instanceof ServiceError && error.kind === "unavailable";
}

/** Whatever the token endpoint did, the request that needed the token was not sent, or was refused with 401. */
function notSent(kind: ErrorKind, message: string, details: { reason: string; next: string[] }) {
  return new ServiceError(kind, message, {
    service: "quickbooks",
    fate: "not_sent",
    ...details,
  });
}

function finalError(error: unknown, profile: string): unknown {
  if (error instanceof GrantRefused && error.code !== "invalid_client") {
    return notSent("connection", "The connection to QuickBooks has ended.", {
      reason: `Intuit no longer renews it. A connection ends after 100 days without use, after five years, when someone disconnects the app in QuickBooks, or when a run is killed while renewing it (${error.reason}).`,
      next: [connectAgain("quickbooks", profile)],
    });
  }
  const plain = error instanceof GrantRefused ? refusedApp(error) : error;
  return plain instanceof PdqbError
    ? notSent(plain.kind, plain.message, { reason: plain.reason, next: plain.next })
    : plain;
}

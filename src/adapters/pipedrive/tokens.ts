/**
 * What a request to Pipedrive is signed with: the personal token, or an access token that is refreshed one at a time across
 * processes, the store read again inside the lock and the new pair stored before it is used (docs/pipedrive.md 1.3).
 */
import { ServiceError } from "../../domain/errors.ts";
import { connectAgain } from "../../domain/profile.ts";
import type { PipedriveSecret } from "../../domain/settings.ts";
import type { Secrets } from "../../ports/connection.ts";
import {
  GrantRefused,
  isPipedriveHost,
  type OAuthOptions,
  type OAuthSecret,
  refreshTokens,
} from "./oauth.ts";

const REMAINING_MIN_MS = 120_000;
/** The grant dies after 60 days without use; half of that leaves room for a cron job that pauses. */
const IDLE_MAX_MS = 30 * 86_400_000;

export type TokenOptions = OAuthOptions & {
  profile: string;
  secrets: Pick<Secrets, "pipedrive" | "putPipedrive">;
  exclusive: <T>(key: string, work: () => Promise<T>) => Promise<T>;
};

export type TokenSource = {
  access(): Promise<PipedriveSecret>;
  /** After a 401 to `refused`. A personal token cannot be renewed: it is given back as it is. */
  renew(refused: PipedriveSecret): Promise<PipedriveSecret>;
};

export function openTokens(options: TokenOptions): TokenSource {
  let held: PipedriveSecret | undefined;

  const stored = () => storedSecret(options);

  function isFresh(secret: PipedriveSecret): boolean {
    if (secret.method === "token") return true;
    const now = options.now().getTime();
    return (
      secret.accessExpiresAt - now >= REMAINING_MIN_MS && now - secret.refreshedAt < IDLE_MAX_MS
    );
  }

  async function refreshAndStore(secret: OAuthSecret): Promise<OAuthSecret> {
    const next = { ...secret, ...(await refreshTokens(options, secret)) };
    await options.secrets.putPipedrive(next);
    return next;
  }

  /** Under the lock: another process may have refreshed while this one waited. */
  async function renewed(refused: string | undefined): Promise<PipedriveSecret> {
    const before = await stored();
    if (before.method === "token" || (isFresh(before) && before.accessToken !== refused)) {
      return before;
    }
    try {
      return await refreshAndStore(before);
    } catch (error) {
      if (!(error instanceof GrantRefused) && !isNoAnswer(error)) throw error;
      const after = await stored();
      const rotated = after.method === "oauth" && after.refreshToken !== before.refreshToken;
      if (error instanceof GrantRefused && !rotated) throw ended(error, options.profile);
      if (after.method === "token") return after;
      return await refreshAndStore(after).catch((second: unknown) => {
        throw second instanceof GrantRefused ? ended(second, options.profile) : second;
      });
    }
  }

  async function renew(refused: string | undefined): Promise<PipedriveSecret> {
    held = await options.exclusive(`token/pipedrive/${options.profile}`, () => renewed(refused));
    return held;
  }

  return {
    async access() {
      held ??= await stored();
      return isFresh(held) ? held : renew(undefined);
    },
    async renew(refused) {
      return refused.method === "token" ? refused : renew(refused.accessToken);
    },
  };
}

/** Throws connection where there is none, or where it would take the tokens elsewhere. */
async function storedSecret({ secrets, profile, origin }: TokenOptions): Promise<PipedriveSecret> {
  const secret = await secrets.pipedrive();
  if (!secret)
    throw notConnected(profile, "Pipedrive is not connected.", {
      reason: `The profile "${profile}" has no Pipedrive login.`,
    });
  if (goesToPipedrive(secret, origin)) return secret;
  throw notConnected(profile, "Pipedrive was not asked.", {
    reason:
      "The stored login names an address that is not Pipedrive's: its tokens go nowhere else.",
  });
}

/** The stored address of the company is looked at again before each use: whatever else may have written it. */
function goesToPipedrive(secret: PipedriveSecret, origin: string | null): boolean {
  return origin !== null || secret.method === "token" || isPipedriveHost(secret.apiDomain);
}

function isNoAnswer(error: unknown): boolean {
  return error instanceof ServiceError && error.kind === "unavailable";
}

function ended(refusal: GrantRefused, profile: string): ServiceError {
  return notConnected(profile, "The connection to Pipedrive has ended.", {
    reason: `Pipedrive no longer renews it. A connection ends after 60 days without use, or when the app is uninstalled (${refusal.reason}).`,
  });
}

/** The request that needed the token did not leave. */
function notConnected(
  profile: string,
  message: string,
  { reason }: { reason: string },
): ServiceError {
  return new ServiceError("connection", message, {
    service: "pipedrive",
    fate: "not_sent",
    next: [connectAgain("pipedrive", profile)],
    reason,
  });
}

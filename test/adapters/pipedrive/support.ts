/** Pipedrive's adapter over real loopback HTTP. */
import { openPipedrive } from "../../../src/adapters/pipedrive/index.ts";
import type { PipedriveSecret } from "../../../src/domain/settings.ts";
import { json, type Responder, recordingServer } from "../recording-server.ts";

export const NOW = Date.parse("2026-11-25T09:00:00Z");
export const HTTP = {
  timeoutMs: { read: 2_000, write: 2_000 },
  version: "0.1.0",
  retry: { sleep: async () => undefined, random: () => 0 },
};

export const oauth = (
  origin: string,
  change: Partial<Extract<PipedriveSecret, { method: "oauth" }>> = {},
): PipedriveSecret => ({
  method: "oauth",
  clientId: "id",
  clientSecret: "client-secret",
  accessToken: "access-1",
  accessExpiresAt: NOW + 3_600_000,
  refreshToken: "refresh-1",
  apiDomain: origin,
  refreshedAt: NOW,
  ...change,
});

/** The adapter before a server that answers as a test says; `company`: the pinned one. */
export async function connected(
  respond: Responder,
  secretFor: (origin: string) => PipedriveSecret = oauth,
  pinned: { company?: string; origin?: null } = {},
) {
  const server = await recordingServer(respond);
  let stored = secretFor(server.origin);
  let queue: Promise<unknown> = Promise.resolve();
  const pipedrive = openPipedrive({
    origin: server.origin,
    ...pinned,
    secrets: {
      pipedrive: async () => stored,
      putPipedrive: async (secret) => {
        if (secret) stored = secret;
      },
    },
    exclusive: <T>(_key: string, work: () => Promise<T>) => {
      const result = queue.then(work);
      queue = result.catch(() => undefined);
      return result;
    },
    profile: "p",
    now: () => new Date(NOW),
    http: HTTP,
  });
  return { pipedrive, ...server, stored: () => stored };
}

export const data = (value: unknown, next: string | null = null) =>
  json({ success: true, data: value, additional_data: { next_cursor: next } });

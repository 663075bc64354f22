/** How requests leave: their time-outs, and a pace below the services' limits, shared by all runs of this machine. */
import type { Rate } from "./adapters/storage/pace-sqlite.ts";
import type { HomePaths } from "./adapters/storage/paths.ts";
import type { WorldOptions } from "./world-options.ts";

/**
 * One below what the services allow, since requests may arrive closer together than they left. Per company and app
 * (docs/quickbooks.md 13.1); of Pipedrive's lowest plan, per token (docs/pipedrive.md 9).
 */
const RATES = {
  quickbooks: [
    { requests: 9, withinMs: 1_000 },
    { requests: 499, withinMs: 60_000 },
  ],
  batch: [{ requests: 39, withinMs: 60_000 }],
  token: [{ requests: 19, withinMs: 2_000 }],
  oauth: [{ requests: 79, withinMs: 2_000 }],
} as const;

/** For every request of this run. `PDQB_TIMEOUT`: seconds. */
export async function httpOptions(
  paths: HomePaths,
  { env, version, log, isPaced = true, profile, profileName, onOpen }: WorldOptions,
) {
  const { DEFAULT_TIMEOUT_MS } = await import("./adapters/http.ts");
  const seconds = Number(env.PDQB_TIMEOUT);
  const isSet = Number.isFinite(seconds) && seconds > 0;
  const timeoutMs = isSet ? { read: seconds * 1_000, write: seconds * 1_000 } : DEFAULT_TIMEOUT_MS;
  const plain = { timeoutMs, version, ...(log && { log }) };
  if (!isPaced) return plain;
  const { pacer } = await import("./adapters/storage/pace-sqlite.ts");
  const name = await profileName();
  const { quickbooks, pipedrive } = await profile();
  const books = quickbooks?.realm ?? name;
  const paced = (what: string, rates: readonly Rate[]) => pacer(paths.locks, what, rates, onOpen);
  const pacers = {
    quickbooks: paced(`quickbooks/${books}`, RATES.quickbooks),
    pipedrive: paced(`pipedrive/${name}`, RATES[pipedrive?.method ?? "oauth"]),
  };
  return {
    ...plain,
    pace: async (service: keyof typeof pacers) => {
      await pacers[service]();
    },
    paceBatch: paced(`quickbooks/${books}/batch`, RATES.batch),
  };
}

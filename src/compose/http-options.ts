/** How requests leave: their time-outs, and a pace below the services' limits, shared by all runs of this machine, or of a team. */
import type { Pace, Rate } from "../adapters/storage/pace.ts";
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

/** Where it is noted when requests left: in this home, or in a ledger that all share who call the same company. */
export type Pacers = Record<
  "own" | "shared",
  (name: string, rates: readonly Rate[]) => Promise<Pace>
>;

/**
 * For every request of this run. `PDQB_TIMEOUT`: seconds. QuickBooks counts requests by company, and Pipedrive by token, which each
 * machine has for itself.
 */
export async function httpOptions(
  { own, shared }: Pacers,
  { env, version, log, isPaced = true, profile, profileName }: WorldOptions,
) {
  const { DEFAULT_TIMEOUT_MS } = await import("../adapters/http.ts");
  const seconds = Number(env.PDQB_TIMEOUT);
  const isSet = Number.isFinite(seconds) && seconds > 0;
  const timeoutMs = isSet ? { read: seconds * 1_000, write: seconds * 1_000 } : DEFAULT_TIMEOUT_MS;
  const plain = { timeoutMs, version, ...(log && { log }) };
  if (!isPaced) return plain;
  const name = await profileName();
  const { quickbooks, pipedrive } = await profile();
  const books = `quickbooks/${quickbooks?.realm ?? name}`;
  const [ofQuickBooks, ofPipedrive, ofBatches] = await Promise.all([
    shared(books, RATES.quickbooks),
    own(`pipedrive/${name}`, RATES[pipedrive?.method ?? "oauth"]),
    shared(`${books}/batch`, RATES.batch),
  ]);
  const pacers = { quickbooks: ofQuickBooks, pipedrive: ofPipedrive };
  return {
    ...plain,
    pace: async (service: keyof typeof pacers) => {
      await pacers[service]();
    },
    paceBatch: ofBatches,
  };
}

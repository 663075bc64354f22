/** Bounded repetition of reads. Writes are repeated by the use case that holds their intent, and nowhere else. */
import { setTimeout as delay } from "node:timers/promises";
import { type RetryOptions, retryHint } from "./faults.ts";

const RETRIES_MAX = 3;
const FIRST_WAIT_MS = 400;
/** Longest wait that a service may ask for; beyond it the operator is told at once. */
const ASKED_WAIT_MAX_MS = 30_000;

/**
 * Runs a read; after a 429, a 5xx or a broken connection runs it again, at most three times.
 * A time-out and an answer that cannot be understood are not repeated.
 */
export async function retryRead<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const sleep = options.sleep ?? delay;
  const random = options.random ?? Math.random;
  for (let retries = 0; ; retries++) {
    try {
      return await work();
    } catch (error) {
      const hint = retryHint(error);
      if (!hint || retries === RETRIES_MAX || options.givesUpAt?.(error)) throw error;
      const asked = hint.waitMs ?? 0;
      if (asked > ASKED_WAIT_MAX_MS) throw error;
      // 0.4, 0.8, 1.6 s, up to half as much again, and never less than what was asked for.
      const backoff = FIRST_WAIT_MS * 2 ** retries * (1 + random() / 2);
      await sleep(Math.max(asked, backoff));
    }
  }
}

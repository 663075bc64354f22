/** Waiting for one's turn, wherever it is noted when the last requests left: in this home, or in the ledger that a team shares. */
import { setTimeout as sleep } from "node:timers/promises";

/** So many requests in so many milliseconds, at most. */
export type Rate = { requests: number; withinMs: number };

/** True once a request may leave, which is then noted. `patienceMs`: for a caller that has another way; false, and nothing noted, if the turn comes later. */
export type Pace = (patienceMs?: number) => Promise<boolean>;

/** A minute is waited for; what is slower than that is the service's to say. */
const WAIT_MS_MAX = 60_000;

/** `tryNow`: milliseconds until the next request may leave; 0 once it is noted. */
export function paceBy(tryNow: () => number | Promise<number>): Pace {
  return async (patienceMs = Number.POSITIVE_INFINITY) => {
    const start = performance.now();
    for (;;) {
      const wait = await tryNow();
      const waited = performance.now() - start;
      if (wait === 0 || waited > WAIT_MS_MAX) return true;
      if (waited + wait > patienceMs) return false;
      await sleep(wait + Math.random() * 25);
    }
  };
}

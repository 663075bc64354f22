/** Waiting for a key that somebody else holds, whatever keeps the locks. */
import { setTimeout as sleep } from "node:timers/promises";
import { PdqbError, SAME_COMMAND } from "../../domain/errors.ts";
import type { Waiting } from "../../ports.ts";

const WAIT_MS_MAX = 150_000;

type Wanted = Waiting & {
  key: string;
  /** Who holds it, if that is known. */
  holder(): string | undefined | Promise<string | undefined>;
};

/** Returns once `take` has it. Waits in JavaScript, so that Ctrl-C works meanwhile. Throws what `busy` says after `waitMs`. */
export async function takeKey(
  { key, waitMs = WAIT_MS_MAX, busy = stillBusy(key, waitMs), holder }: Wanted,
  take: () => boolean | Promise<boolean>,
): Promise<void> {
  // A clock that is set back or forth changes no wait.
  const start = performance.now();
  while (!(await take())) {
    if (performance.now() - start >= waitMs) throw await busy(await holder());
    await sleep(20 + Math.random() * 60);
  }
}

const stillBusy = (key: string, waitMs: number) => (holder: string | undefined) =>
  new PdqbError("unavailable", "Nothing was done: another pdqb is still busy.", {
    reason: `It has held "${key}" for over ${waitMs / 1000} seconds.${holder ? ` The holder is ${holder}.` : ""}`,
    next: [SAME_COMMAND],
  });

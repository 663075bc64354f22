/** The ledger as the plans of a run use it together. */
import type { Ledger } from "../../ports.ts";
import { over } from "./over.ts";

/** What each plan reads afresh of the books is the same for all of them: it is kept once, since a row on disk takes milliseconds. */
export function cachingOnce(ledger: Ledger): Ledger {
  const kept = new Map<string, string>();
  return over(ledger, {
    async cache(name, json) {
      if (kept.get(name) === json) return;
      kept.set(name, json);
      await ledger.cache(name, json);
    },
  });
}

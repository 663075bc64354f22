/** What writing back came to. */
import type { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";

export type WriteBackResult = {
  /** Deals into which something was written. */
  deals: number;
  /** Writes that were done, by kind. */
  values: number;
  notes: number;
  files: number;
  activities: number;
  failed: WriteBackFailure[];
  /** Of the Pipedrive company's daily budget. */
  tokens: number;
};

/** `dealId` is null for what concerns all of them. `isFinal`: it is not tried again for the same results. */
export type WriteBackFailure = { dealId: DealId | null; error: PdqbError; isFinal: boolean };

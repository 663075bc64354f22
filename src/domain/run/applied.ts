/** What becomes of the invoices of a run while it is applied. */
import type { PdqbError } from "../errors.ts";
import type { InvoicePlan } from "../plan/invoice-plan.ts";
import type { Remember } from "../plan/remember.ts";
import type { Run, RunRow } from "./run.ts";

/** An invoice that is to be created: its plan is the reviewed one. */
export type Order = { row: RunRow; plan: InvoicePlan; remember: Remember };

/** `order` is absent where nothing is to be created: then `row` says what became of it. */
export type Again = { row: RunRow; order?: Order };

/** `failure`: why it did not end as it was to. */
export type RowOutcome = { row: RunRow; failure?: PdqbError };

/** Why a run ended before all of it was looked at: what all others would fail of, or a limit, named by its flag. */
export type Stop = { error: PdqbError | null; limit: string | null; isOfLedger: boolean };

export type AppliedRun = { run: Run; rows: RunRow[]; stop: Stop | null };

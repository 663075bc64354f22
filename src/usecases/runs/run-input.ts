/** What is asked of planning and applying a run. */
import type { DealId } from "../../domain/ids.ts";
import type { RowChange } from "../../domain/run/changes.ts";
import type { RunLimits } from "../../domain/run/limits.ts";
import type { Run, RunFlags, RunRow, RunSelection } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import type { CreateInput } from "../plan/create-input.ts";
import type { PlanPorts } from "../plan/plan-reading.ts";

export type RunPorts = PlanPorts & Pick<Ports, "machine">;

/** A row, and its plan as text. */
export type Kept = { row: RunRow; plan?: string | undefined };

/** From flags as typed to what is asked of an invoice. Throws usage. */
type ToInput = (flags: RunFlags, dealId: DealId) => CreateInput;

export type RowPlanner = {
  ports: PlanPorts;
  /** Name of the run. */
  run: string;
  profile: PinnedProfile;
  toInput: ToInput;
  /** Of the run; those of the row stand over them. */
  flags: RunFlags;
  /** Of an invoice for which no other is asked; null: today. */
  date: Run["date"] | null;
};

/** The setting `run.approval`. */
export type Approval = "none" | "required" | "second";

export type ApplyInput = Pick<RowPlanner, "profile" | "toInput"> & {
  /** Without a name the newest that is not finished. */
  name: string | undefined;
  approval: Approval;
  /** The setting `limit.invoice`. */
  limit: string;
  /** E-mail each that was made as planned. */
  send: boolean;
  limits: RunLimits;
  /** False in a dry run: nothing is written, neither to a service nor to the ledger. */
  save: boolean;
  /** Wraps each invoice, so that Ctrl-C waits for its answer. */
  sending<T>(work: () => Promise<T>): Promise<T>;
  /** What became of a deal, as soon as it is known. */
  onRow?(row: RunRow): void;
  onProgress?(done: number, total: number): void;
};

export type PlanRunInput = {
  name: string;
  selection: RunSelection;
  flags: RunFlags;
  profile: RowPlanner["profile"];
  toInput: RowPlanner["toInput"];
  /** False in a dry run: then nothing is kept. */
  save: boolean;
  /** The run as it is, where it is planned again. */
  before?: Run | undefined;
  onProgress?: (done: number, total: number) => void;
};

/** `changes`: absent where it was planned for the first time. */
export type PlannedRun = { run: Run; rows: RunRow[]; changes?: RowChange[] };

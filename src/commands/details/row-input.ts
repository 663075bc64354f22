import type { DealId } from "../../domain/ids.ts";
import type { RunFlags } from "../../domain/run/run.ts";
import type { CreateInput } from "../../usecases/plan/create-input.ts";
import { type CreateFlags, createInput } from "./create-flags.ts";

/** What is asked of one invoice of a run. Throws usage for a value that is not understood. */
export function toInput(flags: RunFlags, dealId: DealId): CreateInput {
  return createInput(flags as Partial<CreateFlags>, dealId);
}

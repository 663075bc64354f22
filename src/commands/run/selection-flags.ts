/** Which deals a run takes, as typed. */
import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { RunSelection } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { type ConditionFlags, conditionFlags, conditionsOf } from "../details/deal-conditions.ts";
import { monthOf } from "../details/typed-period.ts";

const DEALS = { group: "Which deals" };

export const selectionFlags = {
  ...conditionFlags,
  due: flag.text("Installments and recurring cycles due in this month", {
    ...DEALS,
    value: "YYYY-MM",
  }),
  late: flag.switch("With --due: also what was due before and is not billed", DEALS),
  deals: flag.text("These deals: 1,2,3", { ...DEALS, value: "deals" }),
  from: flag.text("Deals from a CSV file (- for stdin), one row each", {
    ...DEALS,
    value: "file",
  }),
};

export type SelectionFlags = ConditionFlags & {
  due?: string | undefined;
  late?: boolean;
  deals?: string | undefined;
  from?: string | undefined;
};

/** Undefined: nothing was named. `deals`: those that were named. Throws usage for what contradicts itself. */
export async function selectionOf(
  ports: Pick<Ports, "pipedrive">,
  flags: SelectionFlags,
  deals: RunSelection["deals"],
): Promise<{ selection: RunSelection; month: string | undefined } | undefined> {
  const due = flags.due === undefined ? undefined : monthOf("--due", flags.due);
  if (flags.late && !due)
    throw new PdqbError("usage", "--late goes with --due.", { next: ["--due 2026-11 --late"] });
  const selection: RunSelection = {
    ...(await conditionsOf(ports, flags)),
    ...(due && { due }),
    ...(flags.late && { late: true }),
    ...(deals && { deals }),
  };
  if (Object.keys(selection).length === 0) return undefined;
  return { selection, month: flags.won ?? flags.due };
}

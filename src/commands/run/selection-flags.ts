/** Which deals a run takes, and what counts for all of its invoices, as typed. */
import { type FlagValues, flag, under } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { RunSelection } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { createFlags } from "../details/create-flags.ts";
import { conditionFlags, conditionsOf } from "../details/deal-conditions.ts";
import { monthOf } from "../details/typed-period.ts";

export const selectionFlags = {
  ...conditionFlags,
  ...under("Which deals", {
    due: flag.text("Installments and recurring cycles due in this month", { value: "YYYY-MM" }),
    late: flag.switch("With --due: also what was due before and is not billed"),
    deals: flag.text("These deals: 1,2,3", { value: "deals" }),
    from: flag.text("Deals from a CSV file (- for stdin), one row each", { value: "file" }),
  }),
};

/** The flags of an invoice that may count for all of a run. */
export const DETAILS = [
  "date",
  "terms",
  "tax",
  "taxCode",
  "memo",
  "note",
  "po",
  "customField",
  "class",
  "location",
  "cc",
  "bcc",
  "updateCustomer",
  "recurring",
  "preset",
] as const;

/** What counts for every invoice of the run. */
export const details = under(
  "Every invoice",
  Object.fromEntries(DETAILS.map((name) => [name, createFlags[name]])) as Pick<
    typeof createFlags,
    (typeof DETAILS)[number]
  >,
);

export type SelectionFlags = Partial<FlagValues<typeof selectionFlags>>;

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

/** Runs as the use cases plan and apply them, and what the books say of them, asked by plain HTTP. */
import { toInput } from "../../src/commands/details/create-input.ts";
import type { AppliedRun } from "../../src/domain/run/applied.ts";
import type { RunFlags, RunSelection } from "../../src/domain/run/run.ts";
import { applyRun } from "../../src/usecases/runs/apply-run.ts";
import { planRun } from "../../src/usecases/runs/plan-run.ts";
import type { ApplyInput, PlannedRun } from "../../src/usecases/runs/run-input.ts";
import type { Books } from "./practice.ts";
import type { World } from "./world.ts";

/** `run plan --deals …`, planned again where there is a run of the name. */
export async function planDeals(
  { ports, profile }: World,
  name: string,
  deals: (number | { dealId: number; flags: RunFlags })[],
  flags: RunFlags = {},
): Promise<PlannedRun> {
  const selection: RunSelection = {
    deals: deals.map((one) => (typeof one === "number" ? { dealId: one, flags: {} } : one)),
  };
  const before = await ports.ledger.run(name);
  return planRun(ports, { name, selection, flags, profile, toInput, save: true, before });
}

/** `run apply NAME --yes`. */
export function apply(
  { ports, profile }: World,
  name: string,
  input: Partial<ApplyInput> = {},
): Promise<AppliedRun> {
  return applyRun(ports, {
    ...{ name, profile, toInput, approval: "none", limit: "", send: false, save: true },
    limits: { totals: [] },
    sending: (work) => work(),
    ...input,
  });
}

export const statesOf = ({ rows }: Pick<AppliedRun, "rows">): string =>
  rows.map(({ dealId, state }) => `${dealId} ${state}`).join(", ");

/** How many live invoices of each deal carry our marker, and what they come to. */
export async function booked(
  books: Books,
): Promise<Record<string, { count: number; total: string }>> {
  const found: Record<string, { count: number; cents: number }> = {};
  for (const one of await books.invoices(/pdqb \d+\//)) {
    const [, deal = ""] = /pdqb (\d+)\//.exec(one.PrivateNote) ?? [];
    const { count, cents } = found[deal] ?? { count: 0, cents: 0 };
    found[deal] = { count: count + 1, cents: cents + Math.round(one.TotalAmt * 100) };
  }
  return Object.fromEntries(
    Object.entries(found).map(([deal, { count, cents }]) => [
      deal,
      { count, total: (cents / 100).toFixed(2) },
    ]),
  );
}

import { flag } from "../../cli/command.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { PlannedRun } from "../../usecases/runs/run-input.ts";
import { defineCommand } from "../context.ts";
import { toInput } from "../details/create-input.ts";
import { showRun } from "../details/show-run.ts";
import { details, selectionFlags } from "./selection-flags.ts";
import { wantedRun } from "./wanted-run.ts";

export const runPlan = defineCommand({
  name: "plan",
  summary: "Plan the invoices of many deals at once, for review",
  description: `Reads the deals in few calls, plans each as \`pdqb invoice create --dry-run\` does, and
keeps the plans. Nothing is written to either service. Without flags the newest
run that is not finished is planned again. Only won deals are taken, but for
--deals and --from.`,
  effect: "settings",
  arguments: [{ name: "run", summary: "Plan this run again", required: false }],
  flags: {
    ...selectionFlags,
    name: flag.text("Name of the run (default: its month, or the day)", { value: "name" }),
    ...details,
  },
  fields: ["run", "deals", "missing", "calls", "changes"],
  examples: [
    "pdqb run plan --won 2026-11",
    "pdqb run plan --due 2026-11",
    "pdqb run plan --from november.csv --terms 'Net 30'",
    "pdqb run plan",
  ],
  async run(context, { args: [name], flags }) {
    const { ports, connected, progress, globals } = context;
    const profile = await connected();
    const wanted = await wantedRun(context, profile, name, flags);
    const { planRun } = await import("../../usecases/runs/plan-run.ts");
    const planned = await progress.counting(`Planning run ${wanted.name}`, (count) =>
      planRun(ports, { ...wanted, profile, toInput, save: !globals.dryRun, onProgress: count }),
    );
    await showRun(context, planned, globals.dryRun ? {} : { note: `Next: ${nextOf(planned)}` });
    const unread = planned.rows.filter(({ error }) => error?.kind === "unavailable");
    if (unread.length > 0)
      throw new PdqbError("partial", `${counted(unread.length, "deal")} could not be read.`, {
        reason: unread.map(({ dealId, error }) => `Deal ${dealId}: ${error?.reason}`),
        next: [`pdqb run plan ${planned.run.name}`],
      });
  },
});

/** What is missing comes first. */
const nextOf = ({ run, rows }: PlannedRun) =>
  rows.some(({ state }) => state === "problem")
    ? `pdqb run mend ${run.name}`
    : `pdqb run view ${run.name}`;

import { clean } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { missingOf } from "../../domain/run/needs.ts";
import { openRunNamed } from "../../usecases/runs/find-run.ts";
import type { PlannedRun } from "../../usecases/runs/run-input.ts";
import { type Context, defineCommand } from "../context.ts";
import { showRun } from "../details/show-run.ts";
import { dealsText, missingJson, missingName, runHead } from "../views/run.ts";

export const runMend = defineCommand({
  name: "mend",
  summary: "Answer what a run is missing, each thing once",
  description: `Asks for each missing item, customer, tax code or detail, the one that frees most
deals first, and plans the run again. Without a terminal, or with --yes, nothing is
asked: the commands that do the same are printed, and exit 3 says that some are left.`,
  effect: "settings",
  arguments: [
    { name: "run", summary: "Default: the newest that is not finished", required: false },
  ],
  flags: {},
  fields: ["run", "deals", "missing", "calls"],
  examples: ["pdqb run mend", "pdqb run mend 2026-11", "pdqb run mend 2026-11 --no-input"],
  async run(context, { args: [name] }) {
    const { ports, connected, io, globals } = context;
    const profile = await connected();
    const run = await openRunNamed(ports, name, "mended");
    const rows = await ports.ledger.runRows(run.name);
    if (!io.canAsk || globals.yes || globals.dryRun) return listMissing(context, { run, rows });
    const { mendInRounds } = await import("./mend-rounds.ts");
    const planned = await mendInRounds(context, profile, { run, rows });
    await showRun(
      context,
      { run: planned.run, rows: planned.rows },
      { note: `Next: pdqb run view ${run.name}` },
    );
  },
});

/** As lines of a script: what is missing in comments, and the command that mends it. */
async function listMissing({ show }: Context, { run, rows }: PlannedRun): Promise<void> {
  const missing = missingOf(rows);
  const waiting = rows.filter(({ state }) => state === "problem").length;
  await show({
    json: { run: runHead(run, rows), missing: missingJson(rows) },
    text: () =>
      missing
        .map((one) => `# ${clean(missingName(one))} ${dealsText(one.deals)}\n${clean(one.next)}\n`)
        .join("") || `Run ${clean(run.name)} is missing nothing.\n`,
    isExact: true,
  });
  if (waiting === 0) return;
  const [first] = missing.map(({ next }) => next);
  throw new PdqbError(
    "refused",
    `${counted(waiting, "invoice")} of run ${run.name} cannot be created yet.`,
    {
      next: [...(first === undefined ? [] : [first]), `pdqb run plan ${run.name}`],
    },
  );
}

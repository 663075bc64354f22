import { clean } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { isBilledByRun } from "../../domain/run/run.ts";
import { cancelRun } from "../../usecases/runs/change-run.ts";
import { runNamed } from "../../usecases/runs/find-run.ts";
import { defineCommand } from "../context.ts";
import { runHead } from "../views/run.ts";

export const runCancel = defineCommand({
  name: "cancel",
  summary: "Give up a run; what it has billed stays",
  effect: "settings",
  arguments: [{ name: "run", summary: "Its name", required: true }],
  flags: {},
  examples: ["pdqb run cancel 2026-11", "pdqb run cancel 2026-11 --yes"],
  async run({ ports, connected, show, ask, globals }, { args: [name = ""] }) {
    await connected();
    const before = await runNamed(ports, name);
    const rows = await ports.ledger.runRows(name);
    const billed = rows.filter(isBilledByRun).length;
    const stays = billed === 0 ? "" : ` ${counted(billed, "invoice")} of it stay.`;
    if (globals.dryRun)
      return show({
        json: { outcome: "planned", run: runHead(before, rows) },
        text: () => `Run ${clean(name)} would be cancelled.${stays}\n`,
      });
    if (before.state !== "cancelled")
      await ask.confirmOrStop(`Cancel run ${name}?${stays}`, { flag: "--yes", given: globals.yes });
    const { run, isNews } = await cancelRun(ports, name);
    await show({
      json: { outcome: isNews ? "cancelled" : "already", run: runHead(run, rows) },
      text: () =>
        isNews
          ? `Cancelled run ${clean(name)}.${stays}\n`
          : `Run ${clean(name)} was cancelled already.\n`,
    });
  },
});

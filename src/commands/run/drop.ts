import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { dropDeals } from "../../usecases/runs/change-run.ts";
import { openRunNamed } from "../../usecases/runs/find-run.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { runJson } from "../views/run.ts";

export const runDrop = defineCommand({
  name: "drop",
  summary: "Take deals out of a run",
  effect: "settings",
  arguments: [
    { name: "run", summary: "Default: the newest that is not finished", required: false },
  ],
  flags: { deal: flag.text("The deals: 4,7", { value: "deals" }) },
  fields: ["outcome", "run", "deals", "missing", "calls"],
  examples: ["pdqb run drop 2026-11 --deal 4,7"],
  async run({ ports, connected, show, globals }, { args: [name], flags }) {
    const profile = await connected();
    const ids = (flags.deal ?? "")
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "")
      .map((one) => dealId(one, profile));
    const run = await openRunNamed(ports, name, "changed");
    if (ids.length === 0)
      throw new PdqbError("usage", "Which deals? None was dropped.", {
        next: [`pdqb run drop ${run.name} --deal <deals>`],
      });
    if (globals.dryRun)
      return show({
        json: { outcome: "planned", run: run.name, deals: ids },
        text: () => `Deals ${ids.join(", ")} would be dropped from run ${run.name}.\n`,
      });
    const { run: now, rows, dropped } = await dropDeals(ports, run.name, ids);
    await show({
      json: { outcome: "dropped", ...runJson(now, rows, null) },
      text: () => `Dropped from run ${now.name}: deal ${dropped.join(", ")}.\n`,
    });
  },
});

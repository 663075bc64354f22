/** A run that is given up, or deals that are taken out of it. */
import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { isBilledByRun } from "../../domain/run/run.ts";
import { cancelRun, dropDeals } from "../../usecases/runs/change-run.ts";
import { openRunNamed, runNamed } from "../../usecases/runs/find-run.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { runHead, runJson } from "../views/run.ts";

export const runCancel = defineCommand({
  name: "cancel",
  summary: "Give up a run; what it has billed stays",
  effect: "settings",
  arguments: [{ name: "run", summary: "Its name", required: true }],
  flags: {},
  examples: ["pdqb run cancel 2026-11", "pdqb run cancel 2026-11 --yes"],
  async run({ ports, connected, show, confirmed, globals }, { args: [name = ""] }) {
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
    if (before.state !== "cancelled") await confirmed(`Cancel run ${name}?${stays}`);
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

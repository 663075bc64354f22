import { flag } from "../../cli/command.ts";
import { money } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { approveRun, refuseEmpty } from "../../usecases/runs/approve-run.ts";
import { openRunNamed } from "../../usecases/runs/find-run.ts";
import { defineCommand } from "../context.ts";
import { approvalOf } from "../details/apply-run.ts";
import { runJson, totalsOf } from "../views/run.ts";
import { runText } from "../views/run-text.ts";

export const runApprove = defineCommand({
  name: "approve",
  summary: "Approve the invoices of a run as they stand in it now",
  description: `Whatever changes afterwards is not billed by this approval. The setting run.approval
says whether a run needs one: "required", or "second" for a person who has not
planned it (another Pipedrive user and another user of the system).`,
  effect: "settings",
  arguments: [
    { name: "run", summary: "Default: the newest that is not finished", required: false },
  ],
  flags: {
    expect: flag.text("Fail unless the run still has this digest", { value: "digest" }),
    reason: flag.text("Why, for the history", { value: "text" }),
  },
  fields: ["outcome", "run", "deals", "missing", "calls"],
  examples: [
    "pdqb run approve 2026-11",
    "pdqb run approve 2026-11 --expect 5c2a8f0e1b7d9346 --yes",
  ],
  async run({ ports, connected, show, confirmed, globals }, { args: [name], flags }) {
    const profile = await connected();
    const before = await openRunNamed(ports, name, "approved");
    const planned = await ports.ledger.runRows(before.name);
    if (globals.dryRun)
      return show({
        json: { outcome: "planned", ...runJson(before, planned, null) },
        text: (paint) => `${runText(before, planned, paint)}It would be approved as it stands.\n`,
      });
    const ready = planned.filter(({ state }) => state === "ready");
    refuseEmpty(before, ready);
    const sums = totalsOf(ready).map((one) => money(one.ready, one.currency));
    await confirmed(
      `Approve run ${before.name}: ${counted(ready.length, "invoice")} (${sums.join(", ")})?`,
    );
    const { run, rows } = await approveRun(ports, {
      ...flags,
      name: before.name,
      approval: approvalOf(profile),
    });
    await show({
      json: { outcome: "approved", ...runJson(run, rows, null) },
      text: () => `Approved run ${run.name} (digest ${run.digest}).\n`,
      note: `Next: pdqb run apply ${run.name}`,
    });
  },
});

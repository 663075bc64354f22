import { counted } from "../../domain/counted.ts";
import { defineCommand } from "../context.ts";

export const ledgerRestore = defineCommand({
  name: "restore",
  summary: "Restore the ledger from a copy; the current one is kept",
  description: `What was written after the copy was made is not in it: run
"pdqb ledger rebuild" afterwards, which finds those invoices by their markers.`,
  effect: "writes",
  arguments: [{ name: "file", summary: "A copy made by backup", required: true }],
  flags: {},
  examples: ["pdqb ledger restore ledger.db.backup-2026-11-25T08-00-00-000Z --yes"],
  async run({ ports, ask, globals, show }, { args: [file = ""] }) {
    if (globals.dryRun) {
      const copy = await ports.ledgerFile.look(file);
      const { invoices, links, history } = copy;
      return show({
        json: { outcome: "planned", copy, plan: { requests: [] } },
        text: () =>
          `Would put ${file} in the ledger's place: ${counted(invoices, "invoice")}, ${counted(links, "link")}, ${counted(history, "row")} of history.\n`,
      });
    }
    await ask.confirmOrStop(`Put ${file} in the ledger's place? The present one is kept aside.`, {
      flag: "--yes",
      given: globals.yes,
    });
    const mark = ports.clock.now().toISOString().replace(/[:.]/g, "-");
    const keptAs = await ports.ledgerFile.restore(file, mark);
    await show({
      json: { outcome: "restored", path: await ports.ledgerFile.path(), kept_as: keptAs },
      text: () =>
        `Restored.${keptAs === null ? "" : ` The ledger that was there is kept as ${keptAs}.`}\n`,
      note: "Next: pdqb ledger rebuild",
    });
  },
});

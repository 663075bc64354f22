import { defineCommand } from "../context.ts";
import { modeFlag, modeOf } from "../details/output-file.ts";

export const ledgerBackup = defineCommand({
  name: "backup",
  summary: "Back up the ledger, even while it is in use",
  effect: "local",
  arguments: [
    { name: "file", summary: "File to write (default: next to the ledger)", required: false },
  ],
  flags: { mode: modeFlag },
  examples: ["pdqb ledger backup", "pdqb ledger backup /media/safe/ledger.db"],
  async run({ ports, show }, { args: [file], flags }) {
    const mark = ports.clock.now().toISOString().replace(/[:.]/g, "-");
    const ledger = await ports.ledgerFile.path();
    // One on PostgreSQL has no folder: its copy goes beside the settings.
    const place = ledger.includes("://")
      ? (await ports.settings.path()).replace(/settings\.json$/, "ledger")
      : ledger;
    const target = file ?? `${place}.backup-${mark}`;
    await ports.ledgerFile.backup(target);
    const mode = modeOf(flags);
    if (mode !== undefined) await ports.files.permit(target, mode);
    await show({ json: { outcome: "saved", path: target }, text: () => `Saved ${target}.\n` });
  },
});

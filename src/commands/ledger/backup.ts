import { defineCommand } from "../context.ts";

export const ledgerBackup = defineCommand({
  name: "backup",
  summary: "Back up the ledger, even while it is in use",
  effect: "local",
  arguments: [
    { name: "file", summary: "File to write (default: next to the ledger)", required: false },
  ],
  flags: {},
  examples: ["pdqb ledger backup", "pdqb ledger backup /media/safe/ledger.db"],
  async run({ ports, show }, { args: [file] }) {
    const mark = ports.clock.now().toISOString().replace(/[:.]/g, "-");
    const target = file ?? `${await ports.ledgerFile.path()}.backup-${mark}`;
    await ports.ledgerFile.backup(target);
    await show({ json: { outcome: "saved", path: target }, text: () => `Saved ${target}.\n` });
  },
});

/** The ledger as it is kept: where, whether it is sound, its copies, and the script that makes one on PostgreSQL. */
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { defineCommand } from "../context.ts";
import { modeFlag, modeOf } from "../details/output-file.ts";

export const ledgerPath = defineCommand({
  name: "path",
  summary: "Print where the ledger is",
  effect: "local",
  flags: {},
  examples: ["pdqb ledger path"],
  async run({ ports, show }) {
    const path = await ports.ledgerFile.path();
    await show({ json: { path }, text: () => `${path}\n`, isExact: true });
  },
});

export const ledgerCheck = defineCommand({
  name: "check",
  summary: "Check the ledger without changing it",
  effect: "local",
  flags: {},
  examples: ["pdqb ledger check"],
  async run({ ports, show }) {
    const path = await ports.ledgerFile.path();
    const { exists, faults, next } = await ports.ledgerFile.check();
    await show({
      json: { path, exists, faults },
      text: () =>
        exists
          ? `${path}: ${faults.length === 0 ? "sound" : "damaged"}.\n`
          : "There is no ledger yet.\n",
    });
    if (faults.length === 0) return;
    throw new PdqbError("refused", "The ledger is damaged.", {
      reason: [...faults, "It was left as it is."],
      next,
    });
  },
});

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

export const ledgerRestore = defineCommand({
  name: "restore",
  summary: "Restore the ledger from a copy; the current one is kept",
  description: `What was written after the copy was made is not in it: run
"pdqb ledger rebuild" afterwards, which finds those invoices by their markers.`,
  effect: "writes",
  arguments: [{ name: "file", summary: "A copy made by backup", required: true }],
  flags: {},
  examples: ["pdqb ledger restore ledger.db.backup-2026-11-25T08-00-00-000Z --yes"],
  async run({ ports, confirmed, globals, show }, { args: [file = ""] }) {
    if (globals.dryRun) {
      const copy = await ports.ledgerFile.look(file);
      const { invoices, links, history } = copy;
      return show({
        json: { outcome: "planned", copy, plan: { requests: [] } },
        text: () =>
          `Would put ${file} in the ledger's place: ${counted(invoices, "invoice")}, ${counted(links, "link")}, ${counted(history, "row")} of history.\n`,
      });
    }
    await confirmed(`Put ${file} in the ledger's place? The present one is kept aside.`);
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

export const ledgerInitScript = defineCommand({
  name: "init-script",
  summary: "Print the SQL that makes a ledger on PostgreSQL, for an administrator",
  description: `It makes the tables, and the role "pdqb", which may do what pdqb does and no more:
rows of the history can be added and read, never changed or removed.`,
  effect: "local",
  flags: {},
  examples: ["pdqb ledger init-script", "pdqb ledger init-script --json"],
  async run({ ports, show }) {
    const sql = await ports.ledgerPlaces.initScript();
    await show({ json: { sql }, text: () => sql });
  },
});

import { type Column, tableOf } from "../../cli/column.ts";
import { sortRows } from "../../cli/flat.ts";
import type { Preset } from "../../domain/settings.ts";
import { presets } from "../../usecases/setup/presets.ts";
import { defineCommand } from "../context.ts";
import { presetText } from "../details/detail-flags.ts";

const COLUMNS: readonly Column<[string, Preset]>[] = [
  { key: "name", title: "Name", value: ([name]) => name },
  { key: "details", title: "Details", value: ([, preset]) => presetText(preset), grow: true },
];

const ROWS = {
  fields: ["name", "details"],
  json: ([name, details]: [string, Preset]) => ({ name, details }),
};

export const presetList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List the presets",
  effect: "local",
  isList: true,
  flags: {},
  examples: ["pdqb preset list"],
  async run({ ports, profileName, globals, show }) {
    const all = sortRows(await presets(ports, await profileName()), ROWS, globals.sort);
    const shown = all.slice(0, globals.limit ?? all.length);
    await show({
      json: {
        presets: shown.map(ROWS.json),
        complete: shown.length === all.length,
      },
      table: tableOf(shown, COLUMNS),
      fields: ROWS.fields,
      empty: 'No preset is saved yet: pdqb preset save retail --terms "Net 14"',
    });
  },
});

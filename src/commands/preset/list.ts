import { tableOf } from "../../cli/answer.ts";
import { type Column, sortRows } from "../../cli/table.ts";
import type { Preset } from "../../domain/settings.ts";
import { presets } from "../../usecases/setup/presets.ts";
import { defineCommand } from "../context.ts";
import { presetText } from "../details/detail-flags.ts";

const COLUMNS: readonly Column<[string, Preset]>[] = [
  { key: "name", title: "Name", value: ([name]) => name },
  { key: "details", title: "Details", value: ([, preset]) => presetText(preset), grow: true },
];

export const presetList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List the presets",
  effect: "local",
  isList: true,
  flags: {},
  examples: ["pdqb preset list"],
  async run({ ports, profileName, globals, show }) {
    const all = sortRows(await presets(ports, await profileName()), COLUMNS, globals.sort);
    const shown = all.slice(0, globals.limit ?? all.length);
    await show({
      json: {
        presets: shown.map(([name, details]) => ({ name, details })),
        complete: shown.length === all.length,
      },
      table: tableOf(shown, COLUMNS),
      empty: 'No preset is saved yet: pdqb preset save retail --terms "Net 14"',
    });
  },
});

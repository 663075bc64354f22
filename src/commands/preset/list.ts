import type { Column } from "../../cli/column.ts";
import { listAnswer } from "../../cli/flat.ts";
import type { Preset } from "../../domain/settings.ts";
import { presets } from "../../usecases/setup/presets.ts";
import { defineCommand } from "../context.ts";
import { presetText } from "../details/detail-flags.ts";

const COLUMNS: readonly Column<[string, Preset]>[] = [
  { key: "name", title: "Name", value: ([name]) => name },
  { key: "details", title: "Details", value: ([, preset]) => presetText(preset), grow: true },
];

const ROWS = {
  columns: COLUMNS,
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
    await show({
      ...listAnswer("presets", await presets(ports, await profileName()), ROWS, globals),
      empty: 'No preset is saved yet: pdqb preset save retail --terms "Net 14"',
    });
  },
});

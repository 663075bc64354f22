/** `pdqb preset …`: named sets of invoice details. */
import type { Column } from "../../cli/column.ts";
import { listAnswer } from "../../cli/flat.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { Preset } from "../../domain/settings.ts";
import { deletePreset, presetNamed, presets, savePreset } from "../../usecases/setup/presets.ts";
import { defineCommand } from "../context.ts";
import { createInput } from "../details/create-input.ts";
import { detailFlags, presetOf, presetText, presetWords } from "../details/detail-flags.ts";

const COLUMNS: readonly Column<[string, Preset]>[] = [
  { key: "name", title: "Name", value: ([name]) => name },
  { key: "details", title: "Details", value: ([, preset]) => presetText(preset), grow: true },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["name", "details"],
  json: ([name, details]: [string, Preset]) => ({ name, details }),
};

const presetList = defineCommand({
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

const presetSave = defineCommand({
  name: "save",
  summary: "Save details of an invoice under a name",
  description: "Replaces a preset of the same name. Flags of `invoice create` override it.",
  effect: "settings",
  arguments: [{ name: "name", summary: "Its name", required: true }],
  flags: detailFlags,
  examples: [
    'pdqb preset save retail --terms "Net 14" --memo "Thank you" --class Care',
    "pdqb invoice create --deal 123 --preset retail",
  ],
  async run({ ports, profileName, globals, show }, { args: [name = ""], flags }) {
    const preset = presetOf(flags);
    if (!/^[\w.-]{1,40}$/.test(name)) {
      throw new PdqbError("usage", `"${name}" is no name for a preset.`, {
        reason: "It takes up to 40 letters, digits, dots, dashes and underscores.",
      });
    }
    if (Object.keys(preset).length === 0) {
      throw new PdqbError("usage", "The preset would be empty.", {
        next: ['pdqb preset save retail --terms "Net 14"', "pdqb preset save --help"],
      });
    }
    // Reads the values as a create would, so that a preset is never saved that cannot be used.
    createInput(preset, 1);
    const isReplaced = await savePreset(ports, await profileName(), name, preset);
    await show({
      json: {
        outcome: globals.dryRun ? "planned" : isReplaced ? "replaced" : "saved",
        preset: { name, details: preset },
      },
      text: () =>
        `Preset ${name} ${globals.dryRun ? "would be" : "is"} ${isReplaced ? "replaced" : "saved"}: ${presetText(preset)}\n`,
    });
  },
});

const presetShow = defineCommand({
  name: "show",
  summary: "Show a preset as flags",
  effect: "local",
  arguments: [{ name: "name", summary: "Its name", required: true, names: "presets" }],
  flags: {},
  examples: ["pdqb preset show retail"],
  async run({ ports, profileName, show }, { args: [name = ""] }) {
    const details = await presetNamed(ports, await profileName(), name);
    await show({
      json: { preset: { name, details } },
      text: () => `${presetWords(details).join("\n")}\n`,
      isExact: true,
    });
  },
});

const presetDelete = defineCommand({
  name: "delete",
  aliases: ["rm"],
  summary: "Delete a preset",
  effect: "settings",
  arguments: [{ name: "name", summary: "Its name", required: true, names: "presets" }],
  flags: {},
  examples: ["pdqb preset delete retail"],
  async run({ ports, profileName, globals, show }, { args: [name = ""] }) {
    const wasThere = await deletePreset(ports, await profileName(), name);
    await show({
      json: {
        outcome: !wasThere ? "already" : globals.dryRun ? "planned" : "deleted",
        preset: { name },
      },
      text: () =>
        wasThere
          ? `Preset ${name} ${globals.dryRun ? "would be" : "is"} deleted.\n`
          : `There is no preset ${name}.\n`,
    });
  },
});

export const verbs = [presetSave, presetList, presetShow, presetDelete];

import { PdqbError } from "../../domain/errors.ts";
import { savePreset } from "../../usecases/setup/presets.ts";
import { defineCommand } from "../context.ts";
import { createInput } from "../details/create-input.ts";
import { detailFlags, presetOf, presetText } from "../details/detail-flags.ts";

export const presetSave = defineCommand({
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

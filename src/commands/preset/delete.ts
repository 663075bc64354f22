import { deletePreset } from "../../usecases/setup/presets.ts";
import { defineCommand } from "../context.ts";

export const presetDelete = defineCommand({
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

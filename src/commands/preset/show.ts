import { presetNamed } from "../../usecases/setup/presets.ts";
import { defineCommand } from "../context.ts";
import { presetWords } from "../details/detail-flags.ts";

export const presetShow = defineCommand({
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
    });
  },
});

import { defineCommand } from "../context.ts";

export const configPath = defineCommand({
  name: "path",
  summary: "Print where the settings file is",
  effect: "local",
  flags: {},
  examples: ["pdqb config path"],
  async run({ ports, show }) {
    const path = await ports.settings.path();
    await show({ json: { path }, text: () => `${path}\n` });
  },
});

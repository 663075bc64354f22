import { shellWord } from "../../domain/shell-word.ts";
import { defineCommand } from "../context.ts";

export const practiceEnv = defineCommand({
  name: "env",
  summary: "Print what any other client of the practice services needs",
  description: 'As shell lines: eval "$(pdqb practice env)"',
  effect: "local",
  flags: {},
  examples: ["pdqb practice env"],
  async run({ ports, show }) {
    const env = await ports.practice.env();
    await show({
      json: env,
      text: () =>
        Object.entries(env)
          .map(([name, value]) => `export ${name}=${shellWord(value, "posix")}\n`)
          .join(""),
    });
  },
});

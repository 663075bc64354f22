import type { ShellName } from "../../cli/completion/shell-name.ts";
import { defineCommand } from "../context.ts";

/** `install`: how the script is put to use. */
export const completionFor = (shell: ShellName, { install }: { install: string }) =>
  defineCommand({
    name: shell,
    summary: `Print the completion script for ${shell}`,
    description: `${install}\n\nWrite it again after an update of pdqb, if it is kept in a file.`,
    effect: "local",
    flags: {},
    examples: [`pdqb completion ${shell}`],
    async run({ completionScript, show }) {
      const script = await completionScript(shell);
      await show({ json: { shell, script }, text: () => script });
    },
  });

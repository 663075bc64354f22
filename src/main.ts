/** The start: argv and the environment in, an exit code out. What a command works with is built when one is typed. */
import { fileURLToPath } from "node:url";
import type { ShellName } from "./cli/completion/script.ts";
import { systemIo } from "./cli/io.ts";
import { runTree } from "./cli/run.ts";
import { helpTopics } from "./commands/help/index.ts";
import type { Installation } from "./commands/help/installation.ts";
import { SUMMARY, tree } from "./commands/index.ts";

/** Where the package lies: the built program is one folder below it. */
const ROOT = new URL("..", import.meta.url);

const topics = helpTopics(installation);

export async function main(version: string): Promise<void> {
  const io = systemIo(process);
  const code = await runTree({
    tree,
    argv: process.argv.slice(2),
    io,
    version,
    makeContext: async (globals, { effect }, shell) => {
      const { makeContext } = await import("./make-context.ts");
      return makeContext({ globals, effect, shell, version, root: ROOT, completionScript });
    },
    topics,
    summary: SUMMARY,
    footer: "Start: pdqb demo, or pdqb connect pipedrive",
  });
  await io.flush();
  process.exit(code);
}

async function completionScript(shell: ShellName): Promise<string> {
  const completion = await import("./cli/completion/script.ts");
  return completion.completionScript(shell, tree, Object.keys(topics));
}

async function installation(): Promise<Installation> {
  const { homePaths } = await import("./adapters/storage/paths.ts");
  return {
    node: process.execPath,
    script: fileURLToPath(new URL("bin/pdqb.js", ROOT)),
    home: homePaths(process.env).home,
    chosenHome: process.env["PDQB_HOME"] || undefined,
  };
}

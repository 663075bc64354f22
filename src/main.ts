/** The start: argv and the environment in, an exit code out. What a command works with is built when one is typed. */
import { fileURLToPath } from "node:url";
import type { ShellName } from "./cli/command.ts";
import { type Io, systemIo } from "./cli/io.ts";
import { runTree } from "./cli/run.ts";
import { helpTopics } from "./commands/help/index.ts";
import type { Installation } from "./commands/help/installation.ts";
import { hints, SUMMARY, tree } from "./commands/index.ts";
import type { HostOptions } from "./compose/world-options.ts";

/** Where the package lies: the built program is one folder below it. */
const ROOT = new URL("..", import.meta.url);

/** The program as a process of its own. */
export async function main(version: string): Promise<void> {
  const io = systemIo(process);
  const code = await run({ argv: process.argv.slice(2), env: process.env, io, version });
  await io.flush();
  process.exit(code);
}

type Start = {
  /** Without the program and the script. */
  argv: readonly string[];
  env: Record<string, string | undefined>;
  io: Io;
  version: string;
  /** What a caller that is no process of its own wants otherwise. */
  host?: HostOptions;
};

/** One run of the program; resolves with its exit code. Never throws. */
export function run({ argv, env, io, version, host }: Start): Promise<number> {
  const topics = topicsOf(env);
  const completionScript = async (shell: ShellName) => {
    const completion = await import("./cli/completion/script.ts");
    return completion.completionScript(shell, tree, Object.keys(topics));
  };
  return runTree({
    tree,
    argv,
    io,
    version,
    makeContext: async (globals, { effect, makesProfile }, shell) => {
      const { makeContext } = await import("./compose/make-context.ts");
      const command = { effect, makesProfile };
      return makeContext(
        { globals, ...command, shell, version, env, root: ROOT, completionScript },
        host,
      );
    },
    today: (context) => context.today(),
    finish: (context, failure) => context.finish(failure),
    topics,
    hints,
    summary: SUMMARY,
    footer: "Start: pdqb demo, or pdqb connect pipedrive",
  });
}

const topicsOf = (env: Start["env"]) => helpTopics(() => installation(env));

async function installation(env: Start["env"]): Promise<Installation> {
  const { homePaths } = await import("./adapters/storage/paths.ts");
  return {
    node: process.execPath,
    script: fileURLToPath(new URL("bin/pdqb.js", ROOT)),
    home: homePaths(env).home,
    chosenHome: env["PDQB_HOME"] || undefined,
  };
}

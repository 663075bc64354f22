/** From argv to an exit code. What it loads depends on what is asked: help and version load no command and no package. */
import type { Command, Effect, GlobalFlags, Tree } from "./command.ts";
import { DONE } from "./exit-codes.ts";
import { commandHelp, nounHelp, topHelp } from "./help.ts";
import type { Io } from "./io.ts";
import { ioFor } from "./io.ts";
import { findRoute, PROGRAM, type Route, type Topics } from "./route.ts";
import type { Shell } from "./shell.ts";

export type RunOptions<C> = {
  tree: Tree<C>;
  /** Without the program and the script. */
  argv: readonly string[];
  io: Io;
  version: string;
  /** Builds what commands work with. `shell.io` already obeys the flags. */
  makeContext(
    globals: GlobalFlags,
    command: { path: string; effect: Effect },
    shell: Shell,
  ): Promise<C>;
  /** Gives back what `makeContext` opened; not called when a person stopped the command, since it still runs then. */
  closeContext?(context: C): Promise<void>;
  topics?: Topics;
  /** The sentence on top of `pdqb --help`. */
  summary?: string;
  /** The last lines of `pdqb --help`. */
  footer?: string;
};

/** Never throws. After it the caller flushes `io` and ends the process with the code: a stopped command may still be running. */
export async function runTree<C>(options: RunOptions<C>): Promise<number> {
  const { tree, argv, io, version, topics = {} } = options;
  const early = glance(argv);
  let path: string | undefined;
  try {
    const route = await findRoute(tree, argv, topics);
    if (route.kind === "version") io.out(`${PROGRAM} ${version}\n`);
    else if (route.kind !== "command") io.out(helpText(route, options, Object.keys(topics)));
    else {
      path = route.path;
      await runCommand(route, options);
    }
    return DONE;
  } catch (error) {
    const { presentError } = await import("./present-error.ts");
    return presentError(ioFor(io, early), error, {
      json: early.json,
      version,
      ...(path === undefined ? {} : { path }),
    });
  }
}

function helpText<C>(
  route: Exclude<Route<C>, { kind: "version" | "command" }>,
  { tree, summary, footer }: RunOptions<C>,
  topics: readonly string[],
): string {
  switch (route.kind) {
    case "top-help":
      return topHelp(tree, {
        topics,
        ...(summary === undefined ? {} : { summary }),
        ...(footer === undefined ? {} : { footer }),
      });
    case "topic-help":
      return `${route.text.trimEnd()}\n`;
    case "noun-help":
      return nounHelp(route.noun, route.verbs);
    case "command-help":
      return commandHelp(route.path, route.command);
  }
}

async function runCommand<C>(
  { path, command, rest }: { path: string; command: Command<C>; rest: string[] },
  options: RunOptions<C>,
): Promise<void> {
  const { parseFlags } = await import("./parse-flags.ts");
  const parsed = await parseFlags(path, command, rest);
  if (parsed.kind === "help") return options.io.out(commandHelp(path, command));
  const { args, flags, globals } = parsed;
  const [{ watchInterrupts }, { makeShell }] = await Promise.all([
    import("./interrupts.ts"),
    import("./shell.ts"),
  ]);
  const interrupts = watchInterrupts(options.io);
  const shell = makeShell(ioFor(options.io, globals), globals, interrupts);
  const work = async () => {
    const context = await options.makeContext(globals, { path, effect: command.effect }, shell);
    try {
      await command.run(context, { args, flags });
    } finally {
      if (!interrupts.signal.aborted) await options.closeContext?.(context);
    }
  };
  try {
    await Promise.race([work(), interrupts.stopped]);
  } catch (error) {
    throw interrupts.stopError(error);
  } finally {
    interrupts.settle();
  }
}

/** What an error's presentation must know even where the flags themselves cannot be read. */
function glance(argv: readonly string[]) {
  const end = argv.indexOf("--");
  const flags = (end === -1 ? argv : argv.slice(0, end)).map((token) => token.split("=")[0]);
  return {
    json: flags.includes("--json") || flags.includes("--fields"),
    color: !flags.includes("--no-color"),
    input: !flags.includes("--no-input"),
    debug: flags.includes("--debug"),
  };
}

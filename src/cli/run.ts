/** From argv to an exit code. What it loads depends on what is asked: help and the version load no command but their own. */
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Cli, Effect, GlobalFlags } from "./command.ts";
import { withDates } from "./date-flags.ts";
import { DONE } from "./exit-codes.ts";
import { COLUMNS } from "./help.ts";
import { type Io, ioFor } from "./io.ts";
import type { Shell } from "./shell.ts";
import { type Typed, typedCommand } from "./to-commander.ts";

export type RunOptions<C> = Cli<C> & {
  /** Without the program and the script. */
  argv: readonly string[];
  io: Io;
  /** Builds what commands work with. `shell.io` already obeys the flags. */
  makeContext(
    globals: GlobalFlags,
    command: { path: string; effect: Effect; makesProfile: boolean },
    shell: Shell,
  ): Promise<C>;
  /** In the company's time zone: what a typed "tomorrow" is counted from. */
  today(context: C): Promise<CalendarDate>;
  /** Called when a command has done its work, or has failed; what it throws after the work is the command's error. */
  finish?(context: C, failure?: unknown): void;
  /** Gives back what `makeContext` opened; not called when a person stopped the command, since it still runs then. */
  closeContext?(context: C): Promise<void>;
};

/** Never throws. After it the caller flushes `io` and ends the process with the code: a stopped command may still be running. */
export async function runTree<C>(options: RunOptions<C>): Promise<number> {
  const { argv, io, version } = options;
  let typed: Typed<C> | undefined;
  try {
    const columns = io.outIsTerminal ? Math.min(io.width, COLUMNS) : COLUMNS;
    typed = await typedCommand(options, argv, io.out, columns);
    if (typed) await runCommand(typed, options);
    return DONE;
  } catch (error) {
    const { presentError } = await import("./present-error.ts");
    const early = peekGlobals(argv);
    return presentError(ioFor(io, early), error, {
      json: early.json,
      version,
      argv,
      ...(typed === undefined ? {} : { path: typed.path }),
    });
  }
}

async function runCommand<C>(
  { path, command, args, flags, globals }: Typed<C>,
  options: RunOptions<C>,
): Promise<void> {
  const [{ watchInterrupts }, { makeShell }] = await Promise.all([
    import("./interrupts.ts"),
    import("./shell.ts"),
  ]);
  const interrupts = watchInterrupts(options.io);
  const shell = makeShell(ioFor(options.io, globals), globals, interrupts);
  const work = async () => {
    const { effect, makesProfile = false } = command;
    const context = await options.makeContext(globals, { path, effect, makesProfile }, shell);
    try {
      const run = async () => {
        const dated = await withDates(command.flags, flags, () => options.today(context));
        await command.run(context, { args, flags: dated });
      };
      await run().catch((error) => {
        options.finish?.(context, error);
        throw error;
      });
      options.finish?.(context);
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
function peekGlobals(argv: readonly string[]) {
  const end = argv.indexOf("--");
  const flags = (end === -1 ? argv : argv.slice(0, end)).map((token) => token.split("=")[0]);
  return {
    json: flags.includes("--json") || flags.includes("--fields"),
    color: !flags.includes("--no-color"),
    input: !flags.includes("--no-input"),
    debug: flags.includes("--debug"),
  };
}

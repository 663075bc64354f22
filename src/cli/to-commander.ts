/**
 * The command tree as commander's: commander parses, checks, suggests, and shows help and the version. What a noun holds is
 * loaded when the noun is typed, the flags of a command when the command is.
 */
import { type Command as Commander, CommanderError, type Help } from "commander";
import { textFault } from "../domain/text-rule.ts";
import { type Cli, type Command, type GlobalFlags, type Noun, PROGRAM } from "./command.ts";
import { argumentUsage, commandUsage, globalFlags, SHELL_FLAGS } from "./global-flags.ts";
import { COLUMNS, commandHelp, nounHelp, topHelp } from "./help.ts";
import { helpOption, loadParsers, optionOf } from "./options.ts";
import { wrap } from "./text.ts";
import { toGlobals } from "./to-globals.ts";
import { TreeCommand } from "./tree-command.ts";

export type Typed<C> = {
  path: string;
  command: Command<C>;
  args: string[];
  flags: Record<string, unknown>;
  globals: GlobalFlags;
};

/** The command that argv asks for; undefined where help or the version was the answer. Throws usage for anything else. */
export async function typedCommand<C>(
  cli: Cli<C>,
  argv: readonly string[],
  write: (text: string) => void,
  columns = COLUMNS,
): Promise<Typed<C> | undefined> {
  let typed: Typed<C> | undefined;
  const program = programOf(cli, { write, columns }, (one) => {
    typed = one;
  });
  // Before a command it would be the program's help.
  const [first = "", ...rest] = argv;
  const words = ["-h", "--help"].includes(first) ? [...rest, first] : argv;
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    throw error;
  }
  return typed;
}

/** Where help goes, and how wide it may be. */
type Out = { write: (text: string) => void; columns: number };

const helpBy = (text: (helper: Help) => string) => ({
  minWidthToWrap: 20,
  formatHelp: (_: Commander, helper: Help) => text(helper),
});

type OnCommand<C> = (typed: Typed<C>) => void;

function programOf<C>(cli: Cli<C>, out: Out, onCommand: OnCommand<C>) {
  const { write, columns } = out;
  const { tree, version, topics = {}, hints = {} } = cli;
  const isTopic = (word: string) => Object.hasOwn(topics, word);
  const program = new TreeCommand(PROGRAM, (word) =>
    isTopic(word) ? `help ${word}` : Object.hasOwn(hints, word) ? hints[word] : undefined,
  );
  program
    .exitOverride()
    .configureOutput({
      writeOut: write,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .version(`${PROGRAM} ${version}`, "-V, --version")
    .addHelpOption(helpOption())
    .enablePositionalOptions()
    .configureHelp(helpBy((helper) => topHelp(cli, helper)));
  for (const [name, flag] of SHELL_FLAGS) program.addOption(optionOf(name, flag, program));
  const loaders = new Map<Commander, () => Promise<void>>();
  for (const entry of tree) {
    const { name, aliases = [], summary } = entry;
    const added = program.command(name).aliases(aliases).description(summary);
    loaders.set(added, async () => {
      if ("command" in entry) await fill(added, name, await entry.command(), onCommand);
      else addVerbs(added, entry, await entry.verbs(), onCommand);
    });
  }
  program.hook("preSubcommand", async (_, sub) => {
    await loaders.get(sub)?.();
    if (loaders.has(sub)) passOn(program, sub);
  });
  program.command("version", { hidden: true }).action(() => write(`${PROGRAM} ${version}\n`));
  addHelp(program, cli, out);
  return program;
}

/** `help` with a command for each topic and each entry, so that a slip in their names is met as in any other. */
function addHelp<C>(program: Commander, cli: Cli<C>, { write, columns }: Out): void {
  const help = program.command("help", { hidden: true });
  help.configureHelp(helpBy((helper) => topHelp(cli, helper)));
  for (const { name, aliases = [] } of cli.tree) {
    const show = async (verb: string | undefined) => {
      const words = [name, ...(verb === undefined ? [] : [verb]), "--help"];
      await typedCommand(cli, words, write, columns);
    };
    help.command(name).aliases(aliases).usage("[command]").argument("[command]").action(show);
  }
  const names = new Set(cli.tree.map(({ name }) => name));
  for (const [name, text] of Object.entries(cli.topics ?? {})) {
    if (names.has(name)) continue;
    help.command(name).action(async () => write(topicText(await text(), columns)));
  }
}

/** What is indented is for a file or a shell, and stays as it is. */
const topicText = (text: string, columns: number) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `${line.startsWith(" ") ? line : wrap(line, columns).join("\n")}\n`)
    .join("");

function addVerbs<C>(
  parent: Commander,
  noun: Noun<C>,
  verbs: readonly Command<C>[],
  onCommand: OnCommand<C>,
): void {
  parent.configureHelp(helpBy((helper) => nounHelp(noun, verbs, helper)));
  for (const [name, flag] of SHELL_FLAGS) parent.addOption(optionOf(name, flag, parent));
  for (const { name, aliases = [], summary, hidden = false } of verbs) {
    const isDefault = name === noun.standard;
    parent.command(name, { hidden, isDefault }).aliases(aliases).description(summary);
  }
  parent.hook("preSubcommand", async (_, sub) => {
    const verb = verbs.find(({ name }) => name === sub.name());
    if (verb) await fill(sub, `${noun.name} ${verb.name}`, verb, onCommand);
    passOn(parent, sub);
  });
}

/** Gives a command its arguments, its flags and its help. */
async function fill<C>(
  to: Commander,
  path: string,
  command: Command<C>,
  onCommand: OnCommand<C>,
): Promise<void> {
  await loadParsers(command.flags);
  for (const argument of command.arguments ?? []) {
    to.argument(argumentUsage(argument), argument.summary);
  }
  const flags = { ...command.flags, ...globalFlags(command) };
  for (const [name, flag] of Object.entries(flags)) {
    if (name === "help") to.addHelpOption(helpOption());
    else to.addOption(optionOf(name, flag, to));
  }
  to.usage(commandUsage(command));
  to.configureHelp(helpBy((helper) => commandHelp(path, command, to, helper)));
  to.action(() => {
    const values = to.opts();
    const own = Object.entries(command.flags).map(([name, { kind }]) => {
      const none = { switch: false, repeatable: [] as string[] } as Record<string, unknown>;
      return [name, values[name] ?? none[kind]];
    });
    const globals = toGlobals(command, values);
    const args = to.args.map((text, at) => argumentText(command, { text, at }, to));
    onCommand({ path, command, args, flags: Object.fromEntries(own), globals });
  });
}

/** What was typed for an argument follows the same rule as a flag's text; the last argument may take several. */
function argumentText<C>(
  { arguments: all = [] }: Command<C>,
  { text, at }: { text: string; at: number },
  to: Commander,
): string {
  const argument = all[Math.min(at, all.length - 1)];
  const fault = textFault(text, argument?.rule);
  return fault === undefined ? text.trim() : to.error(`error: <${argument?.name}> ${fault}`);
}

/** Flags of the shell may stand before the command that they are for. */
function passOn(from: Commander, to: Commander): void {
  for (const option of from.options) {
    const name = option.attributeName();
    if (from.getOptionValueSource(name) !== "cli") continue;
    const isTaken = to.options.some((one) => one.attributeName() === name);
    if (!isTaken) to.error(`error: unknown option '${option.long}'`);
    to.setOptionValueWithSource(name, from.getOptionValue(name), "cli");
  }
}

/**
 * Finds what argv asks for: help, the version, or one command. Only what is named is loaded, so `pdqb --help` costs no noun.
 * The flags of the command are not read here (parse-flags.ts); the shell's own may stand before its name.
 */
import { PdqbError } from "../domain/errors.ts";
import type { Command, Entry, Noun, Tree } from "./command.ts";
import { SHELL_FLAGS } from "./global-flags.ts";
import { didYouMean, nearest } from "./suggest.ts";

export const PROGRAM = "pdqb";

/** Texts of `pdqb help TOPIC`, each loaded when it is asked for. */
export type Topics = Readonly<Record<string, () => Promise<string>>>;

export type Route<C> =
  | { kind: "version" }
  | { kind: "top-help" }
  | { kind: "topic-help"; text: string }
  | { kind: "noun-help"; noun: Noun<C>; verbs: readonly Command<C>[] }
  | { kind: "command-help"; path: string; command: Command<C> }
  /** `rest`: argv without the words that name the command. */
  | { kind: "command"; path: string; command: Command<C>; rest: string[] };

export async function findRoute<C>(
  tree: Tree<C>,
  argv: readonly string[],
  topics: Topics,
): Promise<Route<C>> {
  const first = nextWord(argv, PROGRAM);
  if (first.word === undefined) {
    return first.before.some(isVersionFlag) && !first.wantsHelp
      ? { kind: "version" }
      : { kind: "top-help" };
  }
  if (first.word === "version") {
    refuseMore(
      "version",
      first.after.filter((word) => !word.startsWith("-")),
      0,
    );
    return { kind: "version" };
  }
  if (first.word === "help") return findHelp(tree, first.after, topics);
  const entry = await findEntry(tree, first.word, topics);
  if ("command" in entry) {
    return toCommand(entry.name, await entry.command(), [...first.before, ...first.after]);
  }
  const second = nextWord(first.after, `${PROGRAM} ${entry.name}`);
  const verbs = await entry.verbs();
  if (second.word === undefined) return { kind: "noun-help", noun: entry, verbs };
  const rest = [...first.before, ...second.before, ...second.after];
  return toCommand(`${entry.name} `, findVerb(entry, verbs, second.word), rest);
}

/** `pdqb help`, `pdqb help invoice create`, `pdqb help exit-codes` */
async function findHelp<C>(
  tree: Tree<C>,
  argv: readonly string[],
  topics: Topics,
): Promise<Route<C>> {
  const words = argv.filter((word) => !word.startsWith("-"));
  const [name, verb] = words;
  if (name === undefined || name === "help") return { kind: "top-help" };
  const topic = Object.hasOwn(topics, name) ? topics[name] : undefined;
  const found = tree.find((one) => isCalled(one, name));
  if (topic !== undefined && !found) {
    refuseMore("help", words, 1);
    return { kind: "topic-help", text: await topic() };
  }
  const entry = found ?? (await refuseHelp(tree, name, topics));
  if ("command" in entry) {
    refuseMore("help", words, 1);
    return { kind: "command-help", path: entry.name, command: await entry.command() };
  }
  refuseMore("help", words, 2);
  const verbs = await entry.verbs();
  if (verb === undefined) return { kind: "noun-help", noun: entry, verbs };
  const command = findVerb(entry, verbs, verb);
  return { kind: "command-help", path: `${entry.name} ${command.name}`, command };
}

/** What comes near to the word, be it a topic or a command. */
async function refuseHelp<C>(tree: Tree<C>, word: string, topics: Topics): Promise<never> {
  const names = Object.keys(topics);
  const near = nearestOf(word, [...names.map((name) => ({ name })), ...tree]);
  const close = near.length > 0 ? near : await nounsWithVerb(tree, word);
  throw new PdqbError("usage", `${PROGRAM} help knows no "${word}".`, {
    reason: [
      didYouMean(close.map((name) => `${PROGRAM} help ${name}`)),
      names.length === 0 ? "" : `Topics: ${names.join(", ")}`,
    ]
      .filter(Boolean)
      .join("\n"),
    next: [`${PROGRAM} help`],
  });
}

function toCommand<C>(prefix: string, command: Command<C>, rest: string[]): Route<C> {
  const path = prefix.endsWith(" ") ? `${prefix}${command.name}` : prefix;
  return { kind: "command", path, command, rest };
}

type Word = { word: string | undefined; before: string[]; after: string[]; wantsHelp: boolean };

/** The next word that is no flag. Of flags before it only the shell's own are known, since the command's are not loaded yet. */
function nextWord(argv: readonly string[], path: string): Word {
  const before: string[] = [];
  let index = 0;
  for (; index < argv.length; index++) {
    const token = argv[index] ?? "";
    if (token === "--" || !token.startsWith("-") || token === "-") break;
    before.push(token);
    const [name = ""] = token.split("=");
    const takesValue = SHELL_FLAGS.get(name);
    if (takesValue === undefined && !isVersionFlag(token)) {
      throw unknownBefore(name, path);
    }
    if (takesValue && name === token && index + 1 < argv.length) {
      before.push(argv[++index] ?? "");
    }
  }
  const wantsHelp = before.some((token) => token === "--help" || token === "-h");
  const isWord = index < argv.length && argv[index] !== "--";
  if (!isWord && argv.length > index + 1) {
    throw new PdqbError("usage", `${path}: a command stands before "--".`, {
      next: [`${path} --help`],
    });
  }
  return {
    word: isWord ? argv[index] : undefined,
    before,
    after: argv.slice(index + 1),
    wantsHelp,
  };
}

function isVersionFlag(token: string): boolean {
  return token === "--version" || token === "-V";
}

function isCalled(entry: Named, word: string): boolean {
  return entry.name === word || (entry.aliases ?? []).includes(word);
}

type Named = { name: string; aliases?: readonly string[] };

/** The first names of what is called nearly so, each once. */
function nearestOf(word: string, entries: readonly Named[]): string[] {
  const firstName = new Map(
    entries.flatMap(({ name, aliases = [] }) => [name, ...aliases].map((one) => [one, name])),
  );
  return [...new Set(nearest(word, [...firstName.keys()]).map((one) => firstName.get(one) ?? one))];
}

async function findEntry<C>(
  tree: Tree<C>,
  word: string,
  topics: Topics,
): Promise<Noun<C> | Entry<C>> {
  const found = tree.find((entry) => isCalled(entry, word));
  if (found) return found;
  const close = nearestOf(word, [...tree, { name: "help" }, { name: "version" }]);
  const suggestions = close.length > 0 ? close : await nounsWithVerb(tree, word);
  const isTopic = Object.hasOwn(topics, word);
  throw new PdqbError("usage", `${PROGRAM} has no command "${word}".`, {
    reason: didYouMean(
      isTopic ? [`${PROGRAM} help ${word}`] : suggestions.map((name) => `${PROGRAM} ${name}`),
    ),
    next: [`${PROGRAM} --help`],
  });
}

/** `pdqb list` → `invoice list`, `product list` … */
async function nounsWithVerb<C>(tree: Tree<C>, word: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of tree) {
    if (!("verbs" in entry)) continue;
    const verb = (await entry.verbs()).find((one) => isCalled(one, word));
    if (verb) found.push(`${entry.name} ${verb.name}`);
  }
  return found.slice(0, 3);
}

function findVerb<C>(noun: Noun<C>, verbs: readonly Command<C>[], word: string): Command<C> {
  const found = verbs.find((verb) => isCalled(verb, word));
  if (found) return found;
  const path = `${PROGRAM} ${noun.name}`;
  const shown = verbs.filter(({ hidden }) => !hidden);
  throw new PdqbError("usage", `${path} has no command "${word}".`, {
    reason: [
      didYouMean(nearestOf(word, shown).map((name) => `${path} ${name}`)),
      `Commands: ${shown.map((verb) => verb.name).join(", ")}`,
    ]
      .filter(Boolean)
      .join("\n"),
    next: [`${path} --help`],
  });
}

function unknownBefore(name: string, path: string): PdqbError {
  const reason = didYouMean(nearest(name, [...SHELL_FLAGS.keys(), "--version"]));
  return new PdqbError("usage", `Unknown flag ${name} after "${path}".`, {
    reason: reason || "Flags of a command stand after its name.",
    next: [`${path} --help`],
  });
}

function refuseMore(name: "help" | "version", words: readonly string[], most: number): void {
  if (words.length <= most) return;
  throw new PdqbError("usage", `${PROGRAM} ${name}: "${words[most]}" is one word too many.`, {
    next: [[PROGRAM, name, ...words.slice(0, most)].join(" ")],
  });
}

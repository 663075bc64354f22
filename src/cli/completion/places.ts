/** Every place on the command line and what can stand there, as all shells need it. */
import type { Command, Flags, NameKind, Tree } from "../command.ts";
import { globalFlags, longFlag, SHELL_FLAGS } from "../global-flags.ts";

/** `values` is there for a flag that wants a word after it. */
export type Word = { text: string; summary: string; values?: Values };

/** What an argument or a flag takes: some of a few, names that are asked for, or anything. */
export type Values = { choices: readonly string[] } | { names: NameKind } | "any";

/** `paths`: its spellings, such as `invoice list`; "" is the beginning. */
export type Place = {
  paths: string[];
  words: Word[];
  names: NameKind | undefined;
  /** What follows may be an argument or a flag's value, and its words still stand. */
  takesMore: boolean;
};

/** Flags that stand before a command and take the word after them, which is then no command. */
export const VALUE_FLAGS: readonly string[] = [...SHELL_FLAGS]
  .filter(([, { kind }]) => kind !== "switch")
  .map(([name]) => longFlag(name));

/** Loads every noun. */
export async function placesOf<C>(tree: Tree<C>, topics: readonly string[]): Promise<Place[]> {
  const names = tree.flatMap(wordsFor);
  const help = topics.map((text) => ({ text, summary: "Help topic" }));
  const places: Place[] = [
    place([""], [...names, { text: "help", summary: "Help for a command or topic" }]),
    place(["help"], [...names, ...help]),
  ];
  for (const entry of tree) {
    const spellings = spellingsOf(entry);
    if ("command" in entry) {
      places.push({ ...commandPlace(spellings, await entry.command()), takesMore: true });
      continue;
    }
    const verbs = (await entry.verbs()).filter(({ hidden }) => !hidden);
    places.push(
      place(
        spellings.map((noun) => `help ${noun}`),
        verbs.map(({ name, summary }) => ({ text: name, summary })),
      ),
    );
    for (const verb of verbs) {
      const paths = spellings.flatMap((noun) => spellingsOf(verb).map((one) => `${noun} ${one}`));
      places.push(commandPlace(paths, verb));
    }
    // After its verbs, which are looked for first: the noun alone may stand for one of them.
    const standard = verbs.find(({ name }) => name === entry.standard);
    const alone = standard && commandPlace(spellings, standard);
    places.push({
      ...place(spellings, [...verbs.flatMap(wordsFor), ...(alone?.words ?? [])], alone?.names),
      takesMore: alone !== undefined,
    });
  }
  return places;
}

function place(paths: string[], words: Word[], names?: NameKind): Place {
  return { paths, words, names, takesMore: false };
}

function commandPlace<C>(paths: string[], command: Command<C>): Place {
  const flags: Flags = { ...command.flags, ...globalFlags(command) };
  const [first] = command.arguments ?? [];
  const choices = (first?.choices ?? []).map((text) => ({ text, summary: first?.summary ?? "" }));
  const words = Object.entries(flags).map(([name, flag]): Word => {
    const word = { text: longFlag(name), summary: flag.summary };
    return flag.kind === "switch" || flag.optionalValue
      ? word
      : { ...word, values: valuesOf(flag) };
  });
  return place(paths, [...choices, ...words], first?.names);
}

function valuesOf({ choices, names }: Flags[string]): Values {
  if (choices) return { choices };
  return names ? { names } : "any";
}

type Named = { name: string; aliases?: readonly string[]; summary: string };

function spellingsOf({ name, aliases }: Named): string[] {
  return [name, ...(aliases ?? [])];
}

function wordsFor(named: Named): Word[] {
  return spellingsOf(named).map((text) => ({ text, summary: named.summary }));
}

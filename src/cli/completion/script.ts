/** Completion scripts for bash, zsh and fish: the words of the tree, both spellings of a noun, the values of choices, and names. */
import type { ShellName, Tree } from "../command.ts";
import { fishScript } from "./fish.ts";
import { placesOf } from "./places.ts";
import { bashScript, zshScript } from "./posix.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Loads the whole tree. `topics`: what `pdqb help` takes besides commands. */
export async function completionScript<C>(
  shell: ShellName,
  tree: Tree<C>,
  topics: readonly string[] = [],
): Promise<string> {
  return SCRIPTS[shell](await placesOf(tree, topics));
}

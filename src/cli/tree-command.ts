/** A command of the tree as commander keeps it, and what is said where it was typed wrong. */
import { Command as Commander } from "commander";
import { PdqbError } from "../domain/errors.ts";
import { PROGRAM } from "./command.ts";
import { typedWord } from "./next-command.ts";
import { refuseFlagAsValue } from "./options.ts";

/** commander's command, whose errors are the program's own. */
export class TreeCommand extends Commander {
  readonly #hint: (word: string) => string | undefined;

  constructor(name: string | undefined, hint: (word: string) => string | undefined) {
    super(name);
    this.#hint = hint;
    // The one `help` is the program's own, which has topics, too.
    this.helpCommand(false);
  }

  override createCommand(name?: string): Commander {
    return new TreeCommand(name, this.#hint);
  }

  /** The help of a noun alone is an answer, too: on stdout, with 0. */
  override help(): never {
    return super.help();
  }

  override parseOptions(argv: string[]) {
    refuseFlagAsValue(this, argv);
    const parsed = super.parseOptions(argv);
    const [word] = parsed.operands;
    if (this.commands.length === 0 || word === undefined || this.#holds(word)) return parsed;
    // Help for what is no command would be the help of what stands above it.
    return { ...parsed, unknown: parsed.unknown.filter((one) => !["-h", "--help"].includes(one)) };
  }

  override error(message: string, options?: { code?: string }): never {
    const { parent } = this;
    if (options?.code === "commander.excessArguments" && parent instanceof TreeCommand)
      parent.refuseUnknownVerb();
    const [first = "", ...said] = message.slice("error: ".length).split("\n");
    const path = pathOf(this);
    const isNoun = this.parent !== null && this.commands.length > 0;
    const shown = this.createHelp().visibleCommands(this);
    const meant = options?.code === "commander.unknownCommand" ? this.#meant() : undefined;
    const reason = [
      // A word for another one is no slip of the finger.
      ...(meant === undefined ? said : [`(Did you mean ${meant}?)`]),
      ...(isNoun ? [`Commands: ${shown.map((one) => one.name()).join(", ")}`] : []),
      ...(this.commands.length === 0 ? [`Usage: ${path} ${this.usage()}`] : []),
    ];
    const text = `${first.charAt(0).toUpperCase()}${first.slice(1)}${first.endsWith(".") ? "" : "."}`;
    throw new PdqbError("usage", text, { reason, next: [this.#next(meant)] });
  }

  /** What shows one thing where there is a list alone is answered with the list, which takes no name. */
  #next(meant: string | undefined): string {
    const path = pathOf(this);
    if (meant === undefined) return `${path} --help`;
    if (meant === `${path} list` && this.args[0] !== "list") return meant;
    const words = this.args.slice(1).map((word) => ` ${typedWord(word)}`);
    return `${meant}${words.join("")}`;
  }

  #holds(word: string): boolean {
    return this.commands.some((one) => one.name() === word || one.aliases().includes(word));
  }

  /** What stands behind a noun alone is no argument of the verb that the noun stands for, but meant for a verb. */
  refuseUnknownVerb(): void {
    const [word = ""] = this.args;
    if (this.parent === null || this.#holds(word)) return;
    this.error(`error: unknown command '${word}'`, { code: "commander.unknownCommand" });
  }

  /** The command for a word that means another one, here or from the top: `pdqb invoice view` for `invoice show`. */
  #meant(): string | undefined {
    const word = this.args[0] ?? "";
    if (/^\d+$/.test(word) && this.#holds("view")) return `${pathOf(this)} view ${word}`;
    const hint = this.#hint(word) ?? "";
    const isView = [word, hint].includes("view") || /^\d+$/.test(word);
    if (isView && !this.#holds("view") && this.#holds("list")) return `${pathOf(this)} list`;
    // At the top a word may mean one that stands below: `show` is `view`, which is `invoice view`.
    const further = this.parent === null ? (this.#hint(hint) ?? "") : "";
    for (const meant of [hint, further]) {
      if (this.#holds(meant.split(" ")[0] ?? "")) return `${pathOf(this)} ${meant}`;
    }
    return hint.includes(" ") ? `${PROGRAM} ${hint}` : undefined;
  }
}

/** `pdqb invoice create` */
function pathOf(command: Commander): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

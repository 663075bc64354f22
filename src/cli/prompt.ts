/**
 * Questions, on stderr, by inquirer. A question is asked only where somebody can answer; elsewhere it is a usage error that names
 * the flag which answers it. Ctrl-C and a closed stdin end the command with nothing sent.
 */
import { setTimeout as delay } from "node:timers/promises";
import { PdqbError } from "../domain/errors.ts";
import type { Io } from "./io.ts";
import { type Question, showQuestion, stoppedAtQuestion } from "./show-question.ts";
import { clean } from "./text.ts";

/** `short`: what stands behind the question once it is answered, where that is not the whole name. */
export type Choice<V> = { value: V; name: string; short?: string };

/** A row of a search: a choice, or words that head the choices below them. */
export type Row<V> = Choice<V> | { heading: string };

/** `flag`: what answers the question without a terminal, as typed: `--yes`, `--customer <id>`. */
type Asked = { flag: string };

export type Ask = {
  /** Yes or no; Enter alone means `default`, which is no unless said otherwise. */
  confirm(message: string, options: Asked & { default?: boolean }): Promise<boolean>;
  /** Passes if `given` (the flag was there) or the answer is yes; a no ends the command as stopped, with nothing sent. */
  confirmOrStop(message: string, options: Asked & { given: boolean }): Promise<void>;
  /** One key of a few, each named on screen. Enter takes the key of `default`; what was typed before the question was seen counts for nothing. */
  key<V>(
    message: string,
    choices: readonly { key: string; name: string; value: V }[],
    options: Asked & { default?: string },
  ): Promise<V>;
  /** Esc takes the choice `escape`. */
  select<V>(
    message: string,
    choices: readonly Choice<V>[],
    options: Asked & { default?: V; escape?: V | undefined },
  ): Promise<V>;
  /** Choices for what was typed so far. `remote`: the source asks a service, so it waits until typing pauses. */
  search<V>(
    message: string,
    source: (term: string | undefined, signal: AbortSignal) => Promise<readonly Row<V>[]>,
    options: Asked & { remote?: boolean; escape?: V | undefined },
  ): Promise<V>;
  /** `validate` returns true or what is wrong. */
  text(
    message: string,
    options: Asked & {
      default?: string;
      validate?: (text: string) => true | string | Promise<true | string>;
    },
  ): Promise<string>;
  /** Typed unseen. */
  password(message: string, options: Asked): Promise<string>;
};

/** Long enough that a word typed at ease is one look-up, short enough not to be noticed. */
const PAUSE_MS = 150;
const ROWS_MAX = 10;

/** Shows one question; `stop` ends it with its reason. */
type AskOne = (question: Question, options: Asked, stop?: AbortSignal) => Promise<unknown>;

/** `signal`: ends an open question when the program is stopped from outside. After `isStopping` nothing more is asked. */
export function makeAsk(io: Io, signal?: AbortSignal, isStopping = () => false): Ask {
  const ask: AskOne = async (question, options, stop) => {
    if (isStopping()) throw stoppedAtQuestion(undefined);
    if (!io.canAsk) throw cannotAsk(io, question.message, options.flag);
    const signals = [signal, stop].filter((one) => one !== undefined);
    try {
      return await showQuestion(io, question, AbortSignal.any(signals));
    } catch (error) {
      if (stop?.aborted) throw stop.reason;
      if (isClosed(error)) throw stoppedAtQuestion(error);
      throw error;
    }
  };
  const confirm: Ask["confirm"] = async (message, options) =>
    (await ask(
      { type: "confirm", message, default: options.default ?? false },
      options,
    )) as boolean;

  return {
    confirm,
    async confirmOrStop(message, { flag, given }) {
      if (given || (await confirm(message, { flag }))) return;
      throw new PdqbError("interrupted", "Stopped: the answer was no. Nothing was sent.");
    },
    ...picking(ask),
    async text(message, { validate, ...options }) {
      const question = {
        type: "input" as const,
        message,
        ...(options.default === undefined ? {} : { default: options.default }),
        ...(validate === undefined ? {} : { validate: (text: string) => validate(text) }),
      };
      return (await ask(question, options)) as string;
    },
    async password(message, options) {
      return (await ask({ type: "password", message, mask: "*" }, options)) as string;
    },
  };
}

/** The questions that are answered by one of some choices. */
function picking(ask: AskOne): Pick<Ask, "key" | "select" | "search"> {
  return {
    async key<V>(
      message: string,
      choices: readonly { key: string; name: string; value: V }[],
      options: Asked & { default?: string },
    ) {
      const keys = choices.map(({ key, ...choice }) => ({ key, ...cleanChoice(choice) }));
      const question = { type: "key" as const, message, choices: keys, default: options.default };
      return (await ask(question, options)) as V;
    },
    async select<V>(
      message: string,
      choices: readonly Choice<V>[],
      options: Asked & { default?: V; escape?: V | undefined },
    ) {
      const all = choices.map(selectable);
      const question = {
        type: "search" as const,
        message,
        pageSize: ROWS_MAX,
        default: options.default,
        escape: options.escape,
        source: async (term = "") =>
          all.filter(({ name }) => name.toLowerCase().includes(term.toLowerCase())),
      };
      return (await ask(question, options)) as V;
    },
    async search<V>(
      message: string,
      source: (term: string | undefined, signal: AbortSignal) => Promise<readonly Row<V>[]>,
      options: Asked & { remote?: boolean; escape?: V | undefined },
    ) {
      // A dead connection has to end the question, not one look-up of it.
      const failed = new AbortController();
      const question = {
        type: "search" as const,
        message,
        pageSize: ROWS_MAX,
        escape: options.escape,
        async source(term: string | undefined, { signal: typedOn }: { signal: AbortSignal }) {
          try {
            if (options.remote && term !== undefined)
              await delay(PAUSE_MS, undefined, { signal: typedOn });
            return cleanRows(await source(term, typedOn));
          } catch (error) {
            if (!typedOn.aborted) failed.abort(error);
            throw error;
          }
        },
      };
      return (await ask(question, options, failed.signal)) as V;
    },
  };
}

/** Columns that stand below each other in the list are a sentence behind the question. */
function selectable<V>(choice: Choice<V>): Choice<V> {
  const clean = cleanChoice(choice);
  return { short: clean.name.replace(/ {2,}/g, " "), ...clean };
}

function cleanChoice<V>({ value, name, short }: Choice<V>): Choice<V> {
  return { value, name: clean(name), ...(short === undefined ? {} : { short: clean(short) }) };
}

async function cleanRows<V>(rows: readonly Row<V>[]) {
  const { Separator } = await import("@inquirer/core");
  return rows.map((row) =>
    "heading" in row ? new Separator(clean(row.heading)) : cleanChoice(row),
  );
}

function cannotAsk(io: Io, message: string, flag: string): PdqbError {
  return new PdqbError("usage", `An answer is missing: "${clean(message)}"`, {
    reason: io.errIsTerminal
      ? "Nothing is asked here (--no-input, PDQB_NO_INPUT, or no terminal to read from). Nothing was sent."
      : "There is no terminal to ask at. Nothing was sent.",
    next: [flag],
  });
}

function isClosed(error: unknown): boolean {
  return (
    error instanceof Error &&
    ["ExitPromptError", "AbortPromptError", "CancelPromptError"].includes(error.name)
  );
}

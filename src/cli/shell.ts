/** All that a command gets from the shell: streams, questions, progress, and the one way to answer. */
import { redact } from "../domain/redact.ts";
import { type Answer, say, showAnswer } from "./answer.ts";
import type { GlobalFlags } from "./command.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Io } from "./io.ts";
import { withProfile } from "./next-command.ts";
import { makeProgress, type Progress } from "./progress.ts";
import { type Ask, makeAsk } from "./prompt.ts";
import { clean } from "./text.ts";

export type Shell = {
  io: Io;
  ask: Ask;
  /** Passes with --yes or when the answer is yes; a no ends the command as stopped, with nothing sent. */
  confirmed(question: string): Promise<void>;
  progress: Progress;
  /** Prints the answer. */
  show(answer: Answer): Promise<void>;
  /** A line of talk on stderr; silent with --quiet. */
  say(text: string): Promise<void>;
  /** A line of the request log, on stderr. */
  log(line: string): void;
  /** Wraps what writes to a service, so that Ctrl-C waits for its answer. */
  sending<T>(work: () => Promise<T>): Promise<T>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
};

/** `io` as the command's flags want it (`ioFor`). */
export function makeShell(
  io: Io,
  globals: GlobalFlags,
  interrupts: Pick<Interrupts, "sending" | "signal" | "isStopping">,
): Shell {
  const ask = makeAsk(io, interrupts.signal, interrupts.isStopping);
  return {
    io,
    ask,
    confirmed: (question) => ask.confirmOrStop(question, { flag: "--yes", given: globals.yes }),
    progress: makeProgress(io, globals, interrupts.signal),
    show: (answer) => showAnswer(io, globals, answer),
    say: async (text) => {
      if (!globals.quiet) await say(io, withProfile(text, globals.profile));
    },
    log: (line) => io.err(`${clean(redact(line))}\n`),
    sending: (work) => interrupts.sending(work),
    signal: interrupts.signal,
  };
}

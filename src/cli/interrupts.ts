/**
 * Ctrl-C. It ends a command at once with nothing sent, unless a request that writes is on its way: then the first one waits for
 * the answer, and the second ends with "outcome unknown". What is on its way is told by `sending`.
 */
import { type ErrorKind, PdqbError, SAME_COMMAND } from "../domain/errors.ts";
import { fitLines } from "./fit.ts";
import { columnsOf, type Io } from "./io.ts";

export type Interrupts = {
  /** Runs a piece of work that writes to a service. After a Ctrl-C no further piece starts. */
  sending<T>(work: () => Promise<T>): Promise<T>;
  /** Aborted when the command has to end. */
  signal: AbortSignal;
  /** After a Ctrl-C that waits for the answer to what was sent. */
  isStopping(): boolean;
  /** Rejects when the command has to end, and never resolves. */
  stopped: Promise<never>;
  /** What to throw in place of "interrupted, nothing sent", which is no longer true once something was sent. */
  stopError(error: unknown): unknown;
  /** From here on Ctrl-C does nothing: the outcome is known and being told, and its exit code must not become a signal's. */
  settle(): void;
};

/** Failures after which it is certain that the request changed nothing. */
const NOTHING_SENT: readonly ErrorKind[] = [
  "usage",
  "refused",
  "connection",
  "not_found",
  "unavailable",
  "interrupted",
];

const WAITING = "Waiting for the answer to what was sent. Ctrl-C again stops without it.";

export function watchInterrupts(io: Io): Interrupts {
  const controller = new AbortController();
  let underway = 0;
  let hasSent = false;
  let isStopping = false;
  let isSettled = false;
  let stop: (error: PdqbError) => void = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = (error) => {
      controller.abort(error);
      reject(error);
    };
  });
  stopped.catch(() => {});

  io.onInterrupt(() => {
    if (isSettled) return;
    if (underway === 0) return stop(hasSent ? stoppedPartly() : stoppedClean());
    if (isStopping) return stop(stoppedUnknown());
    isStopping = true;
    io.err(`\n${io.errIsTerminal ? fitLines(WAITING, columnsOf(io)) : WAITING}\n`);
  });

  return {
    signal: controller.signal,
    isStopping: () => isStopping,
    stopped,
    async sending(work) {
      if (isStopping) throw hasSent ? stoppedPartly() : stoppedClean();
      underway += 1;
      try {
        const result = await work();
        hasSent = true;
        return result;
      } catch (error) {
        if (!(error instanceof PdqbError && NOTHING_SENT.includes(error.kind))) hasSent = true;
        throw error;
      } finally {
        underway -= 1;
      }
    },
    stopError: (error) =>
      hasSent && error instanceof PdqbError && error.kind === "interrupted"
        ? stoppedPartly()
        : error,
    settle() {
      isSettled = true;
    },
  };
}

function stoppedClean(): PdqbError {
  return new PdqbError("interrupted", "Stopped. Nothing was sent.");
}

function stoppedPartly(): PdqbError {
  return new PdqbError("partial", "Stopped after part of the work was done.", {
    reason:
      "What was sent before stays; nothing more was sent. The same command does the rest, and nothing twice.",
    next: [SAME_COMMAND],
  });
}

function stoppedUnknown(): PdqbError {
  return new PdqbError("unknown_outcome", "Stopped while a request was in progress.", {
    reason: "It may have been carried out. The same command finds out what became of it.",
    next: [SAME_COMMAND, "pdqb pending list"],
  });
}

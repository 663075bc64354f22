/** One question on the screen, by inquirer: its words broken to the terminal's width, its colours, and the keys that stop it. */
import { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { PdqbError } from "../domain/errors.ts";
import { columnsOf, type Io } from "./io.ts";
import { clean, wrap } from "./text.ts";

/** `key` and `search` are ours (live-prompts.ts), the others inquirer's. */
export type Question = {
  type: "confirm" | "key" | "search" | "input" | "password";
  message: string;
  [option: string]: unknown;
};

/** What inquirer's own questions need beside their words: the mark before them, and ` (y/N) Yes` behind. */
const ANSWER_COLUMNS = 14;
const COLUMNS_MIN = 20;

/** The answer. Throws inquirer's own errors where the question was closed. */
export async function showQuestion(
  io: Io,
  question: Question,
  signal: AbortSignal,
): Promise<unknown> {
  const { createPromptModule } = await import("inquirer").then((module) => module.default);
  const { keyPrompt, searchPrompt } = await import("./live-prompts.ts");
  const input = io.input();
  if (question.type === "key") await dropTypedAhead(input);
  const ctrlC = watchCtrlC(input);
  const prompt = createPromptModule({
    input,
    output: io.errColor ? io.errStream : withoutColor(io.errStream),
    signal: AbortSignal.any([signal, ctrlC.pressed]),
  });
  prompt.registerPrompt("key", keyPrompt as never);
  prompt.registerPrompt("search", searchPrompt as never);
  const message = clean(question.message);
  const columns = () => columnsOf(io);
  const isOurs = question.type === "key" || question.type === "search";
  const room = Math.max(columns() - ANSWER_COLUMNS, COLUMNS_MIN);
  const words = isOurs ? message : wrap(message, room).join("\n  ");
  try {
    const asked = { ...question, columns, message: words, name: "answer" };
    return (await prompt<{ answer: unknown }>([asked])).answer;
  } finally {
    ctrlC.end();
  }
}

/** Node's readline takes a Ctrl-C within half a second after Esc for a part of an escape sequence. It is always meant. */
function watchCtrlC(input: NodeJS.ReadableStream): { pressed: AbortSignal; end(): void } {
  const stop = new AbortController();
  const look = (typed: Buffer | string) => {
    if (typed.toString().includes("\x03")) stop.abort();
  };
  input.on("data", look);
  // A listener alone would let keys through before the question listens.
  input.pause();
  return { pressed: stop.signal, end: () => void input.off("data", look) };
}

/** Long enough for the terminal to hand over what it holds. */
const HANDED_OVER_MS = 15;

/** A key that was pressed before the question stood there was meant for something else. Ctrl-C is always meant. */
async function dropTypedAhead(input: NodeJS.ReadableStream): Promise<void> {
  if (!("setRawMode" in input) || typeof input.setRawMode !== "function") return;
  let isStopped = false;
  const drop = (typed: Buffer | string) => {
    isStopped ||= typed.toString().includes("\x03");
  };
  input.setRawMode(true);
  input.on("data", drop).resume();
  await delay(HANDED_OVER_MS);
  input.off("data", drop).pause();
  input.setRawMode(false);
  if (isStopped) throw stoppedAtQuestion(undefined);
}

export function stoppedAtQuestion(cause: unknown): PdqbError {
  return new PdqbError("interrupted", "Stopped at the question. Nothing was sent.", { cause });
}

/** inquirer colours by itself; this takes the colours, and nothing else, out of what it draws. */
function withoutColor(stream: NodeJS.WritableStream): NodeJS.WritableStream {
  const plain = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      stream.write(chunk.toString().replace(/\x1b\[[\d;]*m/g, ""), () => done());
    },
  });
  const columns = () => ("columns" in stream ? stream.columns : undefined);
  return Object.defineProperties(plain, {
    columns: { get: columns },
    isTTY: { value: true },
  });
}

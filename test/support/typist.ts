/** The built program at a terminal that is no more than two streams, in the tests' own process: what is asked, and what keys answer. */
import { PassThrough } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { type Io, systemIo } from "../../src/cli/io.ts";

const WAIT_MS_MAX = 10_000;

const KEYS = {
  enter: "\r",
  up: "\x1b[A",
  down: "\x1b[B",
  back: "\x7f",
  stop: "\x03",
  escape: "\x1b",
};

export type Typist = {
  /** What was drawn since the last key, as soon as the text is in it. A vain wait ends with what was drawn instead. */
  sees(text: string): Promise<string>;
  /** One key by its name, or the letters of a text. */
  types(...keys: (keyof typeof KEYS | (string & {}))[]): Promise<void>;
  /** Waits for the text, then types. */
  answers(text: string, ...keys: string[]): Promise<string>;
  /** Keys so far, each letter counted. */
  pressed(): number;
  ended: Promise<{ code: number; screen: string }>;
};

const ESCAPES = /\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]/g;

export function typist(
  run: (io: Io) => Promise<number>,
  env: Record<string, string | undefined>,
): Typist {
  let drawn = "";
  let since = 0;
  let pressed = 0;
  const screen = () => {
    const stream = new PassThrough().on("data", (chunk: Buffer) => {
      drawn += chunk.toString("utf8").replace(ESCAPES, "");
    });
    return Object.assign(stream, { isTTY: true, columns: 100, rows: 40 });
  };
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const io = systemIo({
    stdin: input as unknown as NodeJS.ReadStream,
    stdout: screen() as unknown as NodeJS.WriteStream,
    stderr: screen() as unknown as NodeJS.WriteStream,
    env: { ...env, NO_COLOR: "1" },
    on: () => {},
  });
  let code: number | undefined;
  const ended = run(io).then((result) => {
    code = result;
    return { code: result, screen: drawn };
  });
  const sees = async (text: string) => {
    const end = Date.now() + WAIT_MS_MAX;
    for (;;) {
      const now = drawn.slice(since);
      if (now.includes(text)) return now;
      if (Date.now() > end || code !== undefined)
        throw new Error(`The screen never showed "${text}" (exit ${code}) but:\n${now}`);
      await delay(5);
    }
  };
  const types = async (...keys: string[]) => {
    // The question takes a moment to listen, as long as a person takes at the least.
    await delay(40);
    since = drawn.length;
    for (const key of keys) {
      const letters = Object.hasOwn(KEYS, key) ? [KEYS[key as keyof typeof KEYS]] : [...key];
      pressed += letters.length;
      for (const letter of letters) {
        input.write(letter);
        await delay(1);
      }
    }
  };
  return {
    sees,
    types,
    async answers(text, ...keys) {
      const seen = await sees(text);
      if (keys.length > 0) await types(...keys);
      return seen;
    },
    pressed: () => pressed,
    ended,
  };
}

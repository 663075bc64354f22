/** The two streams kept in memory, for tests that run a command in process. */
import { PassThrough } from "node:stream";
import type { Io } from "../../src/cli/io.ts";

export type CapturedIo = Io & {
  stdout(): string;
  stderr(): string;
  /** As if Ctrl-C had come. */
  interrupt(): void;
};

/** By default two pipes without colour and nobody to ask; `stdin` is what `readInput` gives. */
export function capturedIo(options: Partial<Io> & { stdin?: string } = {}): CapturedIo {
  const { stdin = "", ...rest } = options;
  const written = { out: "", err: "" };
  const listeners = new Set<() => void>();
  const input = new PassThrough();
  return {
    out(data) {
      written.out += typeof data === "string" ? data : Buffer.from(data).toString("latin1");
    },
    err(text) {
      written.err += text;
    },
    beforeWriting() {},
    outIsTerminal: false,
    errIsTerminal: false,
    canAsk: false,
    width: 80,
    color: false,
    errColor: false,
    canRedraw: false,
    debug: false,
    readInput: async () => stdin,
    input: () => input,
    errStream: new PassThrough(),
    onInterrupt(listener) {
      listeners.add(listener);
    },
    flush: async () => {},
    ...rest,
    stdout: () => written.out,
    stderr: () => written.err,
    interrupt: () => {
      for (const listener of listeners) listener();
    },
  };
}

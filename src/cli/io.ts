/**
 * The two streams and what is known of them. `out` is the answer, `err` the talk. `systemIo` is the only place of the shell
 * that touches the process.
 */
import { withoutKnownSecrets } from "../domain/redact.ts";

export type Io = {
  /** The answer: text as it is (its own line ends), or bytes of a file. */
  out(data: string | Uint8Array): void;
  /** The talk: warnings, questions, progress, errors. */
  err(text: string): void;
  /** What is done before the next text is written, once: whoever draws a line that is to go takes it away by this. */
  beforeWriting(wipe: (() => void) | undefined): void;
  outIsTerminal: boolean;
  errIsTerminal: boolean;
  /** Somebody can answer a question: stdin and stderr are terminals, and neither --no-input nor PDQB_NO_INPUT forbids it. */
  canAsk: boolean;
  /** Columns of the terminal; 80 where there is none. */
  width: number;
  color: boolean;
  errColor: boolean;
  /** The cursor of stderr can be moved: a terminal that is not `TERM=dumb`. */
  canRedraw: boolean;
  /** PDQB_DEBUG or --debug: stack traces. */
  debug: boolean;
  /** All of stdin as text, for `--token-stdin` and the like. */
  readInput(): Promise<string>;
  /** Stdin for inquirer, which draws by itself; opened when it is asked for, which takes time. */
  input(): NodeJS.ReadableStream;
  errStream: NodeJS.WritableStream;
  /** Calls back on Ctrl-C, on a polite request to end and when the terminal is closed, until the process is gone. */
  onInterrupt(listener: () => void): void;
  /** Resolves when everything written has left, so that the program may end. */
  flush(): Promise<void>;
};

/** The parts of `process` that `systemIo` needs. */
export type ProcessLike = {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  env: Record<string, string | undefined>;
  on(event: "SIGINT" | "SIGTERM" | "SIGHUP", listener: () => void): unknown;
};

const COLUMNS_MIN = 20;

/** More than any token, list of invoices or settings file; a bound, so that a wrong redirection cannot fill the memory. */
const INPUT_BYTES_MAX = 10_000_000;

export function systemIo(process: ProcessLike): Io {
  const { stdout, stderr, env } = process;
  const outIsTerminal = stdout.isTTY === true;
  const errIsTerminal = stderr.isTTY === true;
  let before: (() => void) | undefined;
  const wiping =
    (write: (data: string | Uint8Array) => void) =>
    (data: string | Uint8Array): void => {
      const wipe = before;
      before = undefined;
      wipe?.();
      write(data);
    };
  const out = quietWriter(stdout);
  return {
    out: outIsTerminal ? wiping(out) : out,
    err: wiping(quietWriter(stderr)),
    beforeWriting(wipe) {
      before = wipe;
    },
    outIsTerminal,
    errIsTerminal,
    canAsk: errIsTerminal && !isSet(env.PDQB_NO_INPUT) && process.stdin.isTTY === true,
    width: Math.max(COLUMNS_MIN, (outIsTerminal ? stdout.columns : stderr.columns) || 80),
    color: wantsColor(env, outIsTerminal),
    errColor: wantsColor(env, errIsTerminal),
    canRedraw: errIsTerminal && env.TERM !== "dumb",
    debug: isSet(env.PDQB_DEBUG),
    readInput: () => readAll(process.stdin),
    input: () => process.stdin,
    errStream: stderr,
    onInterrupt(listener) {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, listener);
    },
    async flush() {
      await Promise.all([stdout, stderr].map(flushed));
    },
  };
}

/** As wide as the terminal is now: it may have been resized since the program began. */
export function columnsOf({ errStream, width }: Pick<Io, "errStream" | "width">): number {
  const columns = "columns" in errStream ? Number(errStream.columns) : 0;
  return Math.max(COLUMNS_MIN, columns || width);
}

/** The streams as the flags of one command want them. */
export function ioFor(io: Io, globals: { color: boolean; input: boolean; debug: boolean }): Io {
  return {
    ...io,
    color: io.color && globals.color,
    errColor: io.errColor && globals.color,
    canAsk: io.canAsk && globals.input,
    debug: io.debug || globals.debug,
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}

/** NO_COLOR beats the forcing variables; both beat what the stream is. */
export function wantsColor(env: Record<string, string | undefined>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR || env.CLICOLOR_FORCE;
  if (forced) return forced !== "0" && forced !== "false";
  return isTerminal && env.TERM !== "dumb" && env.CLICOLOR !== "0";
}

/**
 * No secret that pdqb knows leaves it, whichever command put it into a text. A reader that went away (`| head -1`) is no fault: what follows is dropped, and the command goes on to its own end and exit code.
 * Ending here instead could cut a write to a service in two.
 */
function quietWriter(stream: NodeJS.WriteStream): (data: string | Uint8Array) => void {
  let gone = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO" && error.code !== "ERR_STREAM_DESTROYED") {
      throw error;
    }
    gone = true;
  });
  return (data) => {
    if (!gone) stream.write(typeof data === "string" ? withoutKnownSecrets(data) : data);
  };
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.destroyed || stream.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => stream.write("", () => resolve()));
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > INPUT_BYTES_MAX) throw new RangeError("Standard input is longer than 10 MB");
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString("utf8");
}

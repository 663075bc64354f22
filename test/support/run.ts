/** Runs the built program: in the tests' own process where nothing tells the difference, else as an operator's shell does. */
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { capturedIo, type Stdin } from "./captured-io.ts";
import { type Typist, typist } from "./typist.ts";

export const SCRIPT = join(import.meta.dirname, "../../bin/pdqb.js");

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
) as { version: string };

export type Result = { code: number | null; stdout: string; stderr: string };

/** `uid`: the user that it runs as, where the tests may choose one. `cwd`: where it runs, if not where the tests do. */
type Options = { stdin?: Stdin; env?: Record<string, string>; uid?: number; cwd?: string };

export type Running = {
  result: Promise<Result>;
  /** What has come on stderr so far. */
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
};

/** A home, removed by `discard`. No variable of the test's own environment that pdqb reads gets in. */
export class Home {
  readonly path = mkdtempSync(join(tmpdir(), "pdqb-home-"));
  env: Record<string, string> = {};

  /** As a process, which can be killed. `isOneOfMany`: gives way to the other tests on the machine. */
  start(
    args: string[],
    options: Omit<Options, "stdin"> & { stdin?: string; isOneOfMany?: boolean } = {},
  ): Running {
    const child = spawn(process.execPath, [SCRIPT, ...args], {
      env: this.#env(options),
      stdio: ["pipe", "pipe", "pipe"],
      ...(options.uid !== undefined && { uid: options.uid }),
      ...(options.cwd !== undefined && { cwd: options.cwd }),
    });
    if (options.isOneOfMany && child.pid !== undefined) setPriority(child.pid, 19);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.stdin.on("error", () => {});
    child.stdin.end(options.stdin ?? "");
    const result = new Promise<Result>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
    return { result, stderr: () => stderr, kill: (signal) => child.kill(signal) };
  }

  /** In the tests' own process, unless the user, the folder or Node itself is to be another one. */
  run(args: string | string[], options: Options = {}): Promise<Result> {
    const argv = typeof args === "string" ? args.split(" ") : args;
    const ofProcess = { ...this.env, ...options.env };
    const needsProcess =
      options.uid !== undefined ||
      options.cwd !== undefined ||
      Object.keys(ofProcess).some((name) => /^(NODE_|TZ$|HOME$)/.test(name));
    const { stdin, ...rest } = options;
    if (!needsProcess) return this.#call(argv, options);
    return this.start(argv, { ...rest, ...(typeof stdin === "string" && { stdin }) }).result;
  }

  async #call(argv: string[], options: Options): Promise<Result> {
    const { run } = await import("./program.mjs");
    const env = this.#env(options);
    const io = capturedIo({ env, stdin: options.stdin ?? "" });
    const databases = new Set<{ close(): void }>();
    try {
      const onOpen = (database: { close(): void }) => void databases.add(database);
      const code = await run({ argv, env, io, version, host: { isPaced: false, onOpen } });
      return { code, stdout: io.stdout(), stderr: io.stderr() };
    } finally {
      for (const database of databases) database.close();
    }
  }

  /** At a terminal, in the tests' own process. */
  types(line: string): Typist {
    const env = this.#env({});
    return typist(async (io) => {
      const { run } = await import("./program.mjs");
      const databases = new Set<{ close(): void }>();
      try {
        const onOpen = (database: { close(): void }) => void databases.add(database);
        return await run({
          argv: line.split(" "),
          env,
          io,
          version,
          host: { isPaced: false, onOpen },
        });
      } finally {
        for (const database of databases) database.close();
      }
    }, env);
  }

  #env(options: Options): Record<string, string | undefined> {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(PDQB_|NO_COLOR|FORCE_COLOR|CLICOLOR)/.test(name),
    );
    return {
      ...Object.fromEntries(inherited),
      ...this.env,
      ...options.env,
      PDQB_HOME: this.path,
    };
  }

  /** The JSON answer of a command that has to end with `code`. */
  async json(args: string | string[], code = 0): Promise<Record<string, never>> {
    const list = [...(typeof args === "string" ? args.split(" ") : args), "--json"];
    const result = await this.run(list);
    if (result.code !== code) {
      throw new Error(
        `pdqb ${list.join(" ")} ended with ${result.code}, not ${code}:\n${result.stdout}\n${result.stderr}`,
      );
    }
    return JSON.parse(result.stdout);
  }

  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The program in no environment at all but `env`, as `env -i` runs it. */
export const bare = (line: string, env: Record<string, string> = {}) =>
  new Promise<Result>((resolve) => {
    const args = [SCRIPT, ...line.split(" ")];
    const child = execFile(process.execPath, args, { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

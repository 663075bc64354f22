/** Runs the built program as an operator's shell does, in a home of its own. */
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";

export const SCRIPT = join(import.meta.dirname, "../../bin/pdqb.js");

export type Result = { code: number | null; stdout: string; stderr: string };

/** `uid`: the user that it runs as, where the tests may choose one. `cwd`: where it runs, if not where the tests do. */
type Options = { stdin?: string; env?: Record<string, string>; uid?: number; cwd?: string };

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

  /** `isOneOfMany`: gives way to the other tests on the machine, which fifty processes would starve for half a minute. */
  start(args: string[], options: Options & { isOneOfMany?: boolean } = {}): Running {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(PDQB_|NO_COLOR|FORCE_COLOR|CLICOLOR)/.test(name),
    );
    const env = {
      ...Object.fromEntries(inherited),
      ...this.env,
      ...options.env,
      PDQB_HOME: this.path,
    };
    const child = spawn(process.execPath, [SCRIPT, ...args], {
      env,
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

  run(args: string | string[], options: Options = {}): Promise<Result> {
    return this.start(typeof args === "string" ? args.split(" ") : args, options).result;
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

/** The shell as a process: pipes that close, signals, variables, stdin. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BundledApp, bundledApp } from "./bundled-app.ts";

let app: BundledApp;
beforeAll(async () => {
  app = await bundledApp();
});
afterAll(() => app.remove());

type Ended = { status: number | null; stdout: string; stderr: string };

/** `onStderr` is told what stderr holds so far; `input` is written and closed, and without it stdin stays open. */
function run(
  line: string,
  options: {
    input?: string;
    env?: NodeJS.ProcessEnv;
    onStderr?: (text: string, child: ChildProcess) => void;
  } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, ...options.env };
    const child = spawn(process.execPath, [app.file, ...line.split(" ")], { env });
    if (options.input !== undefined) child.stdin.end(options.input);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
      options.onStderr?.(stderr, child);
    });
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

const WAITING = "Waiting for the answer to what was sent. Ctrl-C again stops without it.\n";

describe.concurrent("a process", () => {
  it("ends quietly with 0 when the reader of its pipe goes away", () => {
    const line = `"$0" "$1" many | head -1; echo "code \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", line, process.execPath, app.file], {
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "row 0\ncode 0\n", stderr: "" });
  });

  it("writes all of a long answer into a pipe before it ends", async () => {
    const { status, stdout } = await run("many");
    expect({ status, lines: stdout.split("\n").length }).toEqual({ status: 0, lines: 50_001 });
  });

  it("reads stdin whole", async () => {
    expect(await run("read", { input: "sécret\n" })).toEqual({
      status: 0,
      stdout: "sécret\n",
      stderr: "",
    });
  });

  it("colours a pipe only when forced, and never against --no-color or NO_COLOR", async () => {
    const colored = "\u001b[32mx\u001b[39m\n";
    const cases: [line: string, env: NodeJS.ProcessEnv, stdout: string][] = [
      ["read", {}, "x\n"],
      ["read", { FORCE_COLOR: "1" }, colored],
      ["read", { CLICOLOR_FORCE: "1" }, colored],
      ["read --no-color", { FORCE_COLOR: "1" }, "x\n"],
      ["read", { FORCE_COLOR: "1", NO_COLOR: "1" }, "x\n"],
    ];
    for (const [line, env, stdout] of cases) {
      const ran = await run(line, { input: "x", env });
      expect({ line, env, stdout: ran.stdout }).toEqual({ line, env, stdout });
    }
  });

  it("takes nothing from a pipe for an answer to a question", async () => {
    const { status, stdout, stderr } = await run("confirm", { input: "y\n" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      `✗ An answer is missing: "Make the bill?"\n  There is no terminal to ask at. Nothing was sent.\n  Next: pdqb confirm --yes\n`,
    );
  });

  it("draws nothing that moves into a log", async () => {
    expect((await run("wait", { input: "" })).stderr).toBe("started\n");
  });

  it("stops at once on Ctrl-C with 130 when nothing is on its way", async () => {
    const ended = await run("wait", { onStderr: (_text, child) => child.kill("SIGINT") });
    expect(ended).toEqual({
      status: 130,
      stdout: "",
      stderr: "started\n✗ Stopped. Nothing was sent.\n",
    });
  });

  it("lets a write finish on the first Ctrl-C, and tells its outcome", async () => {
    const ended = await run("wait --sending", {
      onStderr(text, child) {
        if (text === "started\n") child.kill("SIGINT");
        else child.stdin?.end();
      },
    });
    expect(ended).toEqual({ status: 0, stdout: "Done.\n", stderr: `started\n\n${WAITING}` });
  });

  it("ends a write with 8, outcome unknown, on the second Ctrl-C", async () => {
    const ended = await run("wait --sending", {
      onStderr: (_text, child) => child.kill("SIGINT"),
    });
    expect(ended).toEqual({
      status: 8,
      stdout: "",
      stderr: `started\n\n${WAITING}✗ Stopped while a request was in progress.\n  It may have been carried out. The same command finds out what became of it.\n  Next: pdqb wait --sending\n        pdqb pending list\n`,
    });
  });
});

/** pdqb on a disk that is full: no file may become longer than a limit. */
import { spawn } from "node:child_process";
import { type Home, type Result, SCRIPT } from "./run.ts";

/** `blocks` of 512 bytes. What is beyond is refused, and a write that crosses the limit is cut short. */
export function limited(home: Home, blocks: number, args: string[]): Promise<Result> {
  const command = `ulimit -f ${blocks}; exec "$0" "$@"`;
  return new Promise((resolve) => {
    const child = spawn("sh", ["-c", command, process.execPath, SCRIPT, ...args], {
      env: { PATH: process.env.PATH, PDQB_HOME: home.path },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

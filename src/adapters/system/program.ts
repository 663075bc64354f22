/** pdqb run by itself, as a process of its own. */
import { type ChildProcess, type StdioOptions, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Program } from "../../ports.ts";

/** What would lead the run to other companies than the ones of its own home. */
const LEFT_OUT = /^PDQB_(?!TIMEOUT$)/;

export function programItself(script: string): Program {
  const envOf = (home: string) => {
    const kept = Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name));
    return { ...Object.fromEntries(kept), PDQB_HOME: home };
  };
  const start = (args: string[], home: string, stdio: StdioOptions) =>
    spawn(process.execPath, [script, ...args], { env: envOf(home), stdio });
  const end = (child: ChildProcess) =>
    new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  return {
    run: (args, home) => end(start(args, home, "inherit")),
    async capture(args, home) {
      const child = start(args, home, ["ignore", "pipe", "ignore"]);
      const chunks: Buffer[] = [];
      child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
      await end(child);
      return Buffer.concat(chunks).toString("utf8");
    },
    temporaryHome: async () => mkdtempSync(join(tmpdir(), "pdqb-demo-")),
    discard(home) {
      const stop = [script, "practice", "stop", "--quiet"];
      spawnSync(process.execPath, stop, { env: envOf(home), stdio: "inherit" });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

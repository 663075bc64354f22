/**
 * The Practice port: a detached process that writes `server.json` into its folder once both origins answer, and that is
 * asked and steered over HTTP under `/_practice/`.
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { PdqbError } from "../../domain/errors.ts";
import type { Practice, PracticeStatus } from "../../ports.ts";
import { childEnv } from "./child-env.ts";
import { otherHand } from "./practice-hands.ts";

const POLL_MS = 50;
const WAIT_MS_MAX = 10_000;

export type PracticeOptions = {
  /** Where its state, its log and `server.json` are. */
  dir: string;
  /** The built server. */
  serverFile: string;
  sleep(ms: number): Promise<void>;
};

export function practiceProcess({ dir, serverFile, sleep }: PracticeOptions): Practice {
  const log = join(dir, "server.log");

  async function until<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    for (let waited = 0; waited < WAIT_MS_MAX; waited += POLL_MS) {
      const result = await work();
      if (result !== undefined) return result;
      await sleep(POLL_MS);
    }
    return undefined;
  }

  /** Undefined unless a process of ours answers at both origins. */
  async function status(): Promise<PracticeStatus | undefined> {
    const place = readPlace(dir);
    if (!place) return undefined;
    const answers = await Promise.all(
      [place.pipedriveOrigin, place.quickbooksOrigin].map((origin) => ask(origin, "status")),
    );
    const ours = answers.every((answer) => answer?.["pid"] === place.pid);
    return ours ? { ...place, company: String(answers[0]?.["company"] ?? "") } : undefined;
  }

  async function running(): Promise<PracticeStatus> {
    const found = await status();
    if (found) return found;
    throw new PdqbError("usage", "The practice services are not running.", {
      next: ["pdqb practice start"],
    });
  }

  async function steer(what: string, change?: object | "clear"): Promise<Record<string, unknown>> {
    const { quickbooksOrigin } = await running();
    const method = change === undefined ? "GET" : change === "clear" ? "DELETE" : "POST";
    const body = typeof change === "object" ? JSON.stringify(change) : null;
    const answer = await fetch(`${quickbooksOrigin}/_practice/${what}`, { method, body });
    const said = (await answer.json()) as Record<string, unknown>;
    if (answer.ok) return said;
    throw new PdqbError("usage", String(said["error"] ?? `HTTP ${answer.status}`));
  }

  return {
    status,
    async start({ anew } = {}) {
      const before = await status();
      if (before) return before;
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      if (anew) keepAside(dir);
      const output = openSync(log, "a", 0o600);
      const child = spawn(process.execPath, [serverFile, "--home", dir], {
        detached: true,
        env: childEnv(),
        stdio: ["ignore", output, output],
      });
      closeSync(output);
      let hasEnded = false;
      child.once("exit", () => {
        hasEnded = true;
      });
      child.unref();
      const started = await until(async () => (await status()) ?? (hasEnded ? null : undefined));
      if (started) return started;
      throw new PdqbError("unavailable", "The practice services did not start.", {
        reason: hasEnded
          ? lastLine(log)
          : `They did not answer within ${WAIT_MS_MAX / 1000} seconds.`,
        next: [
          `Read ${log}.`,
          "To begin with fresh books, the old ones kept aside: pdqb practice start --anew",
        ],
      });
    },
    async stop() {
      const found = await status();
      if (!found) return false;
      process.kill(found.pid, "SIGTERM");
      const gone = await until(async () => ((await status()) ? undefined : true));
      if (gone) return true;
      throw new PdqbError("unavailable", "The practice services did not stop.", {
        reason: `Process ${found.pid} still answers.`,
      });
    },
    async reset(company) {
      await steer("reset", company === undefined ? {} : { company });
    },
    async env() {
      const { quickbooksOrigin } = await running();
      return envOf(quickbooksOrigin);
    },
    steer,
    async hand(invoiceId, hand) {
      const { quickbooksOrigin } = await running();
      await otherHand(quickbooksOrigin, await envOf(quickbooksOrigin), invoiceId, hand);
    },
  };
}

/** Where nothing listens the refusal comes at once: so long only a machine that is busy is waited for. */
const ANSWER_MS_MAX = 15_000;

const STATE_FILES = ["state.db", "state.db-wal", "state.db-shm"];

/** Nothing is deleted: the old books get the day into their name. */
function keepAside(dir: string): void {
  const mark = new Date().toISOString().replace(/[:.]/g, "-");
  for (const name of STATE_FILES) {
    const path = join(dir, name);
    if (existsSync(path)) renameSync(path, `${path}.${mark}`);
  }
}

function lastLine(log: string): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").at(-1) ?? "";
}

type Place = Omit<PracticeStatus, "company">;

function readPlace(dir: string): Place | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, "server.json"), "utf8")) as Place;
  } catch {
    return undefined;
  }
}

async function ask(origin: string, what: string): Promise<Record<string, unknown> | undefined> {
  try {
    const answer = await fetch(`${origin}/_practice/${what}`, {
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    return answer.ok ? ((await answer.json()) as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function envOf(origin: string): Promise<Record<string, string>> {
  return ((await ask(origin, "env")) ?? {}) as Record<string, string>;
}

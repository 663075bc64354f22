/**
 * The Practice port: a detached process that writes `server.json` into its folder once both origins answer, and that is
 * asked and steered over HTTP under `/_practice/`.
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { PdqbError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Practice, PracticeStatus } from "../../ports.ts";
import { childEnv } from "./child-env.ts";
import { askControl, type ControlAnswer } from "./practice-control.ts";
import { bookkeeperAction, mergeDeals } from "./practice-people.ts";

const POLL_MS = 50;
const WAIT_MS_MAX = 10_000;

export type PracticeOptions = {
  /** Where its state, its log and `server.json` are. */
  dir: string;
  /** The built server. */
  serverFile: string;
  sleep(ms: number): Promise<void>;
};

export function practiceProcess(options: PracticeOptions): Practice {
  const { dir } = options;
  const status = () => statusOf(dir);
  const steer = (what: string, change?: object | "clear") => steerAt(dir, what, change);
  const env = async () => (await steer("env")) as Record<string, string>;
  return {
    status,
    start: (wanted = {}) => start(options, wanted),
    async stop() {
      const found = await status();
      if (!found) return false;
      process.kill(found.pid, "SIGTERM");
      const gone = await until(options, async () => ((await status()) ? undefined : true));
      if (gone) return true;
      throw new PdqbError("unavailable", "The practice services did not stop.", {
        reason: `Process ${found.pid} still answers.`,
      });
    },
    async reset(company) {
      await steer("reset", company === undefined ? {} : { company });
    },
    env,
    steer,
    async bookkeeper(invoiceId, action) {
      const values = await env();
      return bookkeeperAction(values["PDQB_QUICKBOOKS_ORIGIN"] ?? "", values, invoiceId, action);
    },
    mergeDeals: async (from, into) => mergeDeals(await env(), from, into),
  };
}

async function start(
  options: PracticeOptions,
  { company, fresh }: NonNullable<Parameters<Practice["start"]>[0]>,
): Promise<PracticeStatus> {
  const { dir, serverFile } = options;
  const before = await statusOf(dir);
  if (before) return before;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (fresh) keepAside(dir);
  const log = join(dir, "server.log");
  const companyArgs = company === undefined ? [] : ["--company", company];
  const output = openSync(log, "a", 0o600);
  const child = spawn(process.execPath, [serverFile, "--home", dir, ...companyArgs], {
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
  const started = await until(
    options,
    async () => (await statusOf(dir)) ?? (hasEnded ? null : undefined),
  );
  if (started) return started;
  throw new PdqbError("unavailable", "The practice services did not start.", {
    reason: hasEnded ? lastLine(log) : `They did not answer within ${WAIT_MS_MAX / 1000} seconds.`,
    next: [`cat ${shellWord(log)}`, "pdqb practice start --fresh"],
  });
}

async function until<T>(
  { sleep }: PracticeOptions,
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let waited = 0; waited < WAIT_MS_MAX; waited += POLL_MS) {
    const result = await work();
    if (result !== undefined) return result;
    await sleep(POLL_MS);
  }
  return undefined;
}

/** Undefined unless a process of ours answers at both origins. */
async function statusOf(dir: string): Promise<PracticeStatus | undefined> {
  const place = readPlace(dir);
  if (!place) return undefined;
  const { key, ...facts } = place;
  const answers = await Promise.all(
    [place.pipedriveOrigin, place.quickbooksOrigin].map((origin) =>
      askControl({ origin, key }, { method: "GET", what: "status" }),
    ),
  );
  const areOurs = answers.every((answer) => answer?.body["pid"] === place.pid);
  return areOurs ? { ...facts, company: String(answers[0]?.body["company"] ?? "") } : undefined;
}

async function steerAt(
  dir: string,
  what: string,
  change: object | "clear" | undefined,
): Promise<Record<string, unknown>> {
  const method = change === undefined ? "GET" : change === "clear" ? "DELETE" : "POST";
  const request = { method, what, ...(typeof change === "object" && { body: change }) };
  const { ok, body } = await askedOf(readPlace(dir), request);
  if (ok) return body;
  throw new PdqbError("usage", String(body["error"]));
}

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

type Place = Omit<PracticeStatus, "company"> & { key: string };

/** Throws refused for services that another version of pdqb started: they know no key. */
function readPlace(dir: string): Place | undefined {
  let place: Place;
  try {
    place = JSON.parse(readFileSync(join(dir, "server.json"), "utf8")) as Place;
  } catch {
    return undefined;
  }
  if (typeof place.key === "string") return place;
  throw new PdqbError("refused", "The practice services cannot be asked.", {
    reason: `Another version of pdqb started them (process ${place.pid}).`,
    next: [`kill ${place.pid}; rm ${shellWord(join(dir, "server.json"))}; pdqb practice start`],
  });
}

async function askedOf(
  place: Place | undefined,
  request: { method: string; what: string; body?: object },
): Promise<ControlAnswer> {
  const at = place && { origin: place.quickbooksOrigin, key: place.key };
  const answer = at && (await askControl(at, request));
  if (answer) return answer;
  throw new PdqbError("usage", "The practice services are not running.", {
    next: ["pdqb practice start"],
  });
}

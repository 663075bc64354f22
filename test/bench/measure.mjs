// Whole commands of the built program in a home and an environment of their own: times, CPU, memory, and calls by the practice services' own log.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { steer } from "../support/practice-control.mjs";

const PAIRS = Number(process.env.PDQB_BENCH_PAIRS ?? 15);
const script = new URL("../../bin/pdqb.js", import.meta.url).pathname;

const home = mkdtempSync(join(tmpdir(), "pdqb-bench-"));
// Nothing of the caller's: NODE_EXTRA_CA_CERTS alone triples the time of a bare node and so flatters every ratio.
const env = { PATH: process.env.PATH, HOME: home, PDQB_HOME: home };

export const forget = () => rmSync(home, { recursive: true, force: true });

function run(args, codes = [0]) {
  const child = spawnSync(process.execPath, [script, ...args], {
    env,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (!codes.includes(child.status)) throw new Error(`pdqb ${args.join(" ")}: ${child.stderr}`);
  return child;
}
export const pdqb = (...args) => run(args).stdout;
export const json = (...args) => JSON.parse(pdqb(...args, "--json"));
/** The answer of a command that may end with these codes. */
export const jsonOf = (codes, ...args) => JSON.parse(run([...args, "--json"], codes).stdout);

export const rows = [];
/** `isMissed`: the budget is not kept. */
export function row(what, value, budget, isMissed) {
  rows.push({ what, value, budget, isMissed });
  console.error(`${isMissed ? "MISSED " : ""}${what}: ${value}`);
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

function timed(args) {
  const began = performance.now();
  const child = spawnSync(process.execPath, args, { env, stdio: "ignore" });
  if (child.status !== 0) throw new Error(`${args.join(" ")} ended with ${child.status}`);
  return performance.now() - began;
}

/** The median over pairs that ran one after the other, so that a slow minute of the machine counts for both. */
export function ratio(what, args, budget, pairs = PAIRS) {
  const ratios = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const bare = timed(["-e", "0"]);
    ratios.push(timed([script, ...args]) / bare);
  }
  const value = median(ratios);
  row(what, `${value.toFixed(2)} ×`, `${budget.toFixed(1)} × node -e 0`, value > budget);
}

const USED = `data:text/javascript,process.on("exit",()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS:m}=process.resourceUsage();process.stderr.write("\\nUSED "+(u+s)+" "+m)})`;

/** CPU in seconds and memory in megabytes of one command from start to end: the least of three runs, as others only add. `flags`: Node's. */
export function used(args, times = 3, flags = []) {
  const runs = Array.from({ length: times }, () => {
    const child = spawnSync(process.execPath, [...flags, "--import", USED, script, ...args], {
      env,
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    if (child.status !== 0) throw new Error(`pdqb ${args.join(" ")}: ${child.stderr}`);
    const [, cpu, rss] = /USED (\d+) (\d+)/.exec(child.stderr) ?? [];
    return { cpu: Number(cpu) / 1e6, rss: Number(rss) / 1024 };
  });
  return {
    cpu: Math.min(...runs.map(({ cpu }) => cpu)),
    rss: Math.min(...runs.map(({ rss }) => rss)),
  };
}

/** Starts the practice services of the home, without their own limits. */
export function startPractice() {
  pdqb("practice", "start");
  Object.assign(practice, json("practice", "env"));
}
/** The company as it was in the beginning, and a ledger without its invoices. */
export function resetPractice() {
  pdqb("practice", "reset", "--yes");
  Object.assign(practice, json("practice", "env"));
}
const practice = {};
export const stopPractice = () =>
  spawnSync(process.execPath, [script, "practice", "stop"], { env, stdio: "ignore" });

export const post = (body) => ({ method: "POST", body: JSON.stringify(body) });
export const control = async (path, init) => (await steer(home, path, init)).json();
const asJson = (token) => ({
  authorization: `Bearer ${token}`,
  accept: "application/json",
  "content-type": "application/json",
  connection: "close",
});
export const books = (path, init = {}) =>
  fetch(`${practice.PDQB_QUICKBOOKS_ORIGIN}/v3/company/${practice.PRACTICE_REALM_ID}/${path}`, {
    ...init,
    headers: asJson(practice.PRACTICE_QUICKBOOKS_ACCESS_TOKEN),
  }).then((answer) => answer.json());
export const sales = (path, init = {}) =>
  fetch(`${practice.PDQB_PIPEDRIVE_ORIGIN}/api/${path}`, {
    ...init,
    headers: asJson(practice.PRACTICE_PIPEDRIVE_ACCESS_TOKEN),
  }).then((answer) => answer.json());

/** Calls of both services during some work: QuickBooks' (reads among them), Pipedrive's requests, tokens and writes. */
export async function counted(work) {
  await control("log", { method: "DELETE" });
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  const { entries } = await control("log");
  const quickbooks = entries.filter(({ path }) => path.startsWith("/v3/"));
  const pipedrive = entries.filter(({ service }) => service === "pipedrive");
  return {
    result,
    seconds,
    calls: quickbooks.length,
    reads: quickbooks.filter(
      ({ method, path }) => method === "GET" || path.endsWith("/batch") || path.endsWith("/query"),
    ).length,
    requests: pipedrive.length,
    tokens: pipedrive.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    patches: pipedrive.filter(({ method }) => method === "PATCH").length,
    writes: pipedrive.filter(({ method }) => method !== "GET").length,
  };
}

export function callsRow(what, { calls, reads, seconds }, most, mostReads) {
  const isOver = calls > most || (mostReads !== undefined && reads > mostReads);
  const shown = mostReads === undefined ? `${calls}` : `${calls} (${reads})`;
  const budget = mostReads === undefined ? `${most}` : `${most} (${mostReads})`;
  row(what, `${shown} in ${seconds.toFixed(1)} s`, `${budget} calls`, isOver);
}

// The budgets of docs/design.md: prints a table, exits 1 when one is missed. Times are of this machine, so they are ratios.
// `npm run bench -- runs` measures the runs alone, `-- check` a month of many deals; PDQB_BENCH_DEALS says of how many deals a run is.
// `-- starts` measures what a person waits for, `-- creates` counts the calls of a create alone, in a small company and in a large one.
import { cpus } from "node:os";
import { billed } from "./billed.mjs";
import { creates, lists, manyChanges, refreshes, writeBack } from "./calls.mjs";
import { check } from "./check.mjs";
import { growth, largeCompany, rebuild } from "./large.mjs";
import {
  control,
  forget,
  pdqb,
  post,
  resetPractice,
  rows,
  startPractice,
  stopPractice,
} from "./measure.mjs";
import { runs } from "./runs.mjs";
import { starts } from "./starts.mjs";

const PARTS = { everything, starts: everyStart, runs, check: monthOfMany, creates: everyCreate };

try {
  startPractice();
  await withoutLimits();
  for (const name of ["match.items", "match.customers", "match.tax"])
    pdqb("config", "set", name, "exact");
  await PARTS[process.argv[2] ?? "everything"]();
} finally {
  stopPractice();
  forget();
}

async function withoutLimits() {
  const off = { "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" };
  await control("settings", post(off));
}

/** In a company of its own, whose deals are all that there are. */
async function monthOfMany() {
  pdqb("invoice", "create", "--deal", "148", "--yes");
  await check();
  await billed();
}

async function everyStart() {
  pdqb("invoice", "create", "--deal", "148", "--yes");
  starts();
}

async function everyCreate() {
  await creates("", "148");
  await largeCompany(0);
}

/** Each goes on with the books that the one before left. */
async function everything() {
  await monthOfMany();
  resetPractice();
  await withoutLimits();
  await creates("", "148");
  starts();
  await refreshes();
  await lists();
  // Before the many changes, which a refresh reads again for ten minutes.
  await growth();
  await manyChanges();
  await writeBack();
  await largeCompany();
  await rebuild();
  // In books of their own: for ten minutes after a run of so many each create reads their day.
  resetPractice();
  await withoutLimits();
  await runs();
}

const [{ model = "" } = {}] = cpus();
const day = new Date().toISOString().slice(0, 10);
console.log(`${day}, Node ${process.version}, ${cpus().length} × ${model}\n`);
console.log("| what | measured | at most |\n| --- | --- | --- |");
for (const { what, value, budget, isMissed } of rows)
  console.log(`| ${what} | ${value} | ${budget}${isMissed ? "  MISSED" : ""} |`);
process.exit(rows.some(({ isMissed }) => isMissed) ? 1 : 0);

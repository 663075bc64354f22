// The budgets of docs/design.md: prints a table, exits 1 when one is missed. Times are of this machine, so they are ratios.
// `npm run bench -- runs` measures the runs alone; PDQB_BENCH_DEALS says of how many deals.
import { cpus } from "node:os";
import { billed } from "./billed.mjs";
import { creates, lists, manyChanges, refreshes, writeBack } from "./calls.mjs";
import { check } from "./check.mjs";
import { growth, largeCompany, rebuild } from "./large.mjs";
import { control, forget, pdqb, post, rows, startPractice, stopPractice } from "./measure.mjs";
import { runs } from "./runs.mjs";
import { starts } from "./starts.mjs";

try {
  startPractice();
  const off = { "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" };
  await control("settings", post(off));
  for (const name of ["match.items", "match.customers", "match.tax"])
    pdqb("config", "set", name, "exact");
  if (process.argv[2] === "runs") await runs();
  else await everything();
} finally {
  stopPractice();
  forget();
}

/** Each goes on with the books that the one before left. */
async function everything() {
  await creates("", "148");
  starts();
  await refreshes();
  await lists();
  await manyChanges();
  await writeBack();
  await runs();
  await growth();
  await largeCompany();
  await rebuild();
  await check();
  await billed();
}

const [{ model = "" } = {}] = cpus();
const day = new Date().toISOString().slice(0, 10);
console.log(`${day}, Node ${process.version}, ${cpus().length} × ${model}\n`);
console.log("| what | measured | at most |\n| --- | --- | --- |");
for (const { what, value, budget, isMissed } of rows)
  console.log(`| ${what} | ${value} | ${budget}${isMissed ? "  MISSED" : ""} |`);
process.exit(rows.some(({ isMissed }) => isMissed) ? 1 : 0);

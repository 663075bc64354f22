// How the practice services carry 100,000 invoices: start, write, query and change feed, against their budgets. Exits 1 when one is missed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { steer } from "../support/practice-control.mjs";

const INVOICES = 100_000;
const START_MS_MAX = 1_000;
const LARGE_START_MS_MAX = 3_000;
/** A write may take so many times what it takes in small books. */
const WRITE_TIMES_MAX = 3;
const ANSWER_MS_MAX = 200;
const RUNS = 5;

const home = mkdtempSync(join(tmpdir(), "pdqb-bench-"));
const script = new URL("../../bin/pdqb.js", import.meta.url).pathname;
const env = { ...process.env, PDQB_HOME: home };
function pdqb(...args) {
  const run = spawnSync(process.execPath, [script, ...args], { env, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`pdqb ${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

const rows = [];
let missed = 0;
function row(what, ms, budget) {
  const isMissed = budget !== null && ms > budget;
  if (isMissed) missed += 1;
  rows.push([
    what,
    `${ms.toFixed(ms < 10 ? 1 : 0)} ms`,
    budget === null ? "" : `${budget.toFixed(0)} ms${isMissed ? "  MISSED" : ""}`,
  ]);
}
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** From the start of the process to the first answer. */
async function timedStart() {
  const began = performance.now();
  pdqb("practice", "start");
  return performance.now() - began;
}

try {
  await timedStart();
  const values = JSON.parse(pdqb("practice", "env", "--json"));
  const origin = values.PDQB_QUICKBOOKS_ORIGIN;
  const base = `${origin}/v3/company/${values.PRACTICE_REALM_ID}`;
  const headers = {
    authorization: `Bearer ${values.PRACTICE_QUICKBOOKS_ACCESS_TOKEN}`,
    accept: "application/json",
  };
  const post = (path, body) => steer(home, path, { method: "POST", body: JSON.stringify(body) });
  await post("settings", { "quickbooks.throttles": "off" });
  pdqb("practice", "stop");
  async function timedWrite() {
    const times = [];
    for (let run = 0; run < 4 * RUNS; run += 1) {
      const start = performance.now();
      const answer = await fetch(`${base}/invoice`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({
          CustomerRef: { value: "417" },
          GlobalTaxCalculation: "TaxExcluded",
          Line: [
            {
              DetailType: "SalesItemLineDetail",
              Amount: 100,
              SalesItemLineDetail: { ItemRef: { value: "88" }, TaxCodeRef: { value: "5" } },
            },
          ],
        }),
      });
      await answer.text();
      if (!answer.ok) throw new Error(`write: ${answer.status}`);
      times.push(performance.now() - start);
    }
    return median(times);
  }
  const small = [];
  for (let run = 0; run < RUNS; run += 1) {
    small.push(await timedStart());
    pdqb("practice", "stop");
  }
  row("start, small books (with the client's own start)", median(small), START_MS_MAX);

  await timedStart();
  const smallWrite = await timedWrite();
  row("write of an invoice, small books", smallWrite, null);
  const began = performance.now();
  await (await post("load", { invoices: INVOICES })).json();
  row(`load of ${INVOICES.toLocaleString("en")} invoices`, performance.now() - began, null);

  row("write of an invoice", await timedWrite(), WRITE_TIMES_MAX * smallWrite);

  async function timed(what, path) {
    const times = [];
    for (let run = 0; run < RUNS; run += 1) {
      const start = performance.now();
      const answer = await fetch(`${base}/${path}`, { headers });
      await answer.text();
      if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
      times.push(performance.now() - start);
    }
    row(what, median(times), ANSWER_MS_MAX);
  }
  const query = (statement) => `query?query=${encodeURIComponent(statement)}`;
  const recent = new Date(Date.now() - 3 * 86_400_000).toISOString();
  await timed("count", query("select count(*) from Invoice"));
  await timed("one by number", query("select * from Invoice where DocNumber = 'L77777'"));
  await timed(
    "one customer's of a month",
    query(
      "select * from Invoice where CustomerRef = '417' and TxnDate > '2026-10-01' maxresults 100",
    ),
  );
  await timed(
    "the first 1,000 by id",
    query("select * from Invoice orderby Id startposition 1 maxresults 1000"),
  );
  await timed(
    "the last 1,000 by id",
    query(`select * from Invoice orderby Id startposition ${INVOICES - 999} maxresults 1000`),
  );
  await timed(
    "ids in a list of 100",
    query(
      `select * from Invoice where Id in (${Array.from({ length: 100 }, (_, n) => `'${4000 + n * 7}'`).join(",")})`,
    ),
  );
  await timed(
    "changes of three days",
    `cdc?entities=Invoice&changedSince=${encodeURIComponent(recent)}`,
  );

  pdqb("practice", "stop");
  const large = [];
  for (let run = 0; run < 3; run += 1) {
    large.push(await timedStart());
    pdqb("practice", "stop");
  }
  row("start, 100,000 invoices", median(large), LARGE_START_MS_MAX);
} finally {
  spawnSync(process.execPath, [script, "practice", "stop"], { env });
  rmSync(home, { recursive: true, force: true });
}

const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, time, budget] of rows)
  console.log(`${what.padEnd(width)}  ${time.padStart(9)}  ${budget}`);
console.log(missed === 0 ? "All budgets kept." : `${missed} budgets missed.`);
process.exit(missed === 0 ? 0 : 1);

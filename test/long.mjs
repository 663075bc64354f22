// What takes minutes, each with a fresh printed seed (PDQB_TEST_RUNS and PDQB_TEST_SEED say otherwise): the generated tests at length,
// with fifty processes where the suite has eight (PDQB_TEST_CROWD), and 200 creates where it has sixteen (PDQB_TEST_MANY).
// `npm run test:long -- adversity` runs disasters alone, and says how often each was tried and how often it failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const property = (name) => `test/properties/${name}.test.ts`;
const acceptance = (name) => `test/acceptance/${name}.test.ts`;

/** Files that run together, with how often each case of them is tried. */
const ADVERSITY = [
  { runs: "10000", files: ["plan-equals-books", "parts-sum-to-the-deal"].map(property) },
  { runs: "500", files: ["status-model", "hostile-answers"].map(property) },
  {
    runs: "25",
    files: ["adversity", "full-disk", "token-kills"].map(acceptance).concat("test/long/disasters"),
  },
];
const EVERYTHING = [
  {
    runs: "100000",
    files: [
      ...["test/properties", "test/long"],
      ...["adversity", "kills", "crowd", "connection", "exactly-once", "write-back"].map(
        acceptance,
      ),
    ],
  },
  { runs: "100", files: ["team", "team-faults"].map(acceptance) },
  // What is exactly once, over a ledger that a team shares.
  { runs: "100", files: ["kills", "crowd", "exactly-once"].map(acceptance), ledger: "PostgreSQL" },
];

const [part] = process.argv.slice(2);
const env = {
  PDQB_TEST_KILLS: "1000",
  PDQB_TEST_CROWD: "50",
  PDQB_TEST_MANY: "200",
  PDQB_TEST_DISASTERS: "10",
  ...process.env,
};
const run = (command, args, more = {}) =>
  spawnSync(command, args, { cwd: root, env: { ...more, ...env }, stdio: "inherit" }).status ?? 1;

if (part !== undefined && part !== "adversity") {
  console.error(`There is no part "${part}": leave it out, or say adversity.`);
  process.exit(2);
}
const report = mkdtempSync(join(tmpdir(), "pdqb-long-"));
let failed = run("npm", ["run", "--silent", "build"]);
if (failed) process.exit(failed);
const results = [];
for (const { runs, files, ledger = "" } of part ? ADVERSITY : EVERYTHING) {
  const outputFile = join(report, `${results.length}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  const args = ["vitest", "run", ...files, ...reporters];
  failed = run("npx", args, { PDQB_TEST_RUNS: runs, TEST_LEDGER: ledger }) || failed;
  results.push({ runs: env.PDQB_TEST_RUNS ?? runs, outputFile });
}
for (const { runs, outputFile } of results) tell(runs, outputFile);
rmSync(report, { recursive: true });
process.exit(failed);

/** Each test with its end; the first failure ends a test, so one that failed did so once. */
function tell(runs, outputFile) {
  console.log(`\nPDQB_TEST_RUNS=${runs}`);
  if (!existsSync(outputFile))
    return console.log("cut off: no test of these files is known to have passed");
  const { testResults } = JSON.parse(readFileSync(outputFile, "utf8"));
  for (const { assertionResults } of testResults)
    for (const { fullName, status } of assertionResults) console.log(`${status}  ${fullName}`);
}

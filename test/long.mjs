// What takes minutes, each with a fresh printed seed (PDQB_TEST_RUNS and PDQB_TEST_SEED say otherwise): the generated tests at length,
// with fifty processes where the suite has eight (PDQB_TEST_CROWD), and 200 creates where it has eight (PDQB_TEST_MANY).
// `npm run test:long -- adversity` runs the disasters alone, `npm run test:long -- clock` one kind of them; each kind is closed with how
// often it was tried and how often it failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const property = (name) => `test/properties/${name}.test.ts`;
const acceptance = (name) => `test/acceptance/${name}.test.ts`;

/** Files that run together, with how often each case of them is tried. `only`: those of their tests whose names have it. */
const ADVERSITY = {
  stopped: { runs: "25", only: "stopped and goes on", files: [acceptance("adversity")] },
  signals: {
    ...{ runs: "25", only: "a signal" },
    files: [acceptance("adversity"), "test/long/disasters.test.ts"],
  },
  disk: {
    ...{ runs: "25", only: "a disk that" },
    files: [acceptance("full-disk"), acceptance("token-kills"), "test/long/disasters.test.ts"],
  },
  ledger: { runs: "25", only: "a ledger that is spoiled", files: [acceptance("adversity")] },
  upgrade: { runs: "25", only: "an upgrade", files: [acceptance("adversity")] },
  clock: { runs: "25", only: "a clock that", files: [acceptance("adversity")] },
  tokens: { runs: "25", only: "a day", files: [acceptance("token-kills")] },
  deals: { runs: "10000", files: ["plan-equals-books", "parts-sum-to-the-deal"].map(property) },
  histories: { runs: "500", files: [property("status-model")] },
  hostile: { runs: "500", files: [property("hostile-answers")] },
};
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
  { runs: "100", files: ["team", "team-faults", "team-kills"].map(acceptance) },
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

const KINDS = { everything: EVERYTHING, adversity: Object.values(ADVERSITY) };
for (const [name, kind] of Object.entries(ADVERSITY)) {
  kind.name = name;
  KINDS[name] = [kind];
}
const chosen = KINDS[part ?? "everything"];
if (chosen === undefined) {
  console.error(`There is no part "${part}". The parts are ${Object.keys(KINDS).join(", ")}.`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "pdqb-long-"));
let failed = run("npm", ["run", "--silent", "build"]);
if (failed) process.exit(failed);
const lines = [];
for (const [index, { name = "", runs, files, only, ledger = "" }] of chosen.entries()) {
  const outputFile = join(folder, `${index}.json`);
  const PDQB_TEST_TRIES = join(folder, `${index}.tries`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  const chosenTests = only === undefined ? [] : ["--testNamePattern", only];
  const args = ["vitest", "run", ...files, ...chosenTests, ...reporters];
  failed =
    run("npx", args, { PDQB_TEST_RUNS: runs, TEST_LEDGER: ledger, PDQB_TEST_TRIES }) || failed;
  lines.push(...countsOf(name, outputFile, PDQB_TEST_TRIES));
}
rmSync(folder, { recursive: true });
console.log(`\n${["kind", "tries", "failures", "seconds", "test"].join("\t")}`);
for (const line of lines) console.log(line.join("\t"));
process.exit(failed);

/** A row for each test. The first failure ends a test: one that failed did so in the last of its tries. */
function countsOf(kind, outputFile, triesFile) {
  if (!existsSync(outputFile))
    return [[kind, "?", "?", "?", "cut off: no test is known to have passed"]];
  const tries = new Map();
  for (const line of existsSync(triesFile) ? readFileSync(triesFile, "utf8").split("\n") : []) {
    if (line === "") continue;
    const { test, times } = JSON.parse(line);
    tries.set(test, (tries.get(test) ?? 0) + times);
  }
  const { testResults } = JSON.parse(readFileSync(outputFile, "utf8"));
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "passed" || status === "failed")
    .map(({ fullName, status, duration = 0 }) => [
      ...[kind, tries.get(fullName) ?? 1, status === "failed" ? 1 : 0],
      ...[Math.round(duration / 1000), fullName],
    ]);
}

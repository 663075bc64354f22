// Runs every check and closes with the line `N passed, N failed`. A check that is not a vitest test counts as one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const root = new URL("..", import.meta.url).pathname;
let passed = 0;
let failed = 0;
let skipped = 0;

function run(title, command, args) {
  console.log(`\n== ${title}`);
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status === 0;
}

function check(title, command, args) {
  if (run(title, command, args)) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED: ${title}`);
  }
}

function showSlowest(files) {
  const seconds = ({ startTime, endTime }) => (endTime - startTime) / 1000;
  console.log("\nThe slowest ten, in seconds:");
  for (const file of [...files].sort((a, b) => seconds(b) - seconds(a)).slice(0, 10))
    console.log(`${seconds(file).toFixed(1).padStart(7)}  ${relative(root, file.name)}`);
}

check("types", "npx", ["tsc", "--noEmit"]);
check("lint and format", "npx", ["biome", "check", "--error-on-warnings", "."]);
check("nothing unused", "npx", ["knip", "--no-progress"]);
check("build", "npm", ["run", "--silent", "build"]);
check("package", "npx", ["publint", "--strict"]);

const folder = mkdtempSync(join(tmpdir(), "pdqb-test-"));
const report = join(folder, "report.json");
const finished = run("tests", "npx", [
  "vitest",
  "run",
  "--maxWorkers=3",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
]);
try {
  const results = JSON.parse(readFileSync(report, "utf8"));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
  skipped = results.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(
      ({ status, fullName }) =>
        status !== "passed" && status !== "failed" && fullName.includes("PostgreSQL"),
    ).length;
  // A test file that cannot even be loaded has no failed test of its own.
  if (!finished && results.numFailedTests === 0) failed += 1;
  showSlowest(results.testResults);
} catch {
  failed += 1;
}
rmSync(folder, { recursive: true, force: true });

if (skipped > 0) {
  console.log(`\n${skipped} tests were skipped: PostgreSQL is not installed.`);
  console.log("To have them: apt install postgresql (the tests start a server of their own).");
  if (process.env.REQUIRE_POSTGRES === "1") failed += 1;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

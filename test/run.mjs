// Runs every check and closes with the line `N passed, N failed`. A check that is not a vitest test counts as one.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const root = new URL("..", import.meta.url).pathname;
let passed = 0;
let failed = 0;
let skipped = 0;

/** Beside one another: each has one core to itself. What they say is shown once each is done. */
async function checkAll(checks) {
  const all = checks.map(async ([title, command, args]) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(text));
    const [code] = await once(child, "close");
    process.stdout.write(`\n== ${title}\n${Buffer.concat(said)}`);
    if (code === 0) passed += 1;
    else {
      failed += 1;
      console.log(`FAILED: ${title}`);
    }
  });
  await Promise.all(all);
}

function showSlowest(files) {
  const seconds = ({ startTime, endTime }) => (endTime - startTime) / 1000;
  console.log("\nThe slowest ten, in seconds:");
  for (const file of [...files].sort((a, b) => seconds(b) - seconds(a)).slice(0, 10))
    console.log(`${seconds(file).toFixed(1).padStart(7)}  ${relative(root, file.name)}`);
}

await checkAll([
  ["types", "npx", ["tsc", "--noEmit"]],
  ["nothing unused", "npx", ["knip", "--no-progress"]],
  ["lint and format", "npx", ["biome", "check", "--error-on-warnings", "."]],
  ["build", "npm", ["run", "--silent", "build"]],
]);
await checkAll([["package", "npx", ["publint", "--strict"]]]);

/** Linux's folder in memory, where a flush costs nothing, if it has room and the tests may write there. */
function folderInMemory() {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    if (bavail * bsize < 4e9) return {};
    rmSync(mkdtempSync("/dev/shm/pdqb-test-"), { recursive: true });
    return { TMPDIR: "/dev/shm" };
  } catch {
    return {};
  }
}

const folder = mkdtempSync(join(tmpdir(), "pdqb-test-"));
const report = join(folder, "report.json");
console.log("\n== tests");
const reporters = ["default", "json"].map((reporter) => `--reporter=${reporter}`);
const vitest = ["vitest", "run", "--maxWorkers=3", ...reporters, `--outputFile.json=${report}`];
const finished =
  spawnSync("npx", vitest, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...folderInMemory() },
  }).status === 0;
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
  console.log(`\n${skipped} tests were skipped: PostgreSQL or its PgBouncer is not installed.`);
  console.log(
    "To have them: apt install postgresql pgbouncer (the tests start a server of their own).",
  );
  if (process.env.REQUIRE_POSTGRES === "1") failed += 1;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

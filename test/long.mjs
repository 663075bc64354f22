// The generated tests at length: 100,000 cases each (5,000 steps of failures, 1,000 kills), with a fresh printed seed (PDQB_TEST_RUNS and PDQB_TEST_SEED say otherwise);
// and fifty processes where the suite has eight (PDQB_TEST_CROWD), and 200 creates where it has sixteen (PDQB_TEST_MANY).
import { spawnSync } from "node:child_process";

const root = new URL("..", import.meta.url).pathname;
const env = {
  PDQB_TEST_RUNS: "100000",
  PDQB_TEST_KILLS: "1000",
  PDQB_TEST_CROWD: "50",
  PDQB_TEST_MANY: "200",
  PDQB_TEST_DISASTERS: "10",
  ...process.env,
};
const run = (command, args) =>
  spawnSync(command, args, { cwd: root, env, stdio: "inherit" }).status ?? 1;
process.exit(
  run("npm", ["run", "--silent", "build"]) ||
    run("npx", [
      "vitest",
      "run",
      "test/properties",
      "test/long",
      ...["adversity", "kills", "crowd", "connection", "exactly-once", "write-back"].map(
        (name) => `test/acceptance/${name}.test.ts`,
      ),
    ]),
);

// The practice process through its port: a real child process that keeps the agreement of server.json and /_practice/.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { practiceProcess } from "../../../src/adapters/system/practice-process.ts";

const SERVER = `
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { rmSync, writeFileSync } from "node:fs";
const home = process.argv[process.argv.indexOf("--home") + 1];
let company = "nordic";
const server = createServer(async (request, response) => {
  if (request.url === "/_practice/reset") {
    let body = "";
    for await (const part of request) body += part;
    company = JSON.parse(body).company ?? "nordic";
  }
  const answers = { "/_practice/status": { pid: process.pid, company }, "/_practice/env": { PRACTICE_REALM_ID: "1" }, "/_practice/reset": {} };
  const [nonce] = request.headers["x-practice-proof"].split(".");
  const body = JSON.stringify(answers[request.url]);
  const proof = createHmac("sha256", "the key").update([nonce, "answer", body].join("\\n")).digest("hex");
  response.setHeader("x-practice-proof", proof);
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  const origin = "http://127.0.0.1:" + server.address().port;
  writeFileSync(home + "/server.json", JSON.stringify({ pid: process.pid, pipedriveOrigin: origin, quickbooksOrigin: origin, key: "the key" }));
});
process.on("SIGTERM", () => { rmSync(home + "/server.json"); process.exit(0); });
`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "pdqb-practice-"));
  writeFileSync(join(dir, "server.mjs"), SERVER);
});
const open = () =>
  practiceProcess({
    dir: join(dir, "home"),
    serverFile: join(dir, "server.mjs"),
    sleep: async (ms) => {
      await sleep(ms);
    },
  });
afterEach(async () => {
  await open().stop();
  rmSync(dir, { recursive: true, force: true });
});

it("starts once, answers, is reset, and stops", async () => {
  const practice = open();
  expect(await practice.status()).toBeUndefined();
  await expect(practice.env()).rejects.toMatchObject({
    kind: "usage",
    next: ["pdqb practice start"],
  });
  const first = await practice.start();
  expect((await practice.start()).pid).toBe(first.pid);
  expect(await practice.env()).toEqual({ PRACTICE_REALM_ID: "1" });
  await practice.reset("us");
  expect((await practice.status())?.company).toBe("us");
  expect(await practice.stop()).toBe(true);
  expect(existsSync(join(dir, "home", "server.json"))).toBe(false);
  expect(await practice.stop()).toBe(false);
});

it("is not running when its place is left behind by a process that died", async () => {
  const practice = open();
  const { pid } = await practice.start();
  process.kill(pid, "SIGKILL");
  await sleep(100);
  expect(await practice.status()).toBeUndefined();
  expect((await practice.start()).pid).not.toBe(pid);
});

it("services that another version started are named, and not believed", async () => {
  const home = join(dir, "home");
  mkdirSync(home);
  const origin = "http://127.0.0.1:9";
  const older = { pid: 4711, pipedriveOrigin: origin, quickbooksOrigin: origin };
  writeFileSync(join(home, "server.json"), JSON.stringify(older));
  await expect(open().stop()).rejects.toMatchObject({
    kind: "refused",
    reason: "Another version of pdqb started them (process 4711).",
    next: [`kill 4711; rm ${join(home, "server.json")}; pdqb practice start`],
  });
  rmSync(join(home, "server.json"));
});

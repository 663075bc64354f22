// Who may steer the practice services, and whom pdqb believes at their address.
import { createServer, request } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { practicePlace, proofHeaders, steer } from "../support/practice-control.mjs";
import { Home } from "../support/run.ts";

const home = new Home();
beforeAll(async () => {
  expect((await home.run("practice start")).code).toBe(0);
}, 60_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const KEYLESS: [string, Record<string, string>][] = [
  ["nothing", {}],
  ["a page of another local program", { origin: "http://localhost:3000" }],
  ["a page without an origin", { origin: "null" }],
  ["the services' own origin", { origin: "own" }],
  ["a wrong key", proofHeaders("0".repeat(64), "POST", "/_practice/clock", "{}")],
  ["half a proof", { "x-practice-proof": "0123456789abcdef." }],
];

it.each(KEYLESS)("%s steers nothing, at neither address", async (_what, headers) => {
  const { pipedriveOrigin, quickbooksOrigin } = practicePlace(home.path);
  for (const origin of [pipedriveOrigin, quickbooksOrigin]) {
    const sent = headers.origin === "own" ? { origin } : headers;
    const answer = await fetch(`${origin}/_practice/clock`, {
      method: "POST",
      body: "{}",
      headers: sent,
    });
    expect(answer.status).toBe(403);
  }
});

it("a proof is of one request alone, and of no page even with the key", async () => {
  const { quickbooksOrigin: origin, key } = practicePlace(home.path);
  const headers = proofHeaders(key, "GET", "/_practice/env");
  const ask = (path: string, more = {}) =>
    fetch(`${origin}/_practice/${path}`, { headers: { ...headers, ...more } });
  expect((await ask("env")).status).toBe(200);
  expect((await ask("log")).status).toBe(403);
  expect((await ask("env", { origin })).status).toBe(403);
  expect((await steer(home.path, "status")).status).toBe(200);
});

it("a program that took the port of a dead service gets no key and is not believed", async () => {
  const other = new Home();
  expect((await other.run("practice start")).code).toBe(0);
  const { pid, key, quickbooksOrigin, pipedriveOrigin } = practicePlace(other.path);
  process.kill(pid, "SIGKILL");
  const heard: string[] = [];
  const stranger = (origin: string) =>
    new Promise<() => void>((resolve, reject) => {
      const server = createServer((request, response) => {
        heard.push(JSON.stringify([request.url, request.rawHeaders]));
        // What it can know: the number of the process, and a proof that it was sent itself.
        response.setHeader("x-practice-proof", String(request.headers["x-practice-proof"]));
        response.end(JSON.stringify({ pid, company: "nordic", PRACTICE_X: "1", "A; touch x": "" }));
      });
      server.once("error", reject);
      server.listen(Number(new URL(origin).port), "127.0.0.1", () =>
        resolve(() => {
          server.closeAllConnections();
          server.close();
        }),
      );
    });
  await expect.poll(() => isAlive(pid)).toBe(false);
  const closings = [await stranger(quickbooksOrigin), await stranger(pipedriveOrigin)];
  for (const line of ["practice env", "practice log", "practice fail", "practice status"]) {
    const { stdout, stderr } = await other.run(line);
    expect(stdout).not.toMatch(/export|nordic/);
    expect(stderr + stdout).toMatch(/not running/i);
  }
  // What it says as the books is no answer either.
  expect((await other.run("practice pay 1014")).code).toBe(6);
  expect(heard.length).toBeGreaterThan(3);
  expect(heard.join("\n")).not.toContain(key);
  for (const close of closings) close();
  other.discard();
}, 60_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it("another host than this machine is refused, also with the key: no name of the web can be pointed here", async () => {
  const { quickbooksOrigin, key } = practicePlace(home.path);
  const { hostname, port } = new URL(quickbooksOrigin);
  const asked = (host: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { ...proofHeaders(key, "GET", "/_practice/env"), host };
      const sent = request({ hostname, port, path: "/_practice/env", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      sent.once("error", reject);
      sent.end();
    });
  expect(await asked(`localhost:${port}`)).toBe(200);
  for (const host of ["books.example", `127.0.0.1.example:${port}`, "0.0.0.0"])
    expect(await asked(host)).toBe(403);
});

it("nothing listens but on the loopback address", async () => {
  const { quickbooksOrigin, pipedriveOrigin } = practicePlace(home.path);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one && !one.internal && one.family === "IPv4");
  for (const origin of [quickbooksOrigin, pipedriveOrigin]) {
    expect(new URL(origin).hostname).toBe("127.0.0.1");
    for (const one of others)
      await expect(fetch(`http://${one?.address}:${new URL(origin).port}/`)).rejects.toThrow();
  }
});

it("a body that is too large is refused with 413, and the service goes on", async () => {
  const { quickbooksOrigin } = practicePlace(home.path);
  const sent = async (path: string, bytes: number) =>
    (await fetch(`${quickbooksOrigin}${path}`, { method: "POST", body: Buffer.alloc(bytes) }))
      .status;
  expect(await sent("/_practice/clock", 2_000_000)).toBe(413);
  expect(await sent("/v3/company/1/invoice", 31_000_000)).toBe(413);
  expect(await sent("/v3/company/1/invoice", 2_000_000)).toBe(401);
  expect((await steer(home.path, "status")).status).toBe(200);
});

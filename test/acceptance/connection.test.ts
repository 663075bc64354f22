// Connections by the built program: tokens, pasted addresses, one refresh among many processes, the right company, and their ends.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { CROWD } from "../support/runs.ts";

const services = new Home();
let books: Books;
let env: Record<string, string>;
const homes: Home[] = [];

/** A home that knows where the services are, and their apps, and nothing else. */
function freshHome(...without: RegExp[]): Home {
  const home = new Home();
  const wanted = Object.entries(env).filter(
    ([name]) => name.startsWith("PDQB_") && !without.some((pattern) => pattern.test(name)),
  );
  home.env = Object.fromEntries(wanted);
  homes.push(home);
  return home;
}

beforeAll(async () => {
  books = await openPractice(services);
  env = (await services.json("practice env")) as unknown as Record<string, string>;
}, 120_000);

afterAll(async () => {
  await services.run("practice stop");
  for (const home of [services, ...homes]) home.discard();
});

describe("a personal token", () => {
  it("is taken from stdin, and only a real one", async () => {
    const home = freshHome(/CLIENT/, /API_TOKEN/);
    const broken = await home.run("connect pipedrive --token-stdin", { stdin: "ab cd" });
    expect(broken.code).toBe(2);
    const wrong = await home.run("connect pipedrive --token-stdin", { stdin: "0123456789abcdef" });
    expect(wrong.code).toBe(4);
    const right = await home.run("connect pipedrive --token-stdin", {
      stdin: `${env.PDQB_PIPEDRIVE_API_TOKEN}\n`,
    });
    expect(right, right.stderr).toMatchObject({ code: 0 });
    expect(statSync(join(home.path, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(statSync(home.path).mode & 0o777).toBe(0o700);
  });
});

describe("the address that the browser ended on", () => {
  const callback = async (address: string) => {
    const url = new URL(address);
    const body = new URLSearchParams([...url.searchParams, ["decision", "allow"]]);
    const html = await (await fetch(url)).text();
    for (const [, name = "", value = ""] of html.matchAll(/name="([^"]*)" value="([^"]*)"/g))
      if (name !== "decision") body.set(name, value.replaceAll("&amp;", "&"));
    const action = /action="([^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const answer = await fetch(new URL(action, url), { method: "POST", body, redirect: "manual" });
    return answer.headers.get("location") ?? "";
  };

  it("cannot belong to another login: its state is checked", async () => {
    const home = freshHome(/API_TOKEN/);
    const stale = await callback(
      `${env.PDQB_QUICKBOOKS_ORIGIN}/connect/oauth2?client_id=${env.PDQB_QUICKBOOKS_CLIENT_ID}&response_type=code&scope=com.intuit.quickbooks.accounting&redirect_uri=http%3A%2F%2Flocalhost%3A53682%2Fcallback&state=another`,
    );
    expect(stale).toContain("code=");
    const result = await home.run("connect quickbooks --paste", { stdin: stale });
    expect(result.code).toBe(4);
    expect(result.stderr).toContain("does not belong to this login");
  });

  it("must be an address", async () => {
    const result = await freshHome(/API_TOKEN/).run("connect quickbooks --paste", {
      stdin: "code 4711",
    });
    expect(result.code).toBe(2);
  });
});

describe("wrong use", () => {
  it("an origin that is not this machine is refused", async () => {
    const result = await freshHome().run("status", {
      env: { PDQB_QUICKBOOKS_ORIGIN: "http://quickbooks.example.org" },
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("PDQB_QUICKBOOKS_ORIGIN");
  });

  it("an origin that is not the profile's is refused", async () => {
    const result = await services.run("status", {
      env: { PDQB_PIPEDRIVE_ORIGIN: "http://127.0.0.1:9" },
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("not the address of the profile");
  });

  it("a return port that is taken is named", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const result = await freshHome(/API_TOKEN/).run("connect pipedrive --no-browser", {
      env: { PDQB_CALLBACK_PORT: String(port) },
    });
    server.close();
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(String(port));
  });

  it.each([
    "javascript:alert(1)//x",
    "file:///etc/passwd",
    "http://0.0.0.0/callback",
    "http://evil.example/callback",
    "https://user:pw@example.org/callback",
    "https://example.org/callback#part",
    "https://example.org/callback#",
  ])("a return address like %s is refused", async (address) => {
    const result = await freshHome(/API_TOKEN/).run([
      ...["connect", "pipedrive", "--no-browser", "--redirect-url", address],
    ]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("cannot be a return address");
  });

  it("a return address on another machine is pasted, not listened for", async () => {
    const result = await freshHome(/API_TOKEN/).run(
      "connect pipedrive --no-browser --redirect-url https://example.org:53997/callback",
      { stdin: "no address" },
    );
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("what was pasted is not an address");
  });

  it("without an app it says which variables to set", async () => {
    const result = await freshHome(/CLIENT/, /TOKEN/).run("connect quickbooks --no-browser");
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("PDQB_QUICKBOOKS_CLIENT_ID");
  });
});

describe("the tokens", () => {
  it(`are refreshed once at each service when ${CROWD} processes find them old`, async () => {
    const file = join(services.path, "secrets.json");
    const secrets = JSON.parse(readFileSync(file, "utf8"));
    secrets.profiles.practice.pipedrive.accessExpiresAt = Date.now() - 1_000;
    secrets.profiles.practice.quickbooks.accessExpiresAt = Date.now() - 1_000;
    writeFileSync(file, JSON.stringify(secrets));
    await books.clearLog();
    const results = await Promise.all(
      Array.from({ length: CROWD }, () => services.start(["status"], { isOneOfMany: true }).result),
    );
    expect(results.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
    const asked = (await books.log())
      .map(({ path }) => path)
      .filter((path) => /token|bearer/.test(path));
    expect(asked.sort()).toEqual(["/oauth/token", "/oauth2/v1/tokens/bearer"]);
  }, 600_000);
});

describe("the company", () => {
  it("is pinned: a login to another one is refused unless it is to replace it", async () => {
    const home = freshHome(/CLIENT/, /API_TOKEN/);
    const connect = (...flags: string[]) =>
      home.run(["connect", "pipedrive", "--token-stdin", ...flags], {
        stdin: env.PDQB_PIPEDRIVE_API_TOKEN ?? "",
      });
    expect((await connect()).code).toBe(0);
    const reset = await services.run("practice reset --company us --yes");
    expect(reset.code).toBe(0);
    const refused = await connect();
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("Nordhafen Projects");
    expect(refused.stderr).toContain("--replace-company");
    const replaced = await connect("--replace-company");
    expect(replaced.code, replaced.stderr).toBe(0);
    expect(replaced.stdout).toContain("Harbor Pine Sales");
  }, 30_000);
});

describe("the practice profile", () => {
  const app = {
    PDQB_QUICKBOOKS_CLIENT_ID: "one-of-a-real-app",
    PDQB_QUICKBOOKS_CLIENT_SECRET: "not-shown",
  };
  const login = (line: string) => services.run(line, { env: app, stdin: "no address" });

  it("gets no real login: whoever names no profile connects a new one to the real services", async () => {
    const real = await login("connect quickbooks --no-browser");
    expect(real.stderr).toContain("https://appcenter.intuit.com/connect/oauth2?");
    expect(real.stderr).not.toContain("127.0.0.1");
    const named = await login("connect quickbooks --paste --profile practice");
    expect(named.stderr).toContain("http://127.0.0.1:");
  });

  it("is connected again by the command that stands beside the error", async () => {
    const path = join(services.path, "secrets.json");
    const dead = readFileSync(path, "utf8").replace(
      /("(?:access|refresh)Token":\s*")[^"]{4}/g,
      "$1dead",
    );
    writeFileSync(path, dead);
    const ended = await services.run("deals");
    expect([ended.code, ended.stderr]).toEqual([
      4,
      expect.stringContaining("Next: pdqb practice start\n"),
    ]);
    expect((await services.run("practice start")).code).toBe(0);
    expect((await services.run("deals")).code).toBe(0);
  });
});

describe("an end", () => {
  it("forgets the secrets and keeps the rest", async () => {
    const result = await services.run("disconnect pipedrive");
    expect(result.code, result.stderr).toBe(0);
    const status = await services.run("status --offline --json");
    expect(status.code).toBe(4);
    expect(JSON.parse(status.stdout)).toMatchObject({
      pipedrive: { state: "missing", company: "Harbor Pine Sales" },
      quickbooks: { state: "stored" },
    });
    expect((await services.run("disconnect pipedrive")).stdout).toContain("was not connected");
  });
});

// What a staged failure does to a write at each service: whether it is committed, and what the other side gets instead of an answer.
// Asked by plain HTTP, so that nothing of pdqb's client has a hand in it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { steer } from "../support/practice-control.mjs";
import { Home } from "../support/run.ts";

const home = new Home();
let env: Record<string, string>;

beforeAll(async () => {
  const started = await home.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
  env = (await home.json("practice env")) as unknown as Record<string, string>;
  await home.run("practice settings quickbooks.throttles off");
  await home.run("practice settings pipedrive.rate_limits off");
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Answer = { status: number; type: string; text: string; headers: Headers };
type Outcome = Answer | "no answer";

async function ask(
  url: string,
  token: string,
  body?: unknown,
  timeoutMs = 1_500,
): Promise<Outcome> {
  try {
    const answer = await fetch(url, {
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    const type = answer.headers.get("content-type") ?? "";
    return { status: answer.status, type, text, headers: answer.headers };
  } catch {
    return "no answer";
  }
}

let made = 0;

/** A write at each service, and how many of what it makes are there. */
const SERVICES = {
  quickbooks: {
    url: () => `${env.PDQB_QUICKBOOKS_ORIGIN}/v3/company/${env.PRACTICE_REALM_ID}`,
    async write(name: string) {
      const token = env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN ?? "";
      return ask(`${this.url()}/customer`, token, { DisplayName: name });
    },
    async count(name: string) {
      const token = env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN ?? "";
      const query = encodeURIComponent(`select * from Customer where DisplayName = '${name}'`);
      const answer = (await ask(`${this.url()}/query?query=${query}`, token)) as Answer;
      return (JSON.parse(answer.text).QueryResponse.Customer ?? []).length as number;
    },
  },
  pipedrive: {
    async write(name: string) {
      const token = env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN ?? "";
      const url = `${env.PDQB_PIPEDRIVE_ORIGIN}/api/v1/notes`;
      return ask(url, token, { content: name, deal_id: 123 });
    },
    async count(name: string) {
      const token = env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN ?? "";
      const url = `${env.PDQB_PIPEDRIVE_ORIGIN}/api/v1/notes?deal_id=123&limit=500`;
      const answer = (await ask(url, token)) as Answer;
      return (JSON.parse(answer.text).data as { content: string }[]).filter(
        ({ content }) => content === name,
      ).length;
    },
  },
};
type ServiceName = keyof typeof SERVICES;
const NAMES = Object.keys(SERVICES) as ServiceName[];

const stage = (rule: Record<string, unknown>) =>
  steer(home.path, "fail", { method: "POST", body: JSON.stringify(rule) });

/** The outcome of a write that is struck, and how many things it left in the books. */
async function struck(service: ServiceName, rule: Record<string, unknown>) {
  made += 1;
  const name = `struck ${made}`;
  await stage({ service, method: "POST", ...rule });
  const outcome = await SERVICES[service].write(name);
  await steer(home.path, "fail", { method: "DELETE" });
  return { outcome, left: await SERVICES[service].count(name) };
}

beforeEach(() => steer(home.path, "fail", { method: "DELETE" }));

describe.each(NAMES)("a write to %s", (service) => {
  it.each([
    ["drop_before", 0],
    ["drop_after", 1],
    ["hang", 1],
    ["truncated", 1],
  ])("%s: no whole answer comes, and so many were made: %i", async (kind, left) => {
    expect(await struck(service, { kind })).toEqual({ outcome: "no answer", left });
  });

  it.each([
    ["status_before", 500, 0],
    ["status_before", 502, 0],
    ["status_before", 503, 0],
    ["status_after", 500, 1],
    ["status_after", 502, 1],
    ["status_after", 503, 1],
  ])("%s %i: an error page, and so many were made: %i", async (kind, status, left) => {
    const result = await struck(service, { kind, status });
    expect(result).toMatchObject({ outcome: { status, type: "text/html" }, left });
  });

  it.each([
    ["html", "text/html", "<html>"],
    ["xml", "application/xml", "<IntuitResponse/>"],
    ["wrong_type", "text/plain", "struck"],
  ])("%s: committed, and another kind of body than was asked for", async (kind, type, text) => {
    const result = await struck(service, { kind });
    expect(result).toMatchObject({
      outcome: { type, text: expect.stringContaining(text) },
      left: 1,
    });
  });

  it("delay: the true answer comes late", async () => {
    const late = await struck(service, { kind: "delay", seconds: 1 });
    expect(late).toMatchObject({ outcome: { text: expect.stringContaining("struck") }, left: 1 });
  });

  it("nth and times: lets some pass, strikes so often, and is used up", async () => {
    await stage({ service, method: "post", kind: "status_before", status: 503, nth: 2, times: 2 });
    const statuses = [];
    for (const at of [1, 2, 3, 4]) {
      const outcome = await SERVICES[service].write(`${service} in turn ${at}`);
      statuses.push(outcome === "no answer" ? 0 : outcome.status);
    }
    expect(statuses.map((status) => status === 503)).toEqual([false, true, true, false]);
  });
});

describe("in the words of the service that is struck", () => {
  it("429: XML with code 3001 at QuickBooks", async () => {
    const { outcome, left } = await struck("quickbooks", { kind: "429" });
    expect(outcome).toMatchObject({
      status: 429,
      type: "application/xml",
      text: expect.stringContaining('code="3001"'),
    });
    expect((outcome as Answer).headers.get("retry-after")).toBeNull();
    expect(left).toBe(0);
    const asked = await struck("quickbooks", { kind: "429", retryAfter: 60 });
    expect((asked.outcome as Answer).headers.get("retry-after")).toBe("60");
  });

  it("429: the gateway's envelope and the burst headers at Pipedrive", async () => {
    const { outcome, left } = await struck("pipedrive", { kind: "429", retryAfter: 2 });
    const { status, text, headers } = outcome as Answer;
    expect([status, left]).toEqual([429, 0]);
    expect(JSON.parse(text)).toMatchObject({ success: false, errorCode: 429 });
    expect(headers.get("x-ratelimit-remaining")).toBe("0");
    expect(headers.get("retry-after")).toBe("2");
  });

  it("an expired token: fault 3200 at QuickBooks, the gateway's 401 at Pipedrive", async () => {
    const books = await struck("quickbooks", { kind: "expired_token" });
    expect(books).toMatchObject({
      outcome: { status: 401, text: expect.stringContaining('"3200"') },
      left: 0,
    });
    const deals = await struck("pipedrive", { kind: "expired_token" });
    expect(deals.left).toBe(0);
    expect(JSON.parse((deals.outcome as Answer).text)).toMatchObject({
      success: false,
      error: "unauthorized access",
      errorCode: 401,
    });
  });

  it("a revoked grant: invalid_grant at both token endpoints", async () => {
    for (const service of NAMES) {
      const { outcome } = await struck(service, { kind: "revoked_token" });
      expect(JSON.parse((outcome as Answer).text)).toMatchObject({ error: "invalid_grant" });
    }
  });

  it("a stale SyncToken: fault 5010, and only QuickBooks has one", async () => {
    const { outcome, left } = await struck("quickbooks", { kind: "stale_sync_token" });
    expect(outcome).toMatchObject({ status: 400, text: expect.stringContaining('"5010"') });
    expect(left).toBe(0);
    expect((await stage({ service: "pipedrive", kind: "stale_sync_token" })).status).toBe(400);
  });
});

describe("what cannot be staged", () => {
  it.each([
    [{ kind: "html", path: "/(/" }, "is no pattern"],
    [{ kind: "nothing" }, "kind is one of"],
    [{ kind: "html", service: "xero" }, "service is one of"],
    [{ kind: "html", method: "FETCH" }, "method is one of"],
    [{ kind: "status_after", status: 7 }, "status is a whole number"],
    [{ kind: "html", nth: 0 }, "nth is a whole number"],
    [{ kind: "html", times: 1.5 }, "times is a whole number"],
  ])("%j is refused, and nothing is staged", async (rule, words) => {
    const answer = await stage(rule);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).toContain(words);
    const { rules } = await home.json("practice fail");
    expect(rules).toEqual([]);
  });

  it("is a usage error of the command, with the reason", async () => {
    const bad = await home.run(["practice", "fail", "html", "--path", "/(/"]);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('path "/(/" is no pattern');
  });
});

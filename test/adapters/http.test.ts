import { createRequire } from "node:module";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import axios from "../../src/adapters/axios.cjs";
import { answerError, cleanText } from "../../src/adapters/http/faults.ts";
import { retryRead } from "../../src/adapters/http/retry.ts";
import { type Call, createHttp, type HttpOptions, inCall } from "../../src/adapters/http.ts";
import { ServiceError } from "../../src/domain/errors.ts";
import { redact } from "../../src/domain/redact.ts";
import { closedOrigin, json, recordingServer, thrown } from "./recording-server.ts";

const TOKEN = "s3cr3t-access-token";

function call(effect: Call["effect"], http: Partial<HttpOptions> = {}): Call {
  const timeoutMs = { read: 2_000, write: 2_000 };
  return { service: "pipedrive", effect, http: { timeoutMs, version: "1.2.3", ...http } };
}

function post(context: Call, url: string) {
  const http = createHttp();
  const headers = { Authorization: `Bearer ${TOKEN}` };
  return inCall(context, () => http.post(url, { title: "x" }, { headers }));
}

test("the shared axios is the very instance that the SDKs require", () => {
  expect(axios).toBe(createRequire(import.meta.url)("axios"));
  for (const sdk of ["node-quickbooks", "intuit-oauth", "pipedrive"]) {
    const fromSdk = createRequire(createRequire(import.meta.url).resolve(sdk));
    expect(fromSdk.resolve("axios")).toBe(createRequire(import.meta.url).resolve("axios"));
  }
});

describe("the fate of a request without an answer", () => {
  test("no connection: not sent, and out of reach for reads and writes alike", async () => {
    const origin = await closedOrigin();
    for (const effect of ["read", "write"] as const) {
      const error = await thrown(post(call(effect), `${origin}/api/v1/deals`));
      expect(error).toBeInstanceOf(ServiceError);
      expect(error).toMatchObject({ kind: "unavailable", fate: "not_sent", service: "pipedrive" });
      expect((error as ServiceError).reason).toContain("ECONNREFUSED");
    }
  });

  test("an unreachable network is not sent while connecting, and unclear after that", async () => {
    const unreachable = (syscall: string) =>
      Object.assign(new Error("unreachable"), { code: "ENETUNREACH", syscall });
    const outcome = (cause: Error) =>
      thrown(
        inCall(call("write"), () =>
          createHttp().post("http://127.0.0.1:1/x", "{}", {
            adapter: (config) => Promise.reject(axios.AxiosError.from(cause, undefined, config)),
          }),
        ),
      );
    expect(await outcome(unreachable("connect"))).toMatchObject({ fate: "not_sent" });
    expect(await outcome(unreachable("read"))).toMatchObject({
      kind: "unknown_outcome",
      fate: "unclear",
    });
    const both = new AggregateError([unreachable("connect"), unreachable("connect")]);
    expect(await outcome(both)).toMatchObject({ fate: "not_sent" });
    const mixed = new AggregateError([unreachable("connect"), unreachable("read")]);
    expect(await outcome(mixed)).toMatchObject({ fate: "unclear" });
  });

  test.each([
    ["a cut socket", "cut"],
    ["an answer cut in its middle", "half"],
  ] as const)("%s: a write is unclear, a read only unavailable", async (_, fault) => {
    const server = await recordingServer(() => ({ ...json({ data: "0123456789" }), fault }));
    const write = await thrown(post(call("write"), `${server.origin}/x`));
    expect(write).toMatchObject({ kind: "unknown_outcome", fate: "unclear" });
    const read = await thrown(post(call("read"), `${server.origin}/x`));
    expect(read).toMatchObject({ kind: "unavailable", fate: "unclear" });
  });

  test("a time-out is unclear for a write, and each effect has its own time", async () => {
    const server = await recordingServer(() => ({ fault: "hang" }));
    const options = { timeoutMs: { read: 60_000, write: 100 } };
    const error = await thrown(post(call("write", options), `${server.origin}/x`));
    expect(error).toMatchObject({ kind: "unknown_outcome", fate: "unclear" });
    expect((error as ServiceError).reason).toContain("No answer came in time");
  });

  test("no error shows the token, however deeply it is printed", async () => {
    const origin = await closedOrigin();
    const error = await thrown(post(call("write"), `${origin}/x?api_token=${TOKEN}`));
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });
});

describe("what goes out", () => {
  test("a redirect is not followed, so the token and the write are not sent twice", async () => {
    const server = await recordingServer(() => ({
      status: 307,
      headers: { location: "/elsewhere" },
    }));
    const answer = await post(call("write"), `${server.origin}/x`);
    expect(answer.status).toBe(307);
    expect(server.requests.map((r) => r.path)).toEqual(["/x"]);
  });

  test("a proxy of the environment is passed by for this machine", async () => {
    const server = await recordingServer(() => json({ ok: true }));
    const proxy = await closedOrigin();
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = proxy;
    try {
      const answer = await post(call("read"), `${server.origin}/x`);
      expect(answer.data).toEqual({ ok: true });
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
    }
  });

  test("the program names itself", async () => {
    const server = await recordingServer(() => json({}));
    await post(call("read"), `${server.origin}/x`);
    expect(server.requests[0]?.headers["user-agent"]).toBe("pdqb/1.2.3");
  });

  test("a request outside of a call is refused before it leaves", async () => {
    const server = await recordingServer(() => json({}));
    const error = await thrown(createHttp().get(`${server.origin}/x`));
    expect((error as Error).message).toContain("outside of inCall");
    expect(server.requests).toEqual([]);
  });

  test("the log has method, path, status and trace id, and nothing secret", async () => {
    const server = await recordingServer(() => json({ a: 1 }, { "x-correlation-id": "trace-7" }));
    const lines: string[] = [];
    const url = `${server.origin}/api/v1/deals?api_token=${TOKEN}&limit=5&term=Meyer`;
    await post(call("read", { log: (line) => lines.push(line) }), url);
    const host = new URL(server.origin).host;
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^POST ${host}/api/v1/deals\\?limit=5 200 \\d+ ms trace-7$`),
      ),
    ]);
  });

  test("a request that got no answer is logged too", async () => {
    const lines: string[] = [];
    await thrown(
      post(call("read", { log: (line) => lines.push(line) }), `${await closedOrigin()}/x`),
    );
    expect(lines).toEqual([expect.stringContaining("/x ECONNREFUSED ")]);
  });
});

describe("the meaning of an answer", () => {
  const answered = (effect: Call["effect"], status: number) =>
    answerError(call(effect), { status, headers: {}, traceId: "t-1", reason: "because" });

  test.each([
    ["read", 401, "connection", "refused"],
    ["write", 401, "connection", "refused"],
    ["read", 404, "not_found", "refused"],
    ["write", 404, "refused", "refused"],
    ["read", 403, "refused", "refused"],
    ["write", 429, "unavailable", "refused"],
    ["read", 503, "unavailable", "unclear"],
    ["write", 500, "unknown_outcome", "unclear"],
    ["write", 408, "unknown_outcome", "unclear"],
    ["write", 302, "unknown_outcome", "unclear"],
  ] as const)("%s %d: %s, %s", (effect, status, kind, fate) => {
    expect(answered(effect, status)).toMatchObject({ kind, fate, status, traceId: "t-1" });
  });

  test("what the service says is cleaned of control characters", () => {
    const error = answerError(call("read"), {
      status: 400,
      headers: {},
      traceId: undefined,
      codes: ["7"],
      reason: "bad\u001b[31m name\u0007\nBearer abc.def",
    });
    expect(error.reason).toBe(
      "Pipedrive answered: bad [31m name Bearer [hidden] (HTTP 400, code 7).",
    );
  });
});

describe("retryRead", () => {
  const failing = (status: number, headers: Record<string, string> = {}) =>
    answerError(call("read"), { status, headers, traceId: undefined });

  async function run(errors: Error[]) {
    const waits: number[] = [];
    let attempts = 0;
    const outcome = await retryRead(
      async () => {
        const error = errors[attempts++];
        if (error) throw error;
        return "done";
      },
      { sleep: async (ms) => waits.push(ms), random: () => 0 },
    ).catch((error: unknown) => error);
    return { outcome, attempts, waits };
  }

  test("tries again after 429 and 5xx, waiting longer each time", async () => {
    const result = await run([failing(503), failing(429), failing(500)]);
    expect(result).toEqual({ outcome: "done", attempts: 4, waits: [400, 800, 1600] });
  });

  test("gives up after three repetitions with the last error", async () => {
    const errors = [1, 2, 3, 4, 5].map(() => failing(503));
    const result = await run(errors);
    expect(result.attempts).toBe(4);
    expect(result.outcome).toBe(errors[3]);
  });

  test("waits as long as Retry-After or Pipedrive's reset says", async () => {
    const result = await run([
      failing(429, { "retry-after": "7" }),
      failing(429, { "x-ratelimit-reset": "2" }),
    ]);
    expect(result.waits).toEqual([7_000, 2_000]);
  });

  test("does not wait for longer than half a minute, but says so at once", async () => {
    const result = await run([failing(429, { "retry-after": "3600" })]);
    expect(result).toMatchObject({ attempts: 1, waits: [] });
    expect(result.outcome).toMatchObject({ kind: "unavailable", retry: true });
  });

  test("does not repeat what was refused, nor a time-out", async () => {
    expect((await run([failing(400)])).attempts).toBe(1);
    const server = await recordingServer(() => ({ fault: "hang" }));
    const options = { timeoutMs: { read: 100, write: 100 } };
    const error = await thrown(retryRead(() => post(call("read", options), `${server.origin}/x`)));
    expect(error).toMatchObject({ kind: "unavailable" });
    expect(server.requests).toHaveLength(1);
  });
});

describe("redact", () => {
  test.each([
    ["Authorization: Bearer ab.c-d_e/f==", "Authorization: Bearer [hidden]"],
    ["basic dXNlcjpwYXNz", "basic [hidden]"],
    ['{"access_token":"abc","a":1}', '{"access_token":"[hidden]","a":1}'],
    ["https://x.example/cb?code=AB1&state=q", "https://x.example/cb?code=[hidden]&state=q"],
    ["refresh_token=abc&grant_type=x", "refresh_token=[hidden]&grant_type=x"],
    ["x-api-token: 0123abc", "x-api-token: [hidden]"],
    ["token eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln here", "token [hidden] here"],
    ["GET /v3/company/1/invoice 200", "GET /v3/company/1/invoice 200"],
  ])("%s", (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test("cleanText keeps one bounded line", () => {
    expect(cleanText("a\tb\r\nc\u009b\u2028d")).toBe("a b c d");
    expect(cleanText("x".repeat(600), 10)).toBe(`${"x".repeat(10)}…`);
  });
});

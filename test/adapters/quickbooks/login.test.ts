import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { openQuickBooks } from "../../../src/adapters/quickbooks/index.ts";
import { quickbooksLogin } from "../../../src/adapters/quickbooks/login.ts";
import { json, type Responder, recordingServer, thrown } from "../recording-server.ts";
import { memorySecrets, NOW, REALM, secretWith } from "./support.ts";

const APP = { clientId: "cl1", clientSecret: "se/cr:et" };
const REDIRECT = "http://localhost:53682/callback";

async function login(respond: Responder) {
  const server = await recordingServer(respond);
  const port = quickbooksLogin({
    origin: server.origin,
    http: { timeoutMs: { read: 1_000, write: 1_000 }, version: "0" },
    now: () => new Date(NOW),
  });
  return { ...server, port };
}

const callback = (query: string) => new URL(`${REDIRECT}?${query}`);

describe("the authorize address", () => {
  test("of the real service", async () => {
    const port = quickbooksLogin({
      origin: null,
      http: { timeoutMs: { read: 1, write: 1 }, version: "0" },
      now: () => new Date(NOW),
    });
    const url = new URL(await port.authorizeUrl(APP, REDIRECT, "st ate&1"));
    expect(url.origin + url.pathname).toBe("https://appcenter.intuit.com/connect/oauth2");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "cl1",
      response_type: "code",
      scope: "com.intuit.quickbooks.accounting",
      redirect_uri: REDIRECT,
      state: "st ate&1",
    });
  });

  test("of a service on this machine has the same path", async () => {
    const { port, origin } = await login(() => json({}));
    const url = new URL(await port.authorizeUrl(APP, REDIRECT, "s"));
    expect(url.origin + url.pathname).toBe(`${origin}/connect/oauth2`);
  });
});

describe("exchanging the code", () => {
  test("sends code and redirect once, and keeps a realm id beyond the safe integers", async () => {
    const { port, requests } = await login(() =>
      json({
        access_token: "a",
        refresh_token: "r",
        expires_in: 3600,
        x_refresh_token_expires_in: 8726400,
        x_refresh_token_hard_expires_in: 156_000_000,
      }),
    );
    const secret = await port.exchange(
      APP,
      REDIRECT,
      callback(`code=AB11%2Bx&state=s&realmId=${REALM}#frag`),
    );
    expect(secret).toEqual({
      ...APP,
      realm: REALM,
      accessToken: "a",
      accessExpiresAt: NOW + 3_600_000,
      refreshToken: "r",
      refreshExpiresAt: NOW + 8_726_400_000,
      grantEndsAt: NOW + 156_000_000_000,
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.path).toBe("/oauth2/v1/tokens/bearer");
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
      grant_type: "authorization_code",
      code: "AB11+x",
      redirect_uri: REDIRECT,
    });
  });

  test.each([
    ["refused by the person", "error=access_denied&state=s", "Access was refused"],
    ["a scope that the app has not", "error=invalid_scope&state=s", "invalid_scope"],
    ["no code", `state=s&realmId=${REALM}`, "no code or no company"],
    ["no company", "code=a&state=s", "no code or no company"],
    ["a company that is no number", "code=a&realmId=../x", "no code or no company"],
  ])("%s: not connected, and nothing is sent", async (_, query, words) => {
    const { port, requests } = await login(() => json({}));
    const error = await thrown(port.exchange(APP, REDIRECT, callback(query)));
    expect(error).toMatchObject({ kind: "connection", reason: expect.stringContaining(words) });
    expect(requests).toEqual([]);
  });

  test.each([
    [400, '{"error":"invalid_grant"}', "connection", "used up, too old"],
    [401, '{"error":"invalid_client"}', "connection", "Development keys"],
    [401, "", "connection", "Development keys"],
    [503, "<html>", "unavailable", "503"],
    [200, "<html>", "unavailable", "not a token answer"],
  ] as const)("HTTP %d %s: %s, after one request", async (status, body, kind, words) => {
    const { port, requests } = await login(() => ({ status, body }));
    const error = await thrown(port.exchange(APP, REDIRECT, callback("code=a&realmId=1")));
    expect(error).toMatchObject({ kind, reason: expect.stringContaining(words) });
    expect(requests).toHaveLength(1);
  });

  test("no answer is not repeated, since a code works once; and no error shows a secret", async () => {
    const { port, requests } = await login(() => ({ fault: "cut" }));
    const error = await thrown(port.exchange(APP, REDIRECT, callback("code=c0de&realmId=1")));
    expect(error).toMatchObject({ kind: "unavailable" });
    expect(requests).toHaveLength(1);
    const shown = inspect(error, { depth: 20, showHidden: true });
    for (const secret of ["c0de", APP.clientSecret, Buffer.from("cl1:se/cr:et").toString("base64")])
      expect(shown).not.toContain(secret);
  });

  test("a token endpoint that hangs is given up", async () => {
    const server = await recordingServer(() => ({ fault: "hang" }));
    const port = quickbooksLogin({
      origin: server.origin,
      http: { timeoutMs: { read: 100, write: 60_000 }, version: "0" },
      now: () => new Date(NOW),
    });
    const error = await thrown(port.exchange(APP, REDIRECT, callback("code=a&realmId=1")));
    expect(error).toMatchObject({ kind: "unavailable" });
  });
});

describe("revoking", () => {
  test("posts the refresh token as JSON with the app's credentials", async () => {
    const { port, requests } = await login(() => ({ status: 200, body: "" }));
    await port.revoke(secretWith());
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: "POST", path: "/v2/oauth2/tokens/revoke" });
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ token: "refresh-1" });
    expect(requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("the-client:the-client-secret").toString("base64")}`,
    );
  });

  test("a grant that is dead already is fine", async () => {
    const { port } = await login(() => ({ status: 400, body: '{"error":"invalid_grant"}' }));
    await expect(port.revoke(secretWith())).resolves.toBeUndefined();
  });

  test("no answer, and a wrong client, are told", async () => {
    const cut = await login(() => ({ fault: "cut" }));
    expect(await thrown(cut.port.revoke(secretWith()))).toMatchObject({ kind: "unavailable" });
    const wrong = await login(() => ({ status: 401, body: '{"error":"invalid_client"}' }));
    expect(await thrown(wrong.port.revoke(secretWith()))).toMatchObject({ kind: "connection" });
  });
});

describe("the company of a new grant", () => {
  test("is read with the grant's own token", async () => {
    const { port, requests } = await login(() =>
      json({
        CompanyInfo: {
          Id: "1",
          CompanyName: "Books Oy",
          Country: "FI",
          DefaultTimeZone: "Europe/Helsinki",
        },
      }),
    );
    const company = await port.company(secretWith(), "practice");
    expect(company).toEqual({
      realm: REALM,
      name: "Books Oy",
      country: "FI",
      timeZone: "Europe/Helsinki",
    });
    expect(requests.map((r) => [r.path, r.headers.authorization])).toEqual([
      [`/v3/company/${REALM}/companyinfo/${REALM}`, "Bearer access-1"],
    ]);
  });

  test("a refused token is a failed connection, without a refresh", async () => {
    const { port, requests } = await login(() => ({ status: 401, body: "" }));
    expect(await thrown(port.company(secretWith(), "practice"))).toMatchObject({
      kind: "connection",
    });
    expect(requests).toHaveLength(1);
  });
});

describe("where tokens may go", () => {
  const open = (environment: "production" | "practice", origin: string | null, realm = REALM) =>
    openQuickBooks({
      realm,
      environment,
      origin,
      secrets: memorySecrets(secretWith()),
      exclusive: (_, work) => work(),
      profile: "p",
      now: () => new Date(NOW),
      http: { timeoutMs: { read: 1, write: 1 }, version: "0" },
    });

  test("an origin that is not this machine is refused", () => {
    for (const origin of [
      "https://evil.example",
      "http://127.0.0.1.evil.example",
      "http://10.0.0.1",
    ])
      expect(() => open("practice", origin)).toThrow("may only name this machine");
  });

  test("the practice books need an origin", () => {
    expect(() => open("practice", null)).toThrow("need an address on this machine");
    expect(() => open("production", null)).not.toThrow();
  });

  test("a realm that is no number is refused", () => {
    expect(() => open("production", null, "1/../2")).toThrow("not an id");
  });
});

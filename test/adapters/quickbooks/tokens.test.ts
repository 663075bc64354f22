import { describe, expect, test } from "vitest";
import { openQuickBooks } from "../../../src/adapters/quickbooks/index.ts";
import type { QuickBooksSecret } from "../../../src/domain/settings.ts";
import { json, type Received, type Reply, thrown } from "../recording-server.ts";
import { memorySecrets, NOW, REALM, secretWith, wireInvoice, world } from "./support.ts";

const TOKEN_PATH = "/oauth2/v1/tokens/bearer";
/** Less than two minutes are left. */
const DUE = secretWith({ accessExpiresAt: NOW + 119_999 });

const tokenAnswer = (number: number, more: Record<string, unknown> = {}): Reply =>
  json({
    token_type: "bearer",
    access_token: `access-${number}`,
    refresh_token: `refresh-${number}`,
    expires_in: 3600,
    x_refresh_token_expires_in: 8726400,
    ...more,
  });

const isToken = (request: Received) => request.path === TOKEN_PATH;
const refreshes = (requests: Received[]) => requests.filter(isToken);
const read = json({ Invoice: wireInvoice() });

describe("the access token", () => {
  test("with two minutes left it is used as it is", async () => {
    const secret = secretWith({ accessExpiresAt: NOW + 120_000 });
    const { quickbooks, requests } = await world(() => read, { secret });
    await quickbooks.invoice("3120");
    expect(requests.map((r) => r.headers.authorization)).toEqual(["Bearer access-1"]);
  });

  test("with less it is refreshed first, and the new pair is stored before it is used", async () => {
    let storedAtUse: string | undefined;
    const made = await world(
      (request) => {
        if (isToken(request))
          return tokenAnswer(2, { x_refresh_token_hard_expires_in: 156_000_000 });
        storedAtUse = made.secrets.secret?.refreshToken;
        return read;
      },
      { secret: DUE },
    );
    await made.quickbooks.invoice("3120");

    const [refresh, use] = made.requests;
    expect(refresh?.method).toBe("POST");
    expect(Object.fromEntries(new URLSearchParams(refresh?.body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "refresh-1",
    });
    expect(refresh?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from("the-client:the-client-secret").toString("base64")}`,
      accept: "application/json",
      "content-type": expect.stringContaining("application/x-www-form-urlencoded"),
      "x-include-refresh-token-hard-expires-in": "true",
      "user-agent": "pdqb/0.0.0",
    });
    expect(use?.headers.authorization).toBe("Bearer access-2");
    expect(storedAtUse).toBe("refresh-2");
    expect(made.secrets.secret).toEqual({
      ...DUE,
      accessToken: "access-2",
      accessExpiresAt: NOW + 3_600_000,
      refreshToken: "refresh-2",
      refreshExpiresAt: NOW + 8_726_400_000,
      grantEndsAt: NOW + 156_000_000_000,
    });
    expect(made.lockKeys).toEqual(["token/quickbooks/books"]);
  });

  test("an end of the grant that was known is kept when the answer does not repeat it", async () => {
    const secret = secretWith({ accessExpiresAt: 0, grantEndsAt: 42 });
    const made = await world((request) => (isToken(request) ? tokenAnswer(2) : read), { secret });
    await made.quickbooks.invoice("3120");
    expect(made.secrets.secret?.grantEndsAt).toBe(42);
  });

  test("ten calls at once refresh once", async () => {
    const made = await world((request) => (isToken(request) ? tokenAnswer(2) : read), {
      secret: DUE,
    });
    await Promise.all(Array.from({ length: 10 }, () => made.quickbooks.invoice("3120")));
    expect(refreshes(made.requests)).toHaveLength(1);
    expect(made.secrets.put).toHaveLength(1);
  });

  test("what another process stored meanwhile is used inside the lock, without a refresh", async () => {
    const made = await world(() => read, { secret: DUE });
    const quickbooks = openQuickBooks({
      realm: REALM,
      environment: "practice",
      origin: made.origin,
      secrets: made.secrets,
      exclusive: async (_, work) => {
        made.secrets.secret = secretWith({ accessToken: "theirs", refreshToken: "refresh-9" });
        return work();
      },
      profile: "books",
      now: () => new Date(NOW),
      http: { timeoutMs: { read: 2_000, write: 2_000 }, version: "0" },
    });
    await quickbooks.invoice("3120");
    expect(made.requests.map((r) => r.headers.authorization)).toEqual(["Bearer theirs"]);
  });

  test("refused with 401 although it looked fresh: refreshed once, repeated once", async () => {
    const made = await world((request) => {
      if (isToken(request)) return tokenAnswer(2);
      return request.headers.authorization === "Bearer access-2" ? read : { status: 401 };
    });
    const invoice = await made.quickbooks.invoice("3120");
    expect(invoice.id).toBe("3120");
    expect(made.requests.map((r) => r.path)).toEqual([
      `/v3/company/${REALM}/invoice/3120`,
      TOKEN_PATH,
      `/v3/company/${REALM}/invoice/3120`,
    ]);
    expect(await made.quickbooks.usage()).toEqual({ calls: 2, metered: 1 });
  });
});

describe("a refresh that fails", () => {
  const invalidGrant: Reply = {
    status: 400,
    body: '{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}',
  };

  /** Answers the token requests in turn, the last for all that follow. */
  const answering =
    (...replies: Reply[]) =>
    (made: { requests: Received[] } | undefined, request: Received): Reply =>
      isToken(request)
        ? (replies[Math.min(refreshes(made?.requests ?? []).length, replies.length) - 1] ?? read)
        : read;

  async function failing(secret: QuickBooksSecret, ...replies: Reply[]) {
    const answer = answering(...replies);
    const made: Awaited<ReturnType<typeof world>> = await world(
      (request) => answer(made, request),
      { secret },
    );
    return made;
  }

  test("invalid_grant: the store is read again, and a dead grant says how to connect", async () => {
    const made = await failing(DUE, invalidGrant);
    const error = await thrown(made.quickbooks.invoice("3120"));
    expect(error).toMatchObject({
      kind: "connection",
      fate: "not_sent",
      next: ["pdqb connect quickbooks --profile books"],
      reason: expect.stringContaining("Incorrect or invalid refresh token"),
    });
    expect(made.requests).toHaveLength(1);
    expect(made.secrets.put).toEqual([]);
    // When it was needed, inside the lock, and after the refusal.
    expect(made.secrets.reads).toBe(3);
  });

  test("invalid_grant while another process rotated: its token is used", async () => {
    const made = await world(
      (request) => {
        if (!isToken(request)) return read;
        made.secrets.secret = secretWith({ accessToken: "theirs", refreshToken: "refresh-9" });
        return invalidGrant;
      },
      { secret: DUE },
    );
    await made.quickbooks.invoice("3120");
    expect(made.requests.map((r) => r.headers.authorization).slice(1)).toEqual(["Bearer theirs"]);
    expect(made.secrets.put).toEqual([]);
  });

  test("no answer: one retry with what the store holds then", async () => {
    const made = await failing(DUE, { fault: "cut" }, tokenAnswer(2));
    await made.quickbooks.invoice("3120");
    expect(refreshes(made.requests)).toHaveLength(2);
    expect(made.secrets.secret?.refreshToken).toBe("refresh-2");
  });

  test.each([
    ["cut sockets", { fault: "cut" } as Reply],
    ["503", { status: 503, body: "<html>" } as Reply],
    ["a page with HTTP 200, which is never stored as tokens", { body: "<html>hi</html>" } as Reply],
  ])("%s: unavailable after one retry, and nothing was sent", async (_, reply) => {
    const made = await failing(DUE, reply);
    const item = { entity: "Item", operation: "create", body: "{}" } as const;
    const error = await thrown(made.quickbooks.send(item, "r1"));
    expect(error).toMatchObject({ kind: "unavailable", fate: "not_sent", retry: true });
    expect(made.requests.map((r) => r.path)).toEqual([TOKEN_PATH, TOKEN_PATH]);
    expect(made.secrets.put).toEqual([]);
  });

  test("a wrong client is said to be one", async () => {
    const made = await failing(DUE, { status: 401, body: '{"error":"invalid_client"}' });
    const error = await thrown(made.quickbooks.invoice("3120"));
    expect(error).toMatchObject({
      kind: "connection",
      message: expect.stringContaining("client id and secret"),
    });
    expect(made.requests).toHaveLength(1);
  });

  test("no grant, and a grant of another company, are refused before any request", async () => {
    const made = await world(() => read);
    made.secrets.secret = undefined;
    expect(await thrown(made.quickbooks.invoice("1"))).toMatchObject({
      kind: "connection",
      next: ["pdqb connect quickbooks --profile books"],
    });
    made.secrets.secret = secretWith({ realm: "77" });
    expect(await thrown(made.quickbooks.invoice("1"))).toMatchObject({ kind: "refused" });
    expect(made.requests).toEqual([]);
  });
});

test("a store that cannot be written keeps the new token from being used", async () => {
  const secrets = memorySecrets(DUE);
  const made = await world((request) => (isToken(request) ? tokenAnswer(2) : read), {
    secret: DUE,
  });
  const quickbooks = openQuickBooks({
    realm: REALM,
    environment: "practice",
    origin: made.origin,
    secrets: {
      quickbooks: secrets.quickbooks,
      putQuickBooks: async () => {
        throw new Error("disk full");
      },
    },
    exclusive: (_, work) => work(),
    profile: "books",
    now: () => new Date(NOW),
    http: { timeoutMs: { read: 2_000, write: 2_000 }, version: "0" },
  });
  await expect(quickbooks.invoice("3120")).rejects.toThrow("disk full");
  expect(made.requests.map((r) => r.path)).toEqual([TOKEN_PATH]);
});

// The grant of Pipedrive when its renewal goes wrong, while other processes hold the same one.
import { describe, expect, it } from "vitest";
import { openTokens } from "../../../src/adapters/pipedrive/tokens.ts";
import type { PipedriveSecret } from "../../../src/domain/settings.ts";
import { json, type Reply, recordingServer } from "../recording-server.ts";
import { HTTP, NOW, oauth } from "./support.ts";

const DAYS = 86_400_000;
const refused = { status: 400, body: '{"error":"invalid_grant"}' };

/** `answers`: one after the other. `onAnswer`: what another process stores meanwhile. */
async function tokens(
  answers: (Reply | "renewed")[],
  {
    change = {},
    after,
    isToken = false,
  }: { change?: object; after?: PipedriveSecret; isToken?: boolean } = {},
) {
  const server = await recordingServer((_request, number) => {
    const answer = answers[number] ?? { status: 500 };
    if (after) stored = after;
    if (answer !== "renewed") return answer;
    return json({
      ...{ access_token: "access-9", refresh_token: "refresh-9", expires_in: 3600 },
      api_domain: server.origin,
    });
  });
  const stale = { accessExpiresAt: NOW + 60_000, ...change };
  let stored: PipedriveSecret | undefined = isToken
    ? { method: "token", apiToken: "t" }
    : oauth(server.origin, stale);
  const source = openTokens({
    ...{ origin: server.origin, http: HTTP, now: () => new Date(NOW), profile: "books" },
    secrets: {
      pipedrive: async () => stored,
      putPipedrive: async (secret) => {
        stored = secret;
      },
    },
    exclusive: (_key, work) => work(),
  });
  const sent = () =>
    server.requests.map(({ body }) => new URLSearchParams(body).get("refresh_token"));
  const forget = () => {
    stored = undefined;
  };
  return { source, sent, forget, stored: () => stored };
}

const other = (origin = "http://127.0.0.1") =>
  oauth(origin, { accessToken: "access-2", refreshToken: "refresh-2" });

describe("a renewal that is refused", () => {
  it("ends the connection where nobody renewed it", async () => {
    const { source, stored } = await tokens([refused]);
    await expect(source.access()).rejects.toMatchObject({
      ...{ kind: "connection", fate: "not_sent", next: ["pdqb connect pipedrive --profile books"] },
    });
    expect(stored()).toMatchObject({ refreshToken: "refresh-1" });
  });

  it("is tried once more with the grant that another process stored meanwhile", async () => {
    const { source, sent, stored } = await tokens([refused, "renewed"], { after: other() });
    expect(await source.access()).toMatchObject({ accessToken: "access-9" });
    expect(sent()).toEqual(["refresh-1", "refresh-2"]);
    expect(stored()).toMatchObject({ refreshToken: "refresh-9" });
  });

  it("twice ends it, and no third is sent", async () => {
    const { source, sent } = await tokens([refused, refused], { after: other() });
    await expect(source.access()).rejects.toMatchObject({
      message: "The connection to Pipedrive has ended.",
    });
    expect(sent()).toHaveLength(2);
  });
});

describe("a renewal without an answer", () => {
  it("is sent once more, and may succeed", async () => {
    const { source, sent } = await tokens([{ fault: "cut" }, "renewed"]);
    expect(await source.access()).toMatchObject({ accessToken: "access-9" });
    expect(sent()).toEqual(["refresh-1", "refresh-1"]);
  });

  it("twice leaves the grant as it is: it is not known to have ended", async () => {
    const { source, stored } = await tokens([{ fault: "cut" }, { fault: "cut" }]);
    await expect(source.access()).rejects.toMatchObject({ kind: "unavailable" });
    expect(stored()).toMatchObject({ refreshToken: "refresh-1" });
  });

  it("gives way to a personal token that took its place", async () => {
    const after = { method: "token", apiToken: "t2" } as const;
    const { source, sent } = await tokens([{ fault: "cut" }], { after });
    expect(await source.access()).toEqual(after);
    expect(sent()).toHaveLength(1);
  });
});

it("a grant that lay for 30 days is renewed though its token is fresh: after 60 it would be gone", async () => {
  const fresh = { accessExpiresAt: NOW + 3_600_000 };
  const young = await tokens([], { change: { ...fresh, refreshedAt: NOW - 30 * DAYS + 1 } });
  expect(await young.source.access()).toMatchObject({ accessToken: "access-1" });
  const old = await tokens(["renewed"], { change: { ...fresh, refreshedAt: NOW - 30 * DAYS } });
  expect(await old.source.access()).toMatchObject({ accessToken: "access-9" });
});

it("a personal token is never renewed", async () => {
  const { source, sent } = await tokens([], { isToken: true });
  const token = await source.access();
  expect(await source.renew(token)).toEqual({ method: "token", apiToken: "t" });
  expect(sent()).toEqual([]);
});

it("without a login nothing is asked", async () => {
  const { source, sent, forget } = await tokens([]);
  forget();
  await expect(source.access()).rejects.toMatchObject({
    ...{ kind: "connection", reason: 'The profile "books" has no Pipedrive login.' },
  });
  expect(sent()).toEqual([]);
});

// What leaves for Pipedrive and how its answers are taken, over real loopback HTTP. Samples follow the reference's docs/pipedrive.md 1 to 6 and 9.
import { describe, expect, it } from "vitest";
import { pipedriveLogin } from "../../../src/adapters/pipedrive/login.ts";
import { json, recordingServer, thrown } from "../recording-server.ts";
import { connected, data, HTTP, NOW, oauth } from "./support.ts";

const LINE = {
  deal_id: 123,
  product_id: 2,
  name: "A",
  comments: "",
  item_price: 1,
  quantity: 1,
  discount: 0,
  discount_type: "percentage",
  tax: 0,
  tax_method: "none",
  sum: 1,
  currency: "EUR",
  is_enabled: true,
  billing_frequency: "one-time",
};

describe("reads", () => {
  it("ask v2 for a deal with its option labels, signed with the access token", async () => {
    const { pipedrive, requests } = await connected(() =>
      data({
        id: 123,
        title: "Studio",
        org_id: 402,
        custom_fields: { ab: { id: 3, label: "Gold" } },
      }),
    );
    const deal = await pipedrive.deal(123);
    expect(deal.organizationId).toBe(402);
    expect(deal.fields.ab?.text).toBe("Gold");
    const [request] = requests;
    expect(request?.path).toBe("/api/v2/deals/123");
    expect(request?.query.get("include_option_labels")).toBe("true");
    expect(request?.headers.authorization).toBe("Bearer access-1");
    expect(request?.headers["user-agent"]).toBe("pdqb/0.1.0");
  });

  it("sign with a personal token in its header", async () => {
    const { pipedrive, requests } = await connected(
      () => data({ id: 9, company_id: 5, company_domain: "nordhafen" }),
      () => ({ method: "token", apiToken: "personal" }),
    );
    expect((await pipedrive.me()).companyDomain).toBe("nordhafen");
    expect(requests[0]?.path).toBe("/api/v1/users/me");
    expect(requests[0]?.headers["x-api-token"]).toBe("personal");
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it("follow the pages of lines and put them in the order of the web app", async () => {
    const { pipedrive, requests } = await connected((request) =>
      request.query.get("cursor")
        ? data([{ ...LINE, id: 1, order_nr: 1 }])
        : data(
            [
              { ...LINE, id: 7 },
              { ...LINE, id: 3, order_nr: 2 },
            ],
            "next",
          ),
    );
    expect((await pipedrive.dealLines(123)).map(({ id }) => id)).toEqual([1, 3, 7]);
    expect(requests.map(({ path, query }) => [path, query.get("limit")])).toEqual([
      ["/api/v2/deals/123/products", "500"],
      ["/api/v2/deals/123/products", "500"],
    ]);
  });

  it("take a person's primary e-mail, else the first", async () => {
    const emails = [
      { value: "accounts@example.org", primary: false },
      { value: "ines@example.org", primary: true },
    ];
    const { pipedrive } = await connected((_request, number) =>
      data({ id: 913, name: "Ines", emails: number === 0 ? emails : emails.slice(0, 1) }),
    );
    expect((await pipedrive.person(913)).fields.email?.text).toBe("ines@example.org");
    expect((await pipedrive.person(913)).fields.email?.text).toBe("accounts@example.org");
  });

  it("take a plan without installments for a deal without them", async () => {
    const { pipedrive } = await connected(() => ({
      ...json({ success: false, error: "Payment required" }),
      status: 402,
    }));
    expect(await pipedrive.installments(123)).toEqual([]);
  });
});

describe("refusals", () => {
  it("a deleted and an unknown deal are no such deal", async () => {
    const { pipedrive } = await connected((_request, number) =>
      number === 0
        ? data({ id: 138, is_deleted: true })
        : { ...json({ success: false, error: "Entity was not found" }), status: 404 },
    );
    expect(await thrown(pipedrive.deal(138))).toMatchObject({ kind: "not_found" });
    expect(await thrown(pipedrive.deal(999))).toMatchObject({ kind: "not_found" });
  });

  it("a missing scope is told apart from a missing right and from being shut out", async () => {
    const answers = [
      { ...json({ success: false, error: "Scope and URL mismatch" }), status: 403 },
      { ...json({ success: false, error: "Forbidden" }), status: 403 },
      { status: 403, headers: { "content-type": "text/html" }, body: "<html>Cloudflare</html>" },
    ];
    const { pipedrive, requests } = await connected((_request, number) => answers[number] ?? {});
    expect(await thrown(pipedrive.dealLines(1))).toMatchObject({
      message: expect.stringContaining("scope"),
    });
    expect(await thrown(pipedrive.dealLines(1))).toMatchObject({
      message: expect.stringContaining("may not do this"),
    });
    expect(await thrown(pipedrive.dealLines(1))).toMatchObject({ kind: "unavailable" });
    expect(requests).toHaveLength(3);
  });

  it("a burst is waited out, a spent day is not", async () => {
    const busy = (headers: Record<string, string>) => ({
      ...json({ success: false, error: "Request over limit" }, headers),
      status: 429,
    });
    const burst = await connected((_request, number) =>
      number < 2 ? busy({ "x-ratelimit-reset": "1" }) : data([]),
    );
    expect(await burst.pipedrive.dealLines(1)).toEqual([]);
    const day = await connected(() => busy({ "x-daily-ratelimit-token-remaining": "0" }));
    expect(await thrown(day.pipedrive.dealLines(1))).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("budget"),
    });
    expect(day.requests).toHaveLength(1);
  });

  it("hold no token, whatever failed", async () => {
    const { pipedrive } = await connected(() => ({
      status: 500,
      body: "<html>",
      headers: { "content-type": "text/html" },
    }));
    const error = await thrown(pipedrive.dealLines(1));
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("access-1");
  });
});

describe("the access token", () => {
  const renewal = (origin: string) =>
    json({
      access_token: "access-2",
      refresh_token: "refresh-2",
      expires_in: 3599,
      token_type: "Bearer",
      api_domain: origin,
    });

  it("is refreshed once for many at a time, and stored before it is used", async () => {
    const seen: string[] = [];
    const world = await connected(
      (request) => {
        if (request.path === "/oauth/token") {
          seen.push(`token ${request.body}`);
          return renewal(`http://${request.headers.host}`);
        }
        const secret = world.stored();
        seen.push(`read with ${secret.method === "oauth" && secret.accessToken}`);
        return data([]);
      },
      (origin) => oauth(origin, { accessExpiresAt: NOW + 60_000 }),
    );
    await Promise.all([1, 2, 3].map((id) => world.pipedrive.dealLines(id)));
    expect(seen[0]).toBe("token grant_type=refresh_token&refresh_token=refresh-1");
    expect(seen.slice(1)).toEqual([
      "read with access-2",
      "read with access-2",
      "read with access-2",
    ]);
  });

  it("is refreshed once after a 401, also when it looked fresh", async () => {
    const { pipedrive, requests } = await connected((request) => {
      if (request.path === "/oauth/token") return renewal(`http://${request.headers.host}`);
      return request.headers.authorization === "Bearer access-2"
        ? data([])
        : {
            ...json({ success: false, error: "unauthorized access", errorCode: 401 }),
            status: 401,
          };
    });
    expect(await pipedrive.dealLines(1)).toEqual([]);
    expect(requests.map(({ path }) => path)).toEqual([
      "/api/v2/deals/1/products",
      "/oauth/token",
      "/api/v2/deals/1/products",
    ]);
  });

  it("that is not renewed says to connect again", async () => {
    const { pipedrive, requests } = await connected(
      () => ({ ...json({ error: "invalid_grant" }), status: 400 }),
      (origin) => oauth(origin, { accessExpiresAt: NOW }),
    );
    expect(await thrown(pipedrive.dealLines(1))).toMatchObject({
      kind: "connection",
      fate: "not_sent",
      next: ["pdqb connect pipedrive --profile p"],
    });
    expect(requests).toHaveLength(1);
  });
});

it.each([
  "https://evil.example",
  "http://kallio.pipedrive.com",
  "https://kallio.pipedrive.com:8443",
  "https://kallio.pipedrive.com.evil.example",
  "kallio.pipedrive.com",
])("a stored login that names %s is not used", async (apiDomain) => {
  const { pipedrive } = await connected(
    () => data({ id: 123 }),
    (origin) => oauth(origin, { apiDomain }),
    { origin: null },
  );
  expect(await thrown(pipedrive.deal(123))).toMatchObject({
    kind: "connection",
    fate: "not_sent",
    reason: expect.stringContaining("not Pipedrive's"),
  });
});

describe("the login", () => {
  const app = { clientId: "id", clientSecret: "client-secret" };
  it("has no scope in its address, and exchanges the code with the app's secret in the header", async () => {
    const server = await recordingServer((request) =>
      json({
        access_token: "a",
        refresh_token: "r",
        expires_in: 3600,
        api_domain: `http://${request.headers.host}`,
      }),
    );
    const login = pipedriveLogin({ origin: server.origin, http: HTTP, now: () => new Date(NOW) });
    expect(await login.authorizeUrl(app, "http://localhost:53682/callback", "s t")).toBe(
      `${server.origin}/oauth/authorize?client_id=id&redirect_uri=http%3A%2F%2Flocalhost%3A53682%2Fcallback&state=s+t`,
    );
    const secret = await login.exchange(app, "http://localhost:53682/callback", "the-code");
    expect(secret).toMatchObject({
      method: "oauth",
      accessToken: "a",
      refreshToken: "r",
      accessExpiresAt: NOW + 3_600_000,
    });
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("id:client-secret").toString("base64")}`,
    );
    expect(server.requests[0]?.body).toBe(
      "grant_type=authorization_code&code=the-code&redirect_uri=http%3A%2F%2Flocalhost%3A53682%2Fcallback",
    );
  });

  it("sends tokens to no address that is not Pipedrive's", async () => {
    const server = await recordingServer(() =>
      json({
        access_token: "a",
        refresh_token: "r",
        expires_in: 3600,
        api_domain: "https://pipedrive.com.example.org",
      }),
    );
    const login = pipedriveLogin({ origin: server.origin, http: HTTP, now: () => new Date(NOW) });
    expect(await thrown(login.exchange(app, "http://localhost:1/callback", "c"))).toMatchObject({
      kind: "connection",
    });
  });
});

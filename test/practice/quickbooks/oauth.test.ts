// Logging in to the practice books by intuit-oauth, and what its tokens may do: rotation, ends, realms, and the gateway's refusals.
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { QuickBooksSdk } from "./sdk.ts";

const load = createRequire(import.meta.url);
const sdk = new QuickBooksSdk();
let env: Record<string, string>;

beforeAll(async () => {
  await sdk.start();
  env = (await sdk.home.json("practice env")) as unknown as Record<string, string>;
}, 120_000);
afterAll(() => sdk.stop());
beforeEach(async () => {
  await sdk.control("clock", { set: new Date().toISOString() });
  await sdk.set({ "quickbooks.refresh_grace_seconds": "0" });
});

const HOUR = 3_600;
const DAY = 24 * HOUR;
const later = (advanceSeconds: number) => sdk.control("clock", { advanceSeconds });

const REDIRECT = "http://localhost:53682/callback";
type Tokens = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  x_refresh_token_expires_in: number;
  error?: string;
};

/** Follows the consent page and allows: the address that the browser would end on. */
async function consent(scope = "com.intuit.quickbooks.accounting", state = "s1"): Promise<URL> {
  const address = new URL(`${sdk.origin}/connect/oauth2`);
  address.search = new URLSearchParams({
    client_id: env.PDQB_QUICKBOOKS_CLIENT_ID ?? "",
    response_type: "code",
    redirect_uri: REDIRECT,
    scope,
    state,
  }).toString();
  const page = await fetch(address, { redirect: "manual" });
  const direct = page.headers.get("location");
  if (direct) return new URL(direct);
  const html = await page.text();
  const [, action = ""] = /<form[^>]*action="([^"]+)"/.exec(html) ?? [];
  const fields = new URLSearchParams();
  for (const [, name = "", value = ""] of html.matchAll(
    /<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g,
  ))
    fields.append(name.replaceAll("&amp;", "&"), value.replaceAll("&amp;", "&"));
  const button = /<button[^>]*name="([^"]+)"[^>]*value="(allow[^"]*|yes[^"]*)"/i.exec(html);
  if (button) fields.set(button[1] ?? "", button[2] ?? "");
  const answer = await fetch(new URL(action.replaceAll("&amp;", "&"), address), {
    method: "POST",
    body: fields,
    redirect: "manual",
  });
  return new URL(answer.headers.get("location") ?? "");
}

async function token(
  fields: Record<string, string>,
  secret = env.PDQB_QUICKBOOKS_CLIENT_SECRET,
): Promise<{ status: number; body: Tokens }> {
  const answer = await fetch(`${sdk.origin}/oauth2/v1/tokens/bearer`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${env.PDQB_QUICKBOOKS_CLIENT_ID}:${secret}`).toString("base64")}`,
      accept: "application/json",
    },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, body: (await answer.json()) as Tokens };
}
const exchange = (code: string) =>
  token({ grant_type: "authorization_code", code, redirect_uri: REDIRECT });
const refresh = (refresh_token: string) => token({ grant_type: "refresh_token", refresh_token });
async function login(): Promise<Tokens> {
  return (await exchange((await consent()).searchParams.get("code") ?? "")).body;
}
const companyInfo = (access: string, realm = sdk.realm, accept = "application/json") =>
  fetch(`${sdk.origin}/v3/company/${realm}/companyinfo/${realm}`, {
    headers: { authorization: `Bearer ${access}`, accept },
  });

describe("the login", () => {
  it("comes back with code, state and realm; the code is good for one exchange", async () => {
    const back = await consent();
    expect(back.searchParams.get("state")).toBe("s1");
    expect(back.searchParams.get("realmId")).toBe(sdk.realm);
    const code = back.searchParams.get("code") ?? "";
    const first = await exchange(code);
    expect(first).toMatchObject({
      status: 200,
      body: { expires_in: HOUR, x_refresh_token_expires_in: 8_726_400 },
    });
    expect(first.body).not.toHaveProperty("realmId");
    expect(await exchange(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("of another client is refused", async () => {
    const code = (await consent()).searchParams.get("code") ?? "";
    const wrong = await token(
      { grant_type: "authorization_code", code, redirect_uri: REDIRECT },
      "wrong",
    );
    expect(wrong).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });

  it("works with intuit-oauth: code, refresh, revoke", async () => {
    const OAuthClient = load("intuit-oauth") as {
      new (options: object): Record<string, (...args: unknown[]) => Promise<{ getJson(): Tokens }>>;
      setAuthorizeURLs?: unknown;
    };
    const client = new OAuthClient({
      clientId: env.PDQB_QUICKBOOKS_CLIENT_ID,
      clientSecret: env.PDQB_QUICKBOOKS_CLIENT_SECRET,
      environment: "sandbox",
      redirectUri: REDIRECT,
    });
    (client as unknown as { setAuthorizeURLs(urls: object): void }).setAuthorizeURLs({
      authorizeEndpoint: `${sdk.origin}/connect/oauth2`,
      tokenEndpoint: `${sdk.origin}/oauth2/v1/tokens/bearer`,
      revokeEndpoint: `${sdk.origin}/v2/oauth2/tokens/revoke`,
      userInfoEndpoint: `${sdk.origin}/v1/openid_connect/userinfo`,
    });
    const created = (await client.createToken?.((await consent()).href))?.getJson();
    expect(created?.access_token).toEqual(expect.any(String));
    const refreshed = (await client.refresh?.())?.getJson();
    expect(refreshed?.refresh_token).toBe(created?.refresh_token);
    await client.revoke?.({});
    expect((await companyInfo(refreshed?.access_token ?? "")).status).toBe(401);
  });
});

describe("rotation", () => {
  it("gives the same refresh token within a day, a new one after it, and refuses the old one", async () => {
    const { refresh_token: first } = await login();
    await later(2 * HOUR);
    expect((await refresh(first)).body.refresh_token).toBe(first);
    await later(DAY);
    const { refresh_token: second } = (await refresh(first)).body;
    expect(second).not.toBe(first);
    expect(await refresh(first)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await refresh(second)).status).toBe(200);
  });

  it("takes the old one for a while by setting", async () => {
    const { refresh_token: first } = await login();
    await later(DAY + HOUR);
    await refresh(first);
    await sdk.set({ "quickbooks.refresh_grace_seconds": "60" });
    expect((await refresh(first)).status).toBe(200);
    await later(61);
    expect((await refresh(first)).status).toBe(400);
  });

  it("ends after 100 days without use, and an access token after an hour", async () => {
    const { refresh_token, access_token } = await login();
    expect((await companyInfo(access_token)).status).toBe(200);
    await later(HOUR + 1);
    expect((await companyInfo(access_token)).status).toBe(401);
    await later(102 * DAY);
    expect(await refresh(refresh_token)).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });
});

describe("the gateway", () => {
  it("refuses a token of another realm, in both ways by setting", async () => {
    const { access_token } = await login();
    await sdk.set({ "quickbooks.wrong_realm": "3100" });
    expect((await companyInfo(access_token, "1234567890")).status).toBe(403);
    await sdk.set({ "quickbooks.wrong_realm": "100" });
    expect((await companyInfo(access_token, "1234567890")).status).toBe(401);
    await sdk.set({ "quickbooks.wrong_realm": "3100" });
  });

  it("tells faults as JSON in its own small letters, or as XML", async () => {
    const json = await companyInfo("nonsense");
    expect(await json.json()).toMatchObject({
      fault: { error: [{ code: "3200" }], type: "AUTHENTICATION" },
    });
    await sdk.set({ "quickbooks.gateway_form": "xml" });
    const xml = await companyInfo("nonsense");
    expect(xml.headers.get("content-type")).toContain("xml");
    expect(await xml.text()).toContain('code="3200"');
    await sdk.set({ "quickbooks.gateway_form": "json" });
  });

  it("gives every answer its trace id", async () => {
    const { access_token } = await login();
    const tids = [await companyInfo(access_token), await companyInfo("nonsense")].map(
      ({ headers }) => headers.get("intuit_tid"),
    );
    expect(new Set(tids).size).toBe(2);
    for (const tid of tids) expect(tid).toMatch(/^[0-9a-f-]{10,}$/);
  });

  it("throttles at 10 a second and 500 a minute, with fault 3001", async () => {
    const { access_token } = await login();
    await sdk.set({ "quickbooks.throttles": "on" });
    const answers = await Promise.all(Array.from({ length: 14 }, () => companyInfo(access_token)));
    const limited = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(10);
    expect(limited.length).toBeGreaterThanOrEqual(4);
    expect(await limited[0]?.text()).toContain("3001");
    await sdk.set({ "quickbooks.throttles": "off" });
  });
});

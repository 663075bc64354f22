// Requests whose answers by the real Pipedrive were published: status, headers and words as they were seen there (docs/pipedrive.md 15).
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inProcess, type Sent } from "../in-process.ts";

const { state, env, set, ask } = inProcess();
afterAll(() => state.close());
const LIMITS = [
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "retry-after",
  "x-daily-ratelimit-token-remaining",
];
async function call(request: string, sent: Sent = {}) {
  const [method = "", path = ""] = request.split(" ");
  const { status, headers, text } = await ask("pipedrive", method, path, sent);
  return { status, limits: LIMITS.map((name) => headers[name]), body: JSON.parse(text) };
}

describe("a validation error of v2", () => {
  it.each([
    // The migration guide: numeric fields take no text any more.
    [
      "POST /api/v2/products",
      { name: "x", prices: [{ price: "5", currency: "EUR" }] },
      "prices[0].price",
    ],
    ["POST /api/v2/products", { name: "x", prices: [{ price: 5, cost: "1" }] }, "prices[0].cost"],
    ["PATCH /api/v2/deals/123", { value: "12" }, "value"],
    // client-nodejs#651, client-php#234
    [
      `PATCH /api/v2/deals/123`,
      { ["a".repeat(40)]: "x" },
      `Parameter '${"a".repeat(40)}' is not allowed for this request`,
    ],
    [
      "PATCH /api/v2/deals/123",
      { custom_fields: { ["b".repeat(40)]: "x" } },
      "is not allowed for this request",
    ],
    ["GET /api/v2/deals?colour=red", "", "Parameter 'colour' is not allowed for this request"],
  ])("%s %j: %s", async (request, body, words) => {
    const told = await call(request, { body });
    expect(told.status).toBe(400);
    expect(told.body).toEqual({
      success: false,
      error: expect.stringContaining(words),
      code: "ERR_SCHEMA_VALIDATION_FAILED",
    });
  });

  it("says of an option given as text what it expected (client-php#227)", async () => {
    const { body: fields } = await call("GET /api/v2/dealFields?limit=500");
    type Field = { field_code: string; field_type: string; is_custom_field: boolean };
    const field = (fields.data as Field[]).find(
      (one) => one.field_type === "enum" && one.is_custom_field,
    );
    const body = { custom_fields: { [field?.field_code ?? ""]: "21" } };
    const told = await call("PATCH /api/v2/deals/123", { body });
    expect(told.body.error).toContain("Expected 'number' as value for single option custom field");
  });
});

describe("the API token in the address (client-php#227)", () => {
  const headers = { authorization: "" };
  const token = env["PDQB_PIPEDRIVE_API_TOKEN"];

  it.each(["/api/v2/deals/123", "/v1/users/me"])("is taken by %s", async (path) => {
    expect((await call(`GET ${path}?api_token=${token}`, { headers })).status).toBe(200);
    expect((await call(`GET ${path}?api_token=nonsense`, { headers })).status).toBe(401);
  });

  it("or refused, by setting", async () => {
    set({ "pipedrive.query_token": "refuse" });
    const told = await call(`GET /api/v2/deals/123?api_token=${token}`, { headers });
    set({ "pipedrive.query_token": "accept" });
    expect(told.status).toBe(401);
  });
});

describe("limits (devcommunity.pipedrive.com, rate-limiting-issues/7462)", () => {
  let clock = 1_000_000;
  beforeEach(() => {
    // Each test begins long after the one before.
    clock += 3_600_000;
    vi.spyOn(performance, "now").mockImplementation(() => clock);
    set({
      "pipedrive.rate_limits": "on",
      "pipedrive.plan": "lite",
      "pipedrive.daily_budget": "off",
      "pipedrive.penalty_seconds": "10",
    });
  });
  const many = async (count: number, request: string) => {
    let last = await call(request);
    for (let index = 1; index < count; index += 1) last = await call(request);
    return last;
  };
  const SEARCH = "GET /api/v2/deals/search?term=refit";

  it("the eleventh search in two seconds has the figures of searches, and a penalty of ten", async () => {
    expect((await many(10, SEARCH)).limits.slice(0, 2)).toEqual(["10", "0"]);
    const over = await call(SEARCH);
    expect(over.status).toBe(429);
    expect(over.limits.slice(0, 4)).toEqual(["10", "0", "10", "10"]);
    // What is no search goes on.
    expect((await call("GET /v1/users/me")).status).toBe(200);
    clock += 9_000;
    const still = await call(SEARCH);
    expect([still.status, still.limits[3]]).toEqual([429, "1"]);
    clock += 1_500;
    expect((await call(SEARCH)).status).toBe(200);
  });

  it("a burst has the figures of bursts, and the same penalty", async () => {
    expect((await many(80, "GET /v1/users/me")).status).toBe(200);
    const over = await call("GET /v1/users/me");
    expect(over.status).toBe(429);
    expect(over.limits.slice(0, 4)).toEqual(["80", "0", "10", "10"]);
  });

  it("without a penalty, by setting, the two seconds are all, and Retry-After may be left out", async () => {
    set({ "pipedrive.penalty_seconds": "0", "pipedrive.retry_after": "off" });
    const over = await many(11, SEARCH);
    expect([over.status, ...over.limits.slice(0, 4)]).toEqual([429, "10", "0", "2", undefined]);
    clock += 2_100;
    expect((await call(SEARCH)).status).toBe(200);
    set({ "pipedrive.retry_after": "on" });
  });

  it("the day's budget shows in its own header while the burst has room", async () => {
    set({ "pipedrive.daily_budget": "0" });
    const { status, limits } = await call("GET /v1/users/me");
    expect(status).toBe(429);
    expect(limits).toEqual(["80", "79", "2", undefined, "0"]);
  });
});

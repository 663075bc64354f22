// What the practice Pipedrive refuses, and in which words: schema, unknown members, missing records, rights, plans and limits.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PipedriveSdk } from "./sdk.ts";

const sdk = new PipedriveSdk();
beforeAll(() => sdk.start(), 30_000);
afterAll(() => sdk.stop());
const set = (settings: Record<string, string>) => sdk.control("settings", settings);

type Refusal = { success: boolean; error: string; code?: string; data: null };
async function refused(method: string, path: string, body?: unknown) {
  const answer = await sdk.raw(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Refusal };
}

describe("v2 checks each request against the definitions", () => {
  it.each([
    ["an unknown member", "PATCH", "/api/v2/deals/123", { colour: "red" }],
    ["a number as text", "PATCH", "/api/v2/deals/123", { value: "12" }],
    ["a custom field at the top", "PATCH", "/api/v2/deals/123", { ["a".repeat(40)]: "x" }],
    ["a missing member", "POST", "/api/v2/deals/123/products", { product_id: 201, quantity: 1 }],
    ["a page beyond 500", "GET", "/api/v2/deals?limit=501", undefined],
    [
      "more than 100 ids",
      "GET",
      `/api/v2/deals?ids=${Array.from({ length: 101 }, (_, n) => n + 1).join(",")}`,
      undefined,
    ],
    ["a term of one letter", "GET", "/api/v2/deals/search?term=a", undefined],
    [
      "an empty set, which only null clears",
      "PATCH",
      "/api/v2/deals/123",
      { custom_fields: { services: [] } },
    ],
  ])("%s", async (_name, method, path, body) => {
    const answer = await refused(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ success: false, code: "ERR_SCHEMA_VALIDATION_FAILED" });
  });

  it("names the field and the code", async () => {
    const { body } = await refused("PATCH", "/api/v2/deals/123", { value: "12" });
    expect(body.code).toBe("ERR_SCHEMA_VALIDATION_FAILED");
    expect(body.error).toContain("value");
  });

  it.each([
    ["GET", "/api/v2/deals/999999", 404],
    ["GET", "/api/v2/persons/999999", 404],
    ["PATCH", "/api/v2/deals/132", 400],
    ["PUT", "/api/v2/deals/123", 405],
    ["GET", "/api/v2/nothing", 404],
    // What the definitions have and the practice Pipedrive does not.
    ["GET", "/api/v2/itemSearch?term=refit", 501],
    ["GET", "/api/v2/deals?include_fields=notes_count", 400],
  ])("%s %s is %i", async (method, path, status) => {
    expect(
      (await refused(method, path, method === "GET" ? undefined : { title: "x" })).status,
    ).toBe(status);
  });

  it("the client rejects with the body alone, as it does at the real one", async () => {
    const call = sdk.call("v2", "DealsApi", "getDeal", { id: 999_999 });
    await expect(call).rejects.toMatchObject({ success: false });
  });
});

describe("pages", () => {
  it("of two hold every deal once, and end without a cursor", async () => {
    const seen: number[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await sdk.body("v2", "DealsApi", "getDeals", {
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...(page.data as { id: number }[]).map(({ id }) => id));
      cursor = page.additional_data?.next_cursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    const all = await sdk.call<{ id: number }[]>("v2", "DealsApi", "getDeals", { limit: 500 });
    expect(seen.sort((a, b) => a - b)).toEqual(all.map(({ id }) => id).sort((a, b) => a - b));
  });
});

describe("who asks", () => {
  it("neither nobody nor a made-up token", async () => {
    expect((await fetch(`${sdk.origin}/api/v2/deals/123`)).status).toBe(401);
    expect((await sdk.raw("/api/v2/deals/123", { token: "nonsense" })).status).toBe(401);
  });

  it("an expired one is told from the gateway's own words", async () => {
    await sdk.control("clock", { advanceSeconds: 3_660 });
    const answer = await sdk.raw("/api/v2/deals/123");
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ success: false, errorCode: 401 });
    await sdk.control("clock", { set: new Date().toISOString() });
  });
});

describe("limits", () => {
  beforeEach(() =>
    set({
      "pipedrive.rate_limits": "off",
      "pipedrive.daily_budget": "plan",
      "pipedrive.plan": "premium",
    }),
  );

  it("bursts: on Lite 80 in two seconds by OAuth, told in headers, and then 429", async () => {
    await set({ "pipedrive.rate_limits": "on", "pipedrive.plan": "lite" });
    const answers = await Promise.all(Array.from({ length: 85 }, () => sdk.raw("/api/v2/stages")));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(80);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(answers[0]?.headers.get("x-ratelimit-limit")).toBe("80");
    expect(answers.find(({ status }) => status === 429)?.headers.get("x-ratelimit-remaining")).toBe(
      "0",
    );
  });

  it("the day's budget: spent, and then 429", async () => {
    await set({ "pipedrive.daily_budget": "30" });
    await sdk.control("clock", { advanceDays: 1 });
    await sdk.control("clock", { set: new Date().toISOString() });
    const list = () => sdk.raw("/api/v2/deals");
    const statuses: number[] = [];
    for (let index = 0; index < 40 && statuses.at(-1) !== 429; index += 1)
      statuses.push((await list()).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(3);
  });

  it.each(["403", "402"])("installments are not in every plan: %s", async (refusal) => {
    await set({ "pipedrive.plan": "lite", "pipedrive.installments_refusal": refusal });
    const answer = await refused("GET", "/api/v2/deals/installments?deal_ids=136");
    expect(answer.status).toBe(Number(refusal));
    expect(answer.body.success).toBe(false);
  });
});

describe("what is not documented has both behaviours", () => {
  beforeAll(() => set({ "pipedrive.plan": "premium" }));

  it.each([
    ["line", 938],
    // 4 × (249.50 less 60.00).
    ["unit", 758],
  ])("an amount discount of 60.00 on 4 × 249.50 is meant of the %s", async (reading, sum) => {
    await set({ "pipedrive.amount_discount": reading });
    const [line] = await sdk.call<{ sum: number }[]>("v2", "DealProductsApi", "getDealProducts", {
      id: 128,
    });
    expect(line?.sum).toBe(sum);
    await set({ "pipedrive.amount_discount": "line" });
  });

  it.each([
    ["excluded", 1653.15],
    // Line by line with 25.5 %: 476.90, 1,158.55 (of 923.15) and 439.25.
    ["included", 2074.7],
  ])("a deal's value has its tax %s", async (tax, value) => {
    await set({ "pipedrive.value_tax": tax });
    expect(
      (await sdk.call<{ value: number }>("v2", "DealsApi", "getDeal", { id: 123 })).value,
    ).toBe(value);
    await set({ "pipedrive.value_tax": "excluded" });
  });

  it.each([
    ["row", 200],
    ["404", 404],
  ])("a single read of a deleted deal is a %s", async (way, status) => {
    await set({ "pipedrive.deleted_single_read": way });
    expect((await sdk.raw("/api/v2/deals/138")).status).toBe(status);
    await set({ "pipedrive.deleted_single_read": "row" });
  });

  it.each([
    ["commas", 200, 400],
    ["repeated", 400, 200],
  ])("ids of installments are given with %s", async (way, commas, repeated) => {
    await set({ "pipedrive.installments_ids": way });
    expect((await sdk.raw("/api/v2/deals/installments?deal_ids=136,123")).status).toBe(commas);
    expect((await sdk.raw("/api/v2/deals/installments?deal_ids=136&deal_ids=123")).status).toBe(
      repeated,
    );
    await set({ "pipedrive.installments_ids": "both" });
  });
});

it("custom fields come in the shape of their type, with labels when asked", async () => {
  const plain = await sdk.call<{ custom_fields: Record<string, unknown> }>(
    "v2",
    "DealsApi",
    "getDeal",
    { id: 123 },
  );
  const values = Object.values(plain.custom_fields);
  expect(values).toContain("PO-20815");
  expect(values).toContain(31);
  expect(values).toContainEqual({ value: 2000, currency: "EUR" });
  expect(values).toContainEqual([41, 42]);
  const answer = await sdk.raw("/api/v2/deals/123?include_option_labels=true");
  const labelled = ((await answer.json()) as { data: { custom_fields: Record<string, unknown> } })
    .data;
  expect(Object.values(labelled.custom_fields)).toContainEqual({
    id: 31,
    label: expect.any(String),
  });
});

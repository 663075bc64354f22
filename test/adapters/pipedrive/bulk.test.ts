// What belongs to many deals, in few calls: what may have been cut is asked for again in halves, and what cannot be read is of nobody.
import { describe, expect, it } from "vitest";
import type { Received, Reply } from "../recording-server.ts";
import { connected, data } from "./support.ts";

const part = (id: number, deal_id: number, change: object = {}) => ({
  ...{ id, deal_id, amount: 10, billing_date: "2026-11-30", description: "" },
  ...change,
});
const line = (id: number, deal_id: number, change: object = {}) => ({
  ...{ id, deal_id, product_id: 2, name: "A", comments: "", item_price: 1, quantity: 1 },
  ...{ discount: 0, discount_type: "percentage", tax: 0, tax_method: "none", sum: 1 },
  ...{ currency: "EUR", is_enabled: true, billing_frequency: "one-time", ...change },
});
const asked = ({ query }: Received) =>
  [...query.entries()].filter(([name]) => /deal_ids/.test(name));
const idsOf = (request: Received) => asked(request).flatMap(([, value]) => value.split(","));

describe("installments", () => {
  /** Of deals 1 to 4; answers by the ids that were asked for. */
  async function installments(answer: (ids: string[], number: number) => Reply) {
    const { pipedrive, requests } = await connected((request, number) =>
      answer(idsOf(request), number),
    );
    const found = await pipedrive.installmentsOfDeals([1, 2, 3, 4]);
    const counts = Object.fromEntries([...found].map(([id, all]) => [id, all.length]));
    return { counts, calls: requests.map(idsOf) };
  }

  it("are those of each deal, none where it has none", async () => {
    const two = data([part(5, 1), part(6, 1), part(7, 3)]);
    expect((await installments(() => two)).counts).toEqual({ 1: 2, 2: 0, 3: 1, 4: 0 });
  });

  it("of a full page may have been cut: each half is asked for, and one deal is not halved", async () => {
    const page = (ids: string[]) =>
      data(
        Array.from({ length: 500 }, (_, index) => part(index + 1, Number(ids[index % ids.length]))),
      );
    const { counts, calls } = await installments((ids) =>
      ids.includes("1") ? page(ids) : data(ids.includes("3") ? [part(900, 3)] : []),
    );
    expect(calls).toEqual([["1", "2", "3", "4"], ["1", "2"], ["1"], ["2"], ["3", "4"]]);
    expect(counts).toEqual({ 1: 500, 2: 0, 3: 1, 4: 0 });
  });

  it.each([402, 403])("that a plan does not have (%i) are none", async (status) => {
    const { counts } = await installments(() => ({ status, body: '{"success":false}' }));
    expect(counts).toEqual({ 1: 0, 2: 0, 3: 0, 4: 0 });
  });

  it("are asked for in the other spelling where the first is refused", async () => {
    const refused = { status: 400, body: '{"success":false,"error":"deal_ids"}' };
    const spelled: string[][] = [];
    const { pipedrive } = await connected((request, number) => {
      spelled.push(asked(request).map(([, value]) => value));
      return number === 0 ? refused : data([part(5, 2)]);
    });
    const found = await pipedrive.installmentsOfDeals([1, 2]);
    expect(found.get(2)).toHaveLength(1);
    expect(spelled[1]).toEqual(["1,2"]);
    expect(spelled[0]).not.toEqual(spelled[1]);
  });

  it("of a service that fails are not none", async () => {
    const failing = installments(() => ({ status: 500, body: "{}" }));
    await expect(failing).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("of a deal with one that cannot be read are not told at all", async () => {
    const odd = data([part(5, 1), part(6, 1, { amount: "much" }), part(7, 2)]);
    expect((await installments(() => odd)).counts).toEqual({ 2: 1, 3: 0, 4: 0 });
  });
});

describe("lines", () => {
  it("are those of each deal in order; of one with a line that cannot be read none are told", async () => {
    const rows = [line(9, 1), line(8, 1), line(7, 2, { item_price: null })];
    const { pipedrive } = await connected(() => data(rows));
    const lines = await pipedrive.linesOfDeals([1, 2, 3]);
    expect([...lines].map(([id, all]) => [id, all.map((one) => one.id)])).toEqual([
      [1, [8, 9]],
      [3, []],
    ]);
  });

  it("are asked for 100 deals at a time", async () => {
    const { pipedrive, requests } = await connected(() => data([]));
    const ids = Array.from({ length: 201 }, (_, index) => index + 1);
    expect((await pipedrive.linesOfDeals(ids)).size).toBe(201);
    expect(requests.map((request) => idsOf(request).length)).toEqual([100, 100, 1]);
  });
});

it("deals that were deleted are in no list", async () => {
  const rows = [
    { id: 1, title: "Kept" },
    { id: 2, title: "Deleted", is_deleted: true },
  ];
  const { pipedrive } = await connected(() => data(rows));
  const { deals } = await pipedrive.dealsWhole({ status: "won" });
  expect(deals.map(({ id }) => id)).toEqual([1]);
});

it("archived deals are asked for where they are, without labels of options", async () => {
  const { pipedrive, requests } = await connected(() => data([]));
  await pipedrive.dealsWhole({ archived: true });
  await pipedrive.dealsWhole({});
  expect(requests.map(({ path, query }) => [path, query.get("include_option_labels")])).toEqual([
    ["/api/v2/deals/archived", null],
    ["/api/v2/deals", "true"],
  ]);
});

// What a bookkeeper does by hand in the practice books: as the web app of QuickBooks does it, with the books' own refusals.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bookkeeperAction, mergeDeals } from "../../../src/adapters/system/practice-people.ts";
import type { BookkeeperAction } from "../../../src/ports.ts";
import { type Books, openPractice, practiceEnv } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld } from "../../support/world.ts";

const home = new Home();
let books: Books;
let env: Record<string, string>;
let id: string;
const DEALS = [142, 145, 146, 147, 148, 149];

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  env = await practiceEnv(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});
beforeEach(async () => {
  await books.clearFaults();
  const world = await openWorld(home);
  const { invoice } = await create(world, DEALS.shift() ?? 0, { notDuplicate: true });
  id = invoice.id;
});

type Line = { DetailType: string; Amount: number; Description?: string };
type Booked = {
  Line: Line[];
  PrivateNote: string;
  DocNumber: string;
  Balance: number;
  TotalAmt: number;
};
const booked = async (of = id) =>
  (await books.read(`invoice/${of}`))["Invoice"] as unknown as Booked;
const sold = ({ Line }: Booked) => Line.filter((one) => one.DetailType === "SalesItemLineDetail");
const act = (action: BookkeeperAction) =>
  bookkeeperAction(env["PDQB_QUICKBOOKS_ORIGIN"] ?? "", env, id, action);

describe("a payment", () => {
  it("is of the whole balance, or of an amount", async () => {
    const { TotalAmt } = await booked();
    const part = await act({ kind: "pay", amount: 10.25 });
    expect(part?.balance.toFixed(2)).toBe((TotalAmt - 10.25).toFixed(2));
    expect((await act({ kind: "pay" }))?.balance.isZero()).toBe(true);
  });
});

it("a copy has all that was typed, its marker too, under a number of its own, and is not paid", async () => {
  await act({ kind: "pay" });
  const made = await act({ kind: "copy" });
  const [before, after] = [await booked(), await booked(made?.id)];
  expect(made?.id).not.toBe(id);
  expect(after.PrivateNote).toBe(before.PrivateNote);
  expect(after.DocNumber).not.toBe(before.DocNumber);
  expect([after.TotalAmt, after.Balance]).toEqual([before.TotalAmt, before.TotalAmt]);
  const texts = (one: Booked) => sold(one).map(({ Amount, Description }) => [Amount, Description]);
  expect(texts(after)).toEqual(texts(before));
});

describe("an edit", () => {
  it("of a line computes its amount of quantity and price, and leaves the others", async () => {
    const before = sold(await booked());
    await act({ kind: "edit", change: { line: 1, quantity: "3", price: "33.335" } });
    // 3 × 33.335 is 100.005, which is 100.01 to the cent.
    const after = sold(await booked());
    expect(after.map(({ Amount }) => Amount)).toEqual([
      100.01,
      ...before.slice(1).map(({ Amount }) => Amount),
    ]);
    await act({ kind: "edit", change: { line: 1, text: "Agreed" } });
    const [first] = sold(await booked());
    expect([first?.Amount, first?.Description]).toEqual([100.01, "Agreed"]);
  });

  it("takes a line away, and refuses one that is not there", async () => {
    const { length } = sold(await booked());
    await expect(act({ kind: "edit", remove: length + 1 })).rejects.toMatchObject({
      ...{ kind: "usage", message: `The invoice has lines 1 to ${length}.` },
    });
    await act({ kind: "edit", change: { line: 1, text: "Kept" } });
    expect(sold(await booked())).toHaveLength(length);
    const before = sold(await booked()).map(({ Amount }) => Amount);
    await act({ kind: "edit", remove: length });
    expect(length).toBeGreaterThan(1);
    expect(sold(await booked()).map(({ Amount }) => Amount)).toEqual(before.slice(0, -1));
  });
});

describe("the books' refusal", () => {
  it("is told in their words", async () => {
    await expect(act({ kind: "pay", amount: -5 })).rejects.toMatchObject({
      ...{ kind: "refused", message: expect.stringMatching(/^The practice books refused: .+/) },
    });
    expect(await act({ kind: "delete" })).toBeUndefined();
    await expect(act({ kind: "void" })).rejects.toMatchObject({ kind: "refused" });
  });

  it("of a merge names what Pipedrive said", async () => {
    await expect(mergeDeals(env, 999_999, 142)).rejects.toMatchObject({
      ...{ kind: "refused", message: expect.stringMatching(/^The practice Pipedrive refused: .+/) },
    });
  });
});

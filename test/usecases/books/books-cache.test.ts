// What is kept of the books for an hour makes a plan cheaper and never decides: whatever refuses or warns is read again first.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInput } from "../../../src/commands/details/create-input.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { forgettingOnRefusal, openBooksCache } from "../../../src/usecases/books/books-cache.ts";
import { noAnswers } from "../../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../../src/usecases/plan/open-planner.ts";
import { type Books, openPractice, practicePipedrive } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let deal: number;
let world: World;

beforeAll(async () => {
  books = await openPractice(home);
  const pipedrive = await practicePipedrive(home);
  deal = (
    await pipedrive<{ id: number }>("POST", "v2/deals", {
      ...{ title: "Care", org_id: 402, status: "won", currency: "EUR" },
    })
  ).id;
  const tax = { tax: 25.5, tax_method: "exclusive" };
  const line = { product_id: 201, item_price: 95, quantity: 2, ...tax };
  await pipedrive("POST", `v2/deals/${deal}/products`, line);
  world = await openWorld(home);
  const { ledger } = world.ports;
  const link = { source: "organization", sourceId: 402, currency: "EUR" } as const;
  await ledger.putCustomerLink({ ...link, customerId: "417", customerName: "Aurora Design Oy" });
  await ledger.putItemLink({ productId: 201, variationId: null, itemId: "88", itemName: "Care" });
  const percent = { percent: "25.5", customerId: null };
  await ledger.putTaxLink({ ...percent, taxCodeId: "5", taxCodeName: "ALV 25,5 %" });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Flags = Parameters<typeof createInput>[0];

/** The plan of a run of its own, with the calls that it took. */
async function planned(flags: Flags = {}) {
  const { ports, profile } = await openWorld(home);
  const planner = await openPlanner(ports, profile, createInput(flags, deal));
  const result = await planner.plan(noAnswers());
  if (result.outcome !== "planned") throw new Error(result.outcome);
  const { problems, warnings, term } = result.plan;
  const codes = [...problems, ...warnings].map(({ code }) => code);
  return { codes, term: term?.name, calls: (await ports.quickbooks.usage()).calls };
}

it("a clean plan takes what is kept, and one call", async () => {
  await planned();
  expect(await planned()).toMatchObject({ codes: [], calls: 1 });
});

it("a period that was opened again is not refused, and one that is closed is read once more to know", async () => {
  await books.set({ "quickbooks.book_close_date": "2099-12-31" });
  await world.ports.ledger.dropCache("books/");
  expect((await planned()).codes).toEqual(["closed_period"]);
  expect(await planned()).toMatchObject({ codes: ["closed_period"], calls: 3 });
  await books.set({ "quickbooks.book_close_date": "company" });
  expect((await planned()).codes).toEqual([]);
  expect(await planned()).toMatchObject({ codes: [], calls: 1 });
});

it("a term that was made a minute ago is found", async () => {
  await planned();
  await books.post("term", { Name: "Net 45", DueDays: 45 });
  expect(await planned({ terms: "Net 45" })).toMatchObject({ codes: [], term: "Net 45" });
});

it("lists that were kept empty are asked for again", async () => {
  for (const name of ["tax-codes", "terms"]) await world.ports.ledger.cache(`books/${name}`, "[]");
  expect((await planned()).codes).toEqual([]);
});

it("what a query does not show yet is read by its id", async () => {
  await books.set({ "quickbooks.query_lag_seconds": "3600" });
  const account = { IncomeAccountRef: { value: "61" }, Type: "Service" };
  const item = (await books.post("item", { Name: "Care, new", ...account })) as unknown as {
    Item: { Id: string };
  };
  const term = (await books.post("term", { Name: "Net 90", DueDays: 90 })) as unknown as {
    Term: { Id: string };
  };
  const customer = (await books.post("customer", {
    ...{ DisplayName: "Made just now", CurrencyRef: { value: "EUR" } },
    SalesTermRef: { value: term.Term.Id },
  })) as unknown as { Customer: { Id: string } };
  const { ledger, quickbooks } = world.ports;
  const itemId = item.Item.Id;
  await ledger.putItemLink({ productId: 201, variationId: null, itemId, itemName: "Care, new" });
  expect((await planned()).codes).toEqual([]);
  expect(await planned({ customer: customer.Customer.Id })).toMatchObject({
    codes: [],
    term: "Net 90",
  });
  const wanted = { customerIds: [], itemIds: [], taxCodes: false, terms: false };
  const asked = { ...wanted, taxCodeIds: ["5", "4711"], termIds: [term.Term.Id, "4711"] };
  const found = await quickbooks.lookup(asked);
  expect(found.taxCodes.map(({ id }) => id)).toEqual(["5"]);
  expect(found.taxCodes[0]?.rates).toHaveLength(1);
  expect(found.terms.map(({ name }) => name)).toEqual(["Net 90"]);
  const state = await quickbooks.customerState(customer.Customer.Id, "2026-01-01T00:00:00Z");
  expect(state.customer?.name).toBe("Made just now");
});

/** What an earlier run kept, as it was before somebody changed it in the books. */
const OUTDATED: [string, string, (kept: never) => unknown, Flags, string][] = [
  [
    "preferences",
    "preferences",
    (kept: object) => ({ ...kept, customFields: [] }),
    { po: "7" },
    "feature_off",
  ],
  [
    "a tax code",
    "tax-codes",
    (kept: { id: string }[]) => kept.map((code) => ({ ...code, active: code.id !== "5" })),
    {},
    "unlinked_tax",
  ],
  ["an item", "item/88", (kept: object) => ({ ...kept, active: false }), {}, "inactive_item"],
];

it.each(OUTDATED)(
  "of %s that an earlier run kept nothing is refused",
  async (_what, name, change, flags) => {
    const { ledger } = world.ports;
    await books.set({ "quickbooks.query_lag_seconds": "0" });
    await ledger.putItemLink({ productId: 201, variationId: null, itemId: "88", itemName: "Care" });
    await planned(flags);
    const kept = JSON.parse((await ledger.cached(`books/${name}`, 3_600_000)) ?? "null");
    expect(kept).not.toBeNull();
    await ledger.cache(`books/${name}`, JSON.stringify(change(kept as never)));
    expect((await planned(flags)).codes).toEqual([]);
  },
);

it.each(OUTDATED)(
  "%s that is so in the books is refused however often it is asked",
  async (_what, name, change, flags, code) => {
    const { ports, profile } = await openWorld(home);
    const { quickbooks } = ports;
    await ports.ledger.dropCache("books/");
    const preferences = async () => changed("preferences", await quickbooks.preferences());
    const changed = <T>(of: string, value: T) =>
      name === of ? (change(value as never) as T) : value;
    const lookup: typeof quickbooks.lookup = async (wanted) => {
      const read = await quickbooks.lookup(wanted);
      const items = read.items.map((item) => changed(`item/${item.id}`, item));
      return { ...read, items, taxCodes: changed("tax-codes", read.taxCodes) };
    };
    const books = Object.assign(Object.create(quickbooks), { preferences, lookup });
    for (let time = 0; time < 2; time++) {
      const planner = await openPlanner(
        { ...ports, quickbooks: books },
        profile,
        createInput(flags, deal),
      );
      const result = await planner.plan(noAnswers());
      if (result.outcome !== "planned") throw new Error(result.outcome);
      expect(result.plan.problems.map((problem) => problem.code)).toEqual([code]);
    }
  },
);

it("a customer is read each time: one that was made active again is billed", async () => {
  await world.ports.ledger.dropCache("books/");
  const { Customer } = (await books.post("customer", {
    ...{ DisplayName: "On and off", CurrencyRef: { value: "EUR" } },
  })) as unknown as { Customer: { Id: string; SyncToken: string } };
  const { Id: customer } = Customer;
  await planned({ customer });
  const off = await books.post("customer", { ...Customer, sparse: true, Active: false });
  expect((await planned({ customer })).codes).toContain("inactive_customer");
  await books.post("customer", {
    ...(off as unknown as { Customer: object }).Customer,
    Active: true,
  });
  expect((await planned({ customer })).codes).not.toContain("inactive_customer");
});

it("a rate that the books do not have yet is asked for again", async () => {
  const { ports } = await openWorld(home);
  const wanted = { from: "USD", to: "EUR", date: "2026-11-02" as never };
  let rate = null as Awaited<ReturnType<typeof ports.quickbooks.exchangeRate>>;
  const quickbooks = Object.assign(Object.create(ports.quickbooks), {
    exchangeRate: async () => rate,
  });
  const asked = () => openBooksCache({ ledger: ports.ledger, quickbooks }).rate(wanted);
  expect(await asked()).toBeNull();
  rate = { rate: decimal("0.91"), date: "2026-11-01" as never };
  expect(await asked()).toMatchObject({ date: "2026-11-01" });
  rate = { rate: decimal("0.92"), date: wanted.date };
  expect((await asked())?.rate.toFixed()).toBe("0.92");
  rate = null;
  expect((await asked())?.rate.toFixed()).toBe("0.92");
});

it.each([
  ["a service that is busy", { kind: "429", times: 7 }, true],
  ["a refusal", { kind: "stale_sync_token" }, false],
])("after %s what is kept stays: %j", async (_what, fault, stays) => {
  const { ports, profile } = await openWorld(home);
  await planned();
  const kept = () => ports.ledger.cached("books/preferences", 3_600_000);
  expect(await kept()).toBeDefined();
  const path = "/\\/invoice\\?/";
  await books.fail({ service: "quickbooks", method: "POST", path, ...fault });
  const failed = forgettingOnRefusal(ports, () => create({ ports, profile }, deal));
  await expect(failed).rejects.toMatchObject({ kind: stays ? "unavailable" : "refused" });
  await books.clearFaults();
  expect((await kept()) !== undefined).toBe(stays);
});

it("an item of two lines is read ahead once", async () => {
  const asked: string[] = [];
  const ledger = { cached: async (name: string) => void asked.push(name) };
  await openBooksCache({ ledger } as never).ahead(["88", "88"]);
  expect(asked).toEqual(["books/item/88", "books/tax-codes", "books/terms"]);
});

// What stands against voiding or deleting an invoice: the settings, a reason that is wanted, payments; and that it ended already.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planEnding } from "../../../src/usecases/invoices/plan-ending.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
const invoices: Record<"paid" | "open" | "voided", { id: string; number: string | null }> = {
  ...{ paid: { id: "", number: "" }, open: { id: "", number: "" } },
  voided: { id: "", number: "" },
};

type Booked = { SyncToken: string; CustomerRef: object; CurrencyRef: object };
const booked = async (id: string) =>
  (await books.read(`invoice/${id}`))["Invoice"] as unknown as Booked;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  world = await openWorld(home);
  for (const [name, deal] of [
    ["paid", 142],
    ["open", 145],
    ["voided", 148],
  ] as const)
    invoices[name] = (await create(world, deal)).invoice;
  const { CustomerRef, CurrencyRef } = await booked(invoices.paid.id);
  const pay = (Amount: number, TxnDate: string) =>
    books.post("payment", {
      ...{ CustomerRef, CurrencyRef, TotalAmt: Amount, TxnDate },
      Line: [{ Amount, LinkedTxn: [{ TxnId: invoices.paid.id, TxnType: "Invoice" }] }],
    });
  await pay(5, "2026-11-20");
  await pay(7.5, "2026-11-21");
  const { SyncToken } = await booked(invoices.voided.id);
  await books.post("invoice?operation=void", { Id: invoices.voided.id, SyncToken });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Asked = Partial<Parameters<typeof planEnding>[2]> & { settings?: Record<string, string> };
async function planned(name: keyof typeof invoices, { settings = {}, ...asked }: Asked = {}) {
  const [known] = await world.ports.ledger.invoices({ invoiceIds: [invoices[name].id] });
  if (!known) throw new Error("It is not known");
  return planEnding(world.ports, known, {
    ...{ ending: "void", withPayments: false, reason: undefined, save: false },
    ...asked,
    setting: (setting) => settings[setting],
  });
}
const problems = async (...asked: Parameters<typeof planned>) =>
  (await planned(...asked)).problems.map(({ code, next }) => `${code}: ${next}`);

describe("an invoice that stands", () => {
  it("may be ended where nothing forbids it", async () => {
    expect(await planned("open")).toMatchObject({ isDone: false, payments: [], problems: [] });
  });

  it("is not where the settings forbid it, each of its own", async () => {
    const settings = { "allow.void": "false" };
    expect(await problems("open", { settings })).toEqual([
      "not_allowed: pdqb config set allow.void true",
    ]);
    expect(await problems("open", { settings, ending: "delete" })).toEqual([]);
  });

  it("wants a reason where the settings do", async () => {
    const settings = { "reason.required": "true" };
    const { number } = invoices.open;
    expect(await problems("open", { settings, ending: "delete" })).toEqual([
      `reason_required: pdqb invoice delete ${number} --reason "<why>"`,
    ]);
    expect(await problems("open", { settings, reason: "twice" })).toEqual([]);
  });
});

describe("an invoice with payments", () => {
  it("names each of them, and would leave them to the customer on a word", async () => {
    const { number } = invoices.paid;
    const [problem, ...more] = (await planned("paid")).problems;
    expect(more).toEqual([]);
    expect(problem).toEqual({
      code: "payments_applied",
      message: `A payment of 5.00 EUR of 2026-11-20 and a payment of 7.50 EUR of 2026-11-21 are applied to invoice ${number}, and would be left to the customer as credit.`,
      next: `pdqb invoice void ${number} --with-payments`,
    });
    expect(await problems("paid", { withPayments: true })).toEqual([]);
  });

  it("is not ended on any word where the settings refuse it", async () => {
    const settings = { "void.paid": "refuse" };
    const next = `payments_applied: pdqb invoice open ${invoices.paid.number}`;
    expect(await problems("paid", { settings, withPayments: true })).toEqual([next]);
    expect(await problems("paid", { settings, withPayments: true, ending: "delete" })).toEqual([]);
  });
});

describe("an invoice that was voided in QuickBooks", () => {
  it("is done with, whatever the settings say, and may still be deleted", async () => {
    const settings = { "allow.void": "false", "reason.required": "true" };
    expect(await planned("voided", { settings })).toMatchObject({ isDone: true, problems: [] });
    expect(await planned("voided", { ending: "delete" })).toMatchObject({ isDone: false });
  });

  it("is kept as the books have it, but not on a dry run", async () => {
    const total = async () => {
      const known = await world.ports.ledger.invoices({ invoiceIds: [invoices.voided.id] });
      return known[0]?.invoice.total.isZero();
    };
    await planned("voided", { save: false });
    expect(await total()).toBe(false);
    await planned("voided", { save: true });
    expect(await total()).toBe(true);
  });

  it("and then deleted is done with too", async () => {
    const { SyncToken } = await booked(invoices.voided.id);
    await books.post("invoice?operation=delete", { Id: invoices.voided.id, SyncToken });
    const plan = await planned("voided", { ending: "delete", save: true });
    expect(plan).toMatchObject({ isDone: true, known: { invoice: { deleted: true } } });
  });
});

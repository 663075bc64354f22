// A refresh reads what can be read: an invoice in a form that pdqb does not know is one failure among many.
// Aim: one unreadable invoice never hides the state of the others, and a feed that is refused is replaced by a read of all.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import { refreshInvoices } from "../../../src/usecases/invoices/refresh-invoices.ts";
import { type Alter, alteredWorld } from "../../support/altered.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";

const COUNT = 1_000;
const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home);
  await books.load(COUNT);
  const { ledger, quickbooks } = (await openWorld(home)).ports;
  let taken = 0;
  for await (const page of quickbooks.allInvoices(() => {})) {
    const kept = page.slice(0, COUNT - taken);
    taken += kept.length;
    const createdAt = new Date(Date.now() - 60_000).toISOString();
    await ledger.saveInvoices(kept, createdAt);
    for (const [index, { id: invoiceId }] of kept.entries())
      await ledger.putInvoiceLink({
        ...{ invoiceId, dealId: 1_000 + index, part: "1", generation: 1, dealTitle: "" },
        ...{ dealValue: null, ownerId: null, pipelineId: null, billed: null, createdAt },
      });
  }
}, 60_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

beforeEach(() => books.clearFaults());

const refresh = async ({ ports, profile }: World) => {
  const today = (await ports.clock.now()).toISOString().slice(0, 10) as CalendarDate;
  const pipedriveCompany = profile.pipedrive.companyId;
  return refreshInvoices(ports, { pipedriveCompany, today, timeZone: null });
};

/** Every invoice of this id loses its balance, in whatever answer it stands. */
function withoutBalance(id: string): Alter {
  const alter = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(alter);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const isOne = "Id" in value && value.Id === id && "Balance" in value;
    return Object.fromEntries(
      entries.filter(([name]) => !(isOne && name === "Balance")).map(([k, v]) => [k, alter(v)]),
    );
  };
  return alter;
}

describe("a refresh", () => {
  it("refreshes 999 of 1,000 where one cannot be read, by pages and by the feed", async () => {
    const alter: { now: Alter } = { now: (body) => body };
    const { world, restore } = await alteredWorld(home, "quickbooks", alter);
    const known = await world.ports.ledger.invoices({});
    const odd = known.find(({ invoice }) => invoice.balance.gt(100))?.invoice;
    if (!odd) throw new Error("There are 1,000 invoices");
    alter.now = withoutBalance(odd.id);
    const byPages = await refresh(world);
    expect(byPages).toMatchObject({ checked: COUNT - 1, complete: false });
    expect(byPages.failed.map(({ id }) => id)).toEqual([odd.id]);

    alter.now = (body) => body;
    expect(await refresh(world)).toMatchObject({ checked: COUNT, failed: [] });
    const { Invoice } = (await books.read(`invoice/${odd.id}`)) as unknown as {
      Invoice: { CustomerRef: object; CurrencyRef: object };
    };
    const { CustomerRef, CurrencyRef } = Invoice;
    const Line = [{ Amount: 5, LinkedTxn: [{ TxnId: odd.id, TxnType: "Invoice" }] }];
    await books.post("payment", { CustomerRef, CurrencyRef, TotalAmt: 5, Line });
    alter.now = withoutBalance(odd.id);
    const byFeed = await refresh(world);
    expect(byFeed.failed.map(({ id }) => id)).toEqual([odd.id]);
    expect(byFeed).toMatchObject({ checked: COUNT - 1, calls: 2 });
    alter.now = (body) => body;
    await restore();
  });

  it("reads all where the service refuses the feed", async () => {
    const world = await openWorld(home);
    expect(await refresh(world)).toMatchObject({ checked: COUNT, failed: [] });
    await books.fail({ kind: "status_before", status: 400, path: "/cdc", times: 1 });
    expect(await refresh(world)).toMatchObject({ checked: COUNT, failed: [], complete: true });
  });
});

// The invoices of a run's customers while it is applied: as new as the books by what changed in them, and never told for whole where the
// feed may have left something out.
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../../src/domain/invoice/invoice.ts";
import type { QuickBooks } from "../../../src/ports.ts";
import { invoiceFacts } from "../../../src/usecases/runs/invoice-facts.ts";
import { customer, invoice } from "../../support/builders.ts";

const START = Date.parse("2026-11-25T10:00:00Z");
const SINCE = "2026-10-01T00:00:00.000Z";
const NEWEST_SINCE = "2026-11-20T00:00:00.000Z";
const MAX_AGE_MS = 15_000;

const of = (id: string, customerId: string, change: Parameters<typeof invoice>[0] = {}) =>
  invoice({
    ...{ id, customer: { id: customerId, name: "" }, createdAt: "2026-11-24T08:00:00Z" },
    ...change,
  });

/** Books with these invoices; `feed`: what the next question for changes is answered with. */
async function facts(booked: Invoice[], { isAll = true, maxAgeMs = MAX_AGE_MS } = {}) {
  const calls: string[] = [];
  const clock = { ms: START };
  const books = { invoices: booked };
  type Feed = Awaited<ReturnType<QuickBooks["invoiceChanges"]>>;
  const feed: { next: Partial<Feed> } = { next: {} };
  const quickbooks = {
    clockSkewMs: async () => 5_000,
    customerStates: async (ids: string[]) => {
      calls.push(`customers ${ids.join()}`);
      const invoices = books.invoices.filter((one) => ids.includes(one.customer.id));
      // What cannot be read leaves a customer out.
      return {
        customers: ids.filter((id) => id !== "odd").map((id) => customer({ id })),
        invoices,
      };
    },
    customerState: async (id: string) => {
      calls.push(`customer ${id}`);
      const invoices = books.invoices.filter((one) => one.customer.id === id);
      return { customer: customer({ id }), invoices };
    },
    newestInvoices: async (since: string) => {
      calls.push(`newest ${since}`);
      return { invoices: books.invoices, unread: [], isAll };
    },
    invoicesCreated: async () => {
      calls.push("whole day");
      return books.invoices;
    },
    invoiceChanges: async (since: string) => {
      calls.push(`changes ${since}`);
      return { invoices: [], unreadable: [], truncated: false, time: since, ...feed.next };
    },
  } as unknown as QuickBooks;
  const read = await invoiceFacts(
    quickbooks,
    { now: () => new Date(clock.ms), sleep: async () => {} },
    {
      ...{ earliest: SINCE, newestSince: NEWEST_SINCE, maxAgeMs },
      customers: new Map(["417", "odd"].map((id) => [id, SINCE])),
      unlinked: async (all) => all.filter(({ id }) => id !== "linked"),
    },
  );
  calls.splice(0);
  const idsOf = (all: Invoice[]) => all.map(({ id }) => id).sort();
  return {
    ...{ read, calls, books },
    later(change: Partial<Feed> = {}) {
      clock.ms += MAX_AGE_MS;
      feed.next = change;
    },
    own: async (id = "417", from = SINCE) => idsOf((await read.customerState(id, from)).invoices),
    newest: async (from = NEWEST_SINCE) => {
      const found = await read.newestInvoices(from);
      return { ids: idsOf(found.invoices), isAll: found.isAll };
    },
  };
}

describe("for some seconds", () => {
  it("nothing is read again", async () => {
    const one = await facts([of("1", "417"), of("2", "9"), of("linked", "9")]);
    expect([await one.own(), await one.newest()]).toEqual([
      ["1"],
      { ids: ["1", "2"], isAll: true },
    ]);
    expect(one.calls).toEqual([]);
  });

  it("only what was created since is told", async () => {
    const one = await facts([
      of("1", "417"),
      of("2", "417", { createdAt: "2026-11-24T09:00:00Z" }),
    ]);
    expect(await one.own("417", "2026-11-24T08:30:00Z")).toEqual(["2"]);
    expect((await one.newest("2026-11-24T08:30:00Z")).ids).toEqual(["2"]);
  });

  it("a customer of whom something cannot be read, or from earlier on, is read alone", async () => {
    const one = await facts([of("1", "417"), of("2", "odd")]);
    expect(await one.own("odd")).toEqual(["2"]);
    await one.own("417", "2026-09-01T00:00:00Z");
    await one.newest("2026-09-01T00:00:00Z");
    expect(one.calls).toEqual(["customer odd", "customer 417", "newest 2026-09-01T00:00:00Z"]);
  });
});

describe("after that", () => {
  it("one call tells what changed: new ones, changed ones, and those that are gone", async () => {
    const one = await facts([of("1", "417"), of("2", "417"), of("3", "9")]);
    const deleted = { ...of("2", ""), deleted: true };
    one.later({
      invoices: [of("1", "417", { number: "7" }), deleted, of("4", "417"), of("5", "9")],
    });
    const both = await Promise.all([one.own(), one.own()]);
    expect(both).toEqual([
      ["1", "4"],
      ["1", "4"],
    ]);
    expect((await one.newest()).ids).toEqual(["1", "3", "4", "5"]);
    const { invoices } = await one.read.customerState("417", SINCE);
    expect(invoices.find(({ id }) => id === "1")?.number).toBe("7");
    // A minute before the reading of 10:00:00, by the books' clock, which is 5 seconds ahead.
    expect(one.calls).toEqual(["changes 2026-11-25T09:59:05.000Z"]);
  });

  it("one that went over to another customer is no longer the first one's", async () => {
    const one = await facts([of("1", "417")]);
    one.later({ invoices: [of("1", "9")] });
    expect(await one.own()).toEqual([]);
    expect((await one.newest()).ids).toEqual(["1"]);
  });

  it.each([
    ["may have been cut", { truncated: true }],
    ["holds one that cannot be read", { unreadable: ["8"] }],
  ])("a feed that %s is not believed: everything is read again", async (_how, change) => {
    const one = await facts([of("1", "417")]);
    one.books.invoices = [of("1", "417"), of("8", "417")];
    one.later(change);
    expect(await one.own()).toEqual(["1", "8"]);
    expect(one.calls).toEqual([
      "changes 2026-11-25T09:59:05.000Z",
      "customers 417,odd",
      `newest ${NEWEST_SINCE}`,
    ]);
  });
});

it("of more invoices than one call holds, the oldest tells of which time none is missing", async () => {
  const all = [of("1", "9", { createdAt: "2026-11-22T00:00:00Z" }), of("2", "9")];
  const one = await facts(all, { isAll: false });
  expect((await one.newest("2026-11-23T00:00:00Z")).isAll).toBe(true);
  expect((await one.newest("2026-11-21T00:00:00Z")).isAll).toBe(false);
});

it("while a run is planned, another customer is read once, however many deals are billed to it", async () => {
  const planning = { maxAgeMs: Number.POSITIVE_INFINITY };
  const one = await facts([of("2", "9")], planning);
  expect([await one.own("9"), await one.own("9")]).toEqual([["2"], ["2"]]);
  expect(one.calls).toEqual(["customer 9"]);
  const applying = await facts([of("2", "9")]);
  await applying.own("9");
  await applying.own("9");
  expect(applying.calls).toEqual(["customer 9", "customer 9"]);
});

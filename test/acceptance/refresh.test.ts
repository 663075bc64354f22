// A refresh of many invoices: in few calls whatever happened since the last one, and nothing missed by it.
// Aim: the ledger says of each invoice what the books say, also after a run that broke off in the middle.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exclusive } from "../../src/adapters/storage/locks-sqlite.ts";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { invoiceStatus } from "../../src/domain/invoice/invoice-status.ts";
import {
  type RefreshResult,
  refreshInvoices,
} from "../../src/usecases/invoices/refresh-invoices.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { steer } from "../support/practice-control.mjs";
import { Home } from "../support/run.ts";
import { openWorld, type World } from "../support/world.ts";

const MANY = 2_500;
const DAY_MS = 86_400_000;
const home = new Home();
let books: Books;
let world: World;

beforeAll(async () => {
  books = await openPractice(home);
  await books.load(MANY);
  world = await openWorld(home);
  const { ledger, quickbooks } = world.ports;
  let deal = 1_000;
  for await (const page of quickbooks.allInvoices(() => {})) {
    const at = new Date().toISOString();
    await ledger.saveInvoices(page, at);
    for (const { id } of page.slice(0, 5)) {
      deal += 1;
      await ledger.putInvoiceLink({
        invoiceId: id,
        dealId: deal,
        part: "1",
        generation: 1,
        dealTitle: "",
        dealValue: null,
        ownerId: null,
        pipelineId: null,
        billed: null,
        createdAt: at,
      });
    }
  }
}, 60_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

beforeEach(() => books.clearFaults());

const known = async () => (await world.ports.ledger.invoices({})).length;
async function refresh(from = world): Promise<RefreshResult> {
  const today = (await from.ports.clock.now()).toISOString().slice(0, 10) as CalendarDate;
  const pipedriveCompany = from.profile.pipedrive.companyId;
  return refreshInvoices(from.ports, { pipedriveCompany, today, timeZone: null });
}
const queries = async () =>
  (await books.log()).filter(({ path, service }) => service === "quickbooks" && /\/v3\//.test(path))
    .length;
/** What differs between the ledger and the books. */
async function differences(): Promise<string[]> {
  const mine = new Map(
    (await world.ports.ledger.invoices({})).map((one) => [one.invoice.id, one.invoice]),
  );
  const there = new Set<string>();
  const found: string[] = [];
  for (const one of await books.invoices(/^/)) {
    there.add(one.Id);
    const own = mine.get(one.Id);
    if (own && (own.deleted || own.balance.toNumber() !== one.Balance)) found.push(one.Id);
  }
  for (const [id, { deleted }] of mine) if (!there.has(id) && !deleted) found.push(id);
  return found;
}
const pay = async (id: string, amount: number) => {
  const { Invoice } = (await books.read(`invoice/${id}`)) as unknown as {
    Invoice: { CustomerRef: object; CurrencyRef: object };
  };
  await books.post("payment", {
    CustomerRef: Invoice.CustomerRef,
    CurrencyRef: Invoice.CurrencyRef,
    TotalAmt: amount,
    Line: [{ Amount: amount, LinkedTxn: [{ TxnId: id, TxnType: "Invoice" }] }],
  });
};
const remove = async (id: string) => {
  const { Invoice } = (await books.read(`invoice/${id}`)) as unknown as {
    Invoice: { SyncToken: string };
  };
  await books.post("invoice?operation=delete", { Id: id, SyncToken: Invoice.SyncToken });
};
/** Somebody else's changes: the message of so many invoices, thirty a call. Answers with how many were taken. */
async function touch(count: number): Promise<number> {
  let taken = 0;
  const all = (await books.invoices(/^/)).slice(-count);
  for (let at = 0; at < all.length; at += 30) {
    const items = all.slice(at, at + 30).map(({ Id, SyncToken }) => ({
      bId: Id,
      operation: "update",
      Invoice: { sparse: true, Id, SyncToken, CustomerMemo: { value: "Thank you" } },
    }));
    const answer = await books.post("batch", { BatchItemRequest: items });
    const { BatchItemResponse } = answer as unknown as { BatchItemResponse: object[] };
    taken += BatchItemResponse.filter((item) => "Invoice" in item).length;
  }
  return taken;
}
const openIds = async (count: number) =>
  (await world.ports.ledger.invoices({}))
    .filter(
      ({ invoice }) =>
        !invoice.deleted && invoice.balance.gt(100) && invoice.balance.equals(invoice.total),
    )
    .map(({ invoice }) => invoice.id)
    .slice(0, count);

describe("a refresh of thousands", () => {
  it("reads them by pages the first time: a count and a page for each thousand", async () => {
    await books.clearLog();
    const result = await refresh();
    expect(result).toMatchObject({ checked: await known(), failed: [], complete: true });
    // A count, two full pages and one that is not.
    expect([result.calls, await queries()]).toEqual([4, 4]);
  });

  it("costs one call after that, and writes what changed alone", async () => {
    const [paid = "", gone = ""] = await openIds(2);
    await pay(paid, 50);
    await remove(gone);
    const before = await world.ports.ledger.history({ limit: 1 });
    const result = await refresh();
    expect(result.calls).toBe(1);
    expect(result.changed).toContainEqual(
      expect.objectContaining({
        to: "deleted",
        known: expect.objectContaining({ invoice: expect.objectContaining({ id: gone }) }),
      }),
    );
    expect(await differences()).toEqual([]);
    expect(await world.ports.ledger.history({ limit: 1 })).not.toEqual(before);
    const again = await refresh();
    expect(again).toMatchObject({ calls: 1, changed: [] });
  });

  it("misses nothing among more changes than the feed tells, nor after more days than it reaches back", async () => {
    expect(await touch(1_400)).toBeGreaterThan(1_000);
    const [paid = ""] = await openIds(1);
    await pay(paid, 20);
    // The feed's full answer, then a count and three pages.
    expect((await refresh()).calls).toBe(5);
    expect(await differences()).toEqual([]);
    const [gone = ""] = await openIds(1);
    await remove(gone);
    const later = await refresh(await openWorld(home, () => 31 * DAY_MS));
    // A count, three pages, and a read of the one that is missing.
    expect(later).toMatchObject({ calls: 5, failed: [] });
    expect(await differences()).toEqual([]);
  });

  it("is gone on with where it broke off, and what changed meanwhile is not lost", async () => {
    const far = await openWorld(home, () => 62 * DAY_MS);
    const [last = ""] = (await openIds(9_999)).slice(-1);
    await pay(last, 5);
    // The last page does not come.
    await books.fail({ kind: "status_before", status: 400, path: "/query", skip: 3, times: 99 });
    await expect(refresh(far)).rejects.toThrow();
    await books.clearFaults();
    const [first = ""] = await openIds(1);
    await pay(first, 7);
    const rest = await refresh(far);
    expect(rest.checked).toBe(await known());
    // Two thousand are read already: the rest comes by lists of a hundred ids.
    expect(rest.calls).toBeLessThan(4 + 3);
    // Read before it broke off and changed after: the feed tells it, asked since the first beginning.
    await refresh();
    expect(await differences()).toEqual([]);
  });

  it("goes on past one that cannot be read, and reads that one alone the next time", async () => {
    const far = await openWorld(home, () => 93 * DAY_MS);
    const [gone = ""] = await openIds(1);
    await remove(gone);
    await books.fail({ kind: "status_before", status: 403, path: `/invoice/${gone}`, times: 99 });
    const result = await refresh(far);
    expect(result.failed.map(({ id }) => id)).toEqual([gone]);
    expect(result).toMatchObject({ complete: false, checked: (await known()) - 1 });
    await books.clearFaults();
    // By one list of ids, then by itself; and the month's changes for copies.
    expect(await refresh(far)).toMatchObject({ failed: [], calls: 3, checked: await known() });
    expect(await differences()).toEqual([]);
  });

  it("runs one at a time: of two at once the second asks for changes since the first alone", async () => {
    // The many changes of the tests before lie further back than the minute that is read twice.
    await steer(home.path, "clock", { method: "POST", body: '{"advanceSeconds":120}' });
    await refresh();
    await books.clearLog();
    const [one, other] = await Promise.all([refresh(), refresh(await openWorld(home))]);
    expect([one.calls, other.calls]).toEqual([1, 1]);
    expect(await queries()).toBe(2);
  });
});

describe("a status", () => {
  it("turns with midnight in the company's time zone, by daylight saving too", async () => {
    const [id = ""] = await openIds(1);
    const [one] = await world.ports.ledger.invoices({ invoiceIds: [id] });
    if (!one) throw new Error("No invoice is open");
    // Helsinki is two hours ahead of UTC until 29 March 2026 at 01:00 UTC, then three.
    for (const [dueDate, before, after] of [
      ["2026-03-28", "2026-03-28T21:59:59Z", "2026-03-28T22:00:00Z"],
      ["2026-03-29", "2026-03-29T20:59:59Z", "2026-03-29T21:00:00Z"],
    ] as const) {
      const invoice = { ...one.invoice, dueDate: dueDate as CalendarDate };
      const { dateIn } = await import("../../src/domain/calendar-date.ts");
      const status = (at: string) =>
        invoiceStatus(invoice, dateIn("Europe/Helsinki", new Date(at))).status;
      expect([status(before), status(after)].map((text) => text === "overdue")).toEqual([
        false,
        true,
      ]);
    }
  });
});

describe("a lock", () => {
  it("that is held says by whom", async () => {
    let release = () => {};
    const held = exclusive(
      home.path,
      "refresh",
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    await new Promise(setImmediate);
    const refused: unknown = await exclusive(home.path, "refresh", async () => "twice", {
      waitMs: 0,
    }).catch((error: unknown) => error);
    release();
    await held;
    expect(refused).toMatchObject({
      reason: expect.stringContaining(`The holder is process ${process.pid} on `),
    });
  });
});

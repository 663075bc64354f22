// Random histories of invoices in the books: paid, part-paid, unpaid again, credited, voided, deleted, edited, restored, and days that pass.
// Aim: after each refresh every status, balance and total is what the books and the calendar say, what changed is told and nothing else,
// and sums and ageing come to the books' own figures. The rules of the oracle are those of docs/quickbooks.md 5.
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays, type CalendarDate, dateIn } from "../../src/domain/calendar-date.ts";
import { invoiceAging } from "../../src/domain/invoice/invoice-aging.ts";
import { invoiceStatus } from "../../src/domain/invoice/invoice-status.ts";
import { invoiceSums } from "../../src/domain/invoice/invoice-sums.ts";
import { refreshInvoices } from "../../src/usecases/invoices/refresh-invoices.ts";
import { type Chance, chance } from "../support/chance.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { runs } from "../support/runs.ts";
import { create, openWorld, type World } from "../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
let days = 0;
const DAY_MS = 86_400_000;
const ZONE = "Europe/Helsinki";
const DEALS = [142, 143, 144, 145, 146, 147, 148, 149, 150];
const STEPS_MAX = 5_000;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  world = await openWorld(home, () => days * DAY_MS);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Booked = {
  Id: string;
  SyncToken: string;
  TotalAmt: number;
  Balance: number;
  TxnDate: string;
  DueDate?: string;
  PrivateNote?: string;
  CustomerRef: { value: string };
  CurrencyRef: { value: string };
  GlobalTaxCalculation?: string;
  LinkedTxn?: { TxnId: string; TxnType: string }[];
  Line: { DetailType: string; Amount: number; SalesItemLineDetail?: Record<string, unknown> }[];
};
const booked = async (id: string) => {
  const [found] = await books.query(`select * from Invoice where Id = '${id}'`);
  return found as unknown as Booked | undefined;
};
const cents = (amount: number) => Math.round(amount * 100);

/** What docs/quickbooks.md 5 says of a state of the books on a day. */
function statusOf(one: Booked | undefined, today: string): string {
  if (one === undefined) return "deleted";
  const lines = one.Line.filter(({ DetailType }) => DetailType === "SalesItemLineDetail");
  const isZeroed = lines.every(
    (line) => Number(line.SalesItemLineDetail?.Qty ?? line.Amount) === 0,
  );
  if (one.TotalAmt === 0 && one.Balance === 0 && isZeroed) return "voided";
  if (one.Balance === 0) return "paid";
  if (one.DueDate !== undefined && one.DueDate < today) return "overdue";
  return one.Balance < one.TotalAmt ? "partially_paid" : "open";
}

/** One thing that somebody does. What the books refuse, such as paying what is paid, did not happen. */
async function happens(id: string, luck: Chance): Promise<string> {
  const one = await booked(id);
  if (one === undefined) return "gone";
  const { SyncToken, CustomerRef, CurrencyRef, Balance } = one;
  const payments = (one.LinkedTxn ?? []).filter(({ TxnType }) => TxnType === "Payment");
  const version = { Id: id, SyncToken };
  const pay = (amount: number) =>
    books.post("payment", {
      CustomerRef,
      CurrencyRef,
      TotalAmt: amount,
      Line: [{ Amount: amount, LinkedTxn: [{ TxnId: id, TxnType: "Invoice" }] }],
    });
  const payment = async () => {
    const { TxnId } = luck.of(payments);
    return (await books.read(`payment/${TxnId}`)) as unknown as {
      Payment: { Id: string; SyncToken: string; TotalAmt: number };
    };
  };
  const what = luck.of([
    "pay",
    "part",
    "part",
    "unapply",
    "unpay",
    "credit",
    "void",
    "delete",
    "due",
    "lines",
    "restore",
  ]);
  switch (what) {
    case "pay":
      if (Balance > 0) await pay(Balance);
      break;
    case "part":
      if (Balance > 1) await pay((1 + luck.below(cents(Balance) - 1)) / 100);
      break;
    case "unapply": {
      if (payments.length === 0) break;
      const { Payment } = await payment();
      const { Id, SyncToken: token, TotalAmt } = Payment;
      const change = { Id, SyncToken: token, CustomerRef, CurrencyRef, TotalAmt, Line: [] };
      await books.post("payment", change);
      break;
    }
    case "unpay": {
      if (payments.length === 0) break;
      const { Payment } = await payment();
      const { Id, SyncToken: token } = Payment;
      await books.post("payment?operation=delete", { Id, SyncToken: token });
      break;
    }
    case "credit":
      if (Balance > 10) await world.ports.practice.bookkeeper(id, { kind: "credit", amount: 5 });
      break;
    case "void":
      await books.post("invoice?operation=void", version);
      break;
    case "delete":
      if (luck.next() < 0.4) await books.post("invoice?operation=delete", version);
      break;
    case "due":
      await books.post("invoice", {
        ...version,
        sparse: true,
        CustomerRef,
        CurrencyRef,
        DueDate: addDays(today(), luck.below(60) - 30),
      });
      break;
    case "lines":
    case "restore": {
      const isVoided = one.TotalAmt === 0;
      if (isVoided !== (what === "restore")) break;
      const [line] = one.Line;
      const { ItemRef, TaxCodeRef } = line?.SalesItemLineDetail ?? {};
      const amount = 100 + luck.below(900);
      await books.post("invoice", {
        ...version,
        sparse: true,
        CustomerRef,
        CurrencyRef,
        GlobalTaxCalculation: one.GlobalTaxCalculation ?? "TaxExcluded",
        Line: [
          {
            DetailType: "SalesItemLineDetail",
            Amount: amount,
            SalesItemLineDetail: { ItemRef, TaxCodeRef, Qty: 1, UnitPrice: amount },
          },
        ],
      });
    }
  }
  return what;
}

const counts = new Map<string, number>();
const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

/** The ports with a change feed of which one answer holds at most so many invoices. */
function feedOf(most: number): World["ports"] {
  const { quickbooks } = world.ports;
  const invoiceChanges: typeof quickbooks.invoiceChanges = async (since) => {
    const feed = await quickbooks.invoiceChanges(since);
    if (feed.invoices.length <= most) return feed;
    count("feed that was full");
    return { ...feed, invoices: feed.invoices.slice(0, most), truncated: true };
  };
  const cut = new Proxy(quickbooks, {
    get: (of, name) => (name === "invoiceChanges" ? invoiceChanges : Reflect.get(of, name)),
  });
  return { ...world.ports, quickbooks: cut };
}

const today = () => dateIn(ZONE, new Date(Date.now() + days * DAY_MS));

it("keeps every status, balance and total as the books have them", async () => {
  const { numRuns: steps, seed } = runs(60, STEPS_MAX);
  const luck = chance(seed);
  const statuses = new Map<string, string>();
  const seen = new Set<string>();
  const story: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const deal = luck.of(DEALS);
    const known = await world.ports.ledger.invoices({});
    if (known.length < DEALS.length || luck.next() < 0.03) {
      const { invoice } = await create(world, deal, { again: true, notDuplicate: true });
      story.push(`${step}: invoice ${invoice.id}`);
      statuses.set(invoice.id, "open");
    }
    for (let left = luck.below(4); left >= 0; left -= 1) {
      const id = luck.of([...statuses.keys()]);
      const what = await happens(id, luck).catch(
        (error: Error) => `refused ${error.message.slice(-200)}`,
      );
      story.push(`${step}: ${what} ${id}`);
      count(what.split(" ")[0] ?? "");
    }
    if (luck.next() < 0.2) days += luck.below(12);
    // Now and then longer than the change feed reaches back, or more than one answer of it holds.
    if (luck.next() < 0.03) {
      days += 31 + luck.below(10);
      count("gap of over 30 days");
    }
    const feed = feedOf(luck.next() < 0.2 ? 1 : 1_000);
    const result = await refreshInvoices(feed, {
      pipedriveCompany: world.profile.pipedrive.companyId,
      today: today(),
      timeZone: ZONE,
    });
    expect(result.failed).toEqual([]);

    const now = await world.ports.ledger.invoices({});
    const expected = new Map<string, object>();
    const there: Booked[] = [];
    for (const id of statuses.keys()) {
      const one = await booked(id);
      if (one) there.push(one);
      expected.set(id, {
        status: statusOf(one, today()),
        ...(one && { total: cents(one.TotalAmt), balance: cents(one.Balance) }),
      });
    }
    const told = new Map(
      now.map(({ invoice, lastTotal }) => {
        const { status } = invoiceStatus(invoice, today(), lastTotal);
        const [total, balance] = [invoice.total, invoice.balance].map((one) =>
          cents(one.toNumber()),
        );
        return [invoice.id, { status, ...(!invoice.deleted && { total, balance }) }];
      }),
    );
    const where = `step ${step}, seed ${seed}\n${story.slice(-30).join("\n")}`;
    expect(told, where).toEqual(expected);
    // What changed is told, once, and nothing else.
    const moved = [...expected].flatMap(([id, state]) => {
      const { status } = state as { status: string };
      seen.add(status);
      return statuses.get(id) === status ? [] : [[id, statuses.get(id), status]];
    });
    const changed = result.changed.map(({ known: { invoice }, from, to }) => [
      invoice.id,
      from,
      to,
    ]);
    expect(changed.sort(), where).toEqual(moved.sort());
    for (const [id, state] of expected) statuses.set(id, (state as { status: string }).status);

    const open = there.reduce((sum, { Balance }) => sum + cents(Balance), 0);
    const sums = invoiceSums(now, today());
    const aged = invoiceAging(
      await world.ports.ledger.owedSums("9999-12-31" as CalendarDate, "customer"),
    );
    expect(
      sums.reduce((sum, one) => sum + cents(one.open.toNumber()), 0),
      where,
    ).toBe(open);
    expect(
      aged.totals.reduce((sum, one) => sum + cents(one.total.toNumber()), 0),
      where,
    ).toBe(open);
  }
  console.log(`${steps} histories between refreshes:`, Object.fromEntries(counts));
  // Long histories lead everywhere.
  if (steps >= 500) expect([...seen].sort()).toEqual(ALL);
}, 3_600_000);

const ALL = ["deleted", "open", "overdue", "paid", "partially_paid", "voided"];

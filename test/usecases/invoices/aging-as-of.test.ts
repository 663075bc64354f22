// What was owed on a past day equals a calculation of its own from the same events, and QuickBooks' report of that day.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import { ageInvoices } from "../../../src/usecases/invoices/age-invoices.ts";
import { compareAging } from "../../../src/usecases/invoices/compare-aging.ts";
import { alteredWorld } from "../../support/altered.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld } from "../../support/world.ts";

const home = new Home();
let books: Books;
beforeAll(async () => {
  books = await openPractice(home);
}, 60_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Ref = { value: string };
type Wire = {
  Id: string;
  TxnDate: string;
  DueDate?: string;
  TotalAmt: number;
  CustomerRef: Ref;
} & { Line: { DetailType: string }[] };
type Event = { customer: string; at: string; due: string; cents: number; invoice: string };

const DAY = 86_400_000;
const dayOf = (text: string) => new Date(Date.parse(text)).toISOString().slice(0, 10);
const daysAfter = (day: string, days: number) =>
  dayOf(new Date(Date.parse(day) + days * DAY).toISOString());

it("puts back what was paid or credited later, as a calculation of its own does", async () => {
  const today = dayOf(new Date().toISOString());
  const [item] = await books.query("select * from Item where Type = 'Service' maxresults 1");
  const [code] = await books.query("select * from TaxCode maxresults 1");
  const made = (await books.post("customer", { DisplayName: "Ageing only" })) as unknown as {
    Customer: { Id: string };
  };
  const customer = { value: made.Customer.Id };
  const document = async (entity: string, at: string, amount: number, due?: string) => {
    const SalesItemLineDetail = {
      ItemRef: { value: item?.["Id"] },
      TaxCodeRef: { value: code?.["Id"] },
    };
    const answer = (await books.post(entity.toLowerCase(), {
      ...{ CustomerRef: customer, TxnDate: at, ...(due && { DueDate: due }) },
      GlobalTaxCalculation: "TaxExcluded",
      Line: [{ DetailType: "SalesItemLineDetail", Amount: amount, SalesItemLineDetail }],
    })) as unknown as Record<string, Wire>;
    return answer[entity] as Wire;
  };
  const pay = (at: string, total: number, lines: [string, string, number][]) =>
    books.post("payment", {
      ...{ CustomerRef: customer, TxnDate: at, TotalAmt: total },
      Line: lines.map(([TxnType, TxnId, Amount]) => ({ Amount, LinkedTxn: [{ TxnId, TxnType }] })),
    });
  const at = (daysAgo: number) => daysAfter(today, -daysAgo);
  // Each event by hand: what it does to which invoice, and when.
  const old = await document("Invoice", at(150), 1000, at(120));
  const mid = await document("Invoice", at(70), 500, at(40));
  const late = await document("Invoice", at(20), 300, at(-10));
  const memo = await document("CreditMemo", at(50), 80);
  await pay(at(60), 400, [["Invoice", old.Id, 400]]);
  await pay(at(30), 700, [
    ["Invoice", old.Id, 200],
    ["Invoice", mid.Id, 450],
  ]);
  await pay(at(10), 0, [
    ["Invoice", late.Id, memo.TotalAmt],
    ["CreditMemo", memo.Id, memo.TotalAmt],
  ]);
  await pay(at(5), old.TotalAmt - 600, [["Invoice", old.Id, old.TotalAmt - 600]]);
  // Paid before it was issued.
  const early = await document("Invoice", at(3), 60, at(3));
  await pay(at(8), 50, [["Invoice", early.Id, 50]]);
  // Ended or edited since: they count as the books have them now.
  const [voided, deleted] = [
    await document("Invoice", at(90), 70),
    await document("Invoice", at(80), 90),
  ];
  await books.post("invoice?operation=void", { Id: voided.Id, SyncToken: "0" });
  await books.post("invoice?operation=delete", { Id: deleted.Id, SyncToken: "0" });
  const before = await document("Invoice", at(65), 110, at(35));
  const lines = before.Line.filter(({ DetailType }) => DetailType === "SalesItemLineDetail");
  const edit = {
    Line: lines.map((one) => ({ ...one, Amount: 150 })),
    TxnTaxDetail: undefined,
  };
  const grown = (await books.post("invoice", { ...before, ...edit })) as unknown as {
    Invoice: Wire;
  };
  expect(grown.Invoice.TotalAmt).toBeGreaterThan(150);
  const cents = (amount: number) => Math.round(amount * 100);
  const events: Event[] = [
    ...[old, mid, late, early, grown.Invoice].map((one) => ({
      ...{ customer: customer.value, at: one.TxnDate, due: one.DueDate ?? one.TxnDate },
      ...{ cents: cents(one.TotalAmt), invoice: one.Id },
    })),
    ...(
      [
        [60, old, 400],
        [30, old, 200],
        [30, mid, 450],
        [10, late, memo.TotalAmt],
        [5, old, old.TotalAmt - 600],
        [8, early, 50],
      ] as [number, Wire, number][]
    ).map(([days, one, amount]) => ({
      ...{ customer: customer.value, at: at(days), due: one.DueDate ?? one.TxnDate },
      ...{ cents: -cents(amount), invoice: one.Id },
    })),
  ];
  const { ports } = await openWorld(home);
  for (const days of [151, 150, 100, 60, 59, 45, 30, 20, 10, 9, 6, 5, 3, 1]) {
    const asOf = at(days) as CalendarDate;
    const input = { asOf, by: "customer", wholeCompany: true, isPast: true } as const;
    const { rows } = await ageInvoices(ports, input);
    const row = rows.find(({ group }) => group.id === customer.value);
    const found = row
      ? Object.values(row.buckets).map((one) => cents(one.toNumber()))
      : [0, 0, 0, 0, 0];
    expect(found, `${days} days ago`).toEqual(aged(events, asOf));
    const comparison = await compareAging(ports, asOf);
    expect([asOf, comparison.differences]).toEqual([asOf, []]);
    expect(comparison.compared).toBeGreaterThan(0);
  }
}, 120_000);

it("says where QuickBooks' report has another amount", async () => {
  const command = "invoices aging --check";
  const yesterday = daysAfter(dayOf(new Date().toISOString()), -1);
  const equal = await home.run(`${command} --as-of ${yesterday}`);
  expect([equal.code, equal.stdout]).toEqual([
    0,
    expect.stringContaining("as in QuickBooks' report"),
  ]);
  type Cell = { value: string };
  const alter = (body: unknown, path: string) => {
    if (path.includes("/reports/")) {
      const [row] = (body as { Rows: { Row: { ColData: Cell[] }[] } }).Rows.Row;
      for (const column of [5, 6]) {
        const cell = row?.ColData[column];
        if (cell) cell.value = (Number(cell.value) + 0.01).toFixed(2);
      }
    }
    return body;
  };
  const { restore } = await alteredWorld(home, "quickbooks", { now: alter });
  try {
    const other = await home.run(`${command} --as-of ${yesterday} --json`);
    const { outcome, differences } = JSON.parse(other.stdout);
    expect([other.code, outcome]).toEqual([7, "different"]);
    expect(differences).toEqual([expect.objectContaining({ difference: "0.01" })]);
  } finally {
    await restore();
  }
}, 60_000);

/** Forward from nothing: what has happened until the day, invoice by invoice. */
function aged(events: Event[], asOf: string): number[] {
  const buckets = [0, 0, 0, 0, 0];
  const issued = events.filter(({ cents, at }) => cents > 0 && at <= asOf);
  for (const { invoice, due } of issued) {
    const happened = events.filter((one) => one.invoice === invoice && one.at <= asOf);
    const left = happened.reduce((sum, one) => sum + one.cents, 0);
    const late = (Date.parse(asOf) - Date.parse(due)) / DAY;
    const index = late <= 0 ? 0 : late <= 30 ? 1 : late <= 60 ? 2 : late <= 90 ? 3 : 4;
    buckets[index] = (buckets[index] ?? 0) + left;
  }
  return buckets;
}

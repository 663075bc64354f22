// The edges of the buckets: 0, 1 to 30, 31 to 60, 61 to 90 and over 90 days after the due date.
import { expect, it } from "vitest";
import { addDays } from "../../../src/domain/calendar-date.ts";
import { AGING_BUCKETS } from "../../../src/domain/invoice/aging-sums.ts";
import { agingSums, invoiceAging, owedOf } from "../../../src/domain/invoice/invoice-aging.ts";
import type { KnownInvoice } from "../../../src/domain/ledger/ledger.ts";
import { day, invoice } from "../../support/builders.ts";

const asOf = day("2026-11-15");
const known = (change: Parameters<typeof invoice>[0]) =>
  ({
    invoice: invoice(change),
    lastTotal: null,
    links: [],
    refreshedAt: "",
  }) as unknown as KnownInvoice;
const aged = (invoices: KnownInvoice[]) =>
  invoiceAging(
    agingSums(
      invoices.flatMap((known) => owedOf(known) ?? []),
      asOf,
      ({ customer }) => customer,
    ),
  );

it.each([
  [0, "current"],
  [1, "days_1_30"],
  [30, "days_1_30"],
  [31, "days_31_60"],
  [60, "days_31_60"],
  [61, "days_61_90"],
  [90, "days_61_90"],
  [91, "over_90"],
] as const)("%s days after its due date is %s", (days, bucket) => {
  const dueDate = addDays(asOf, -days);
  const [row] = aged([known({ dueDate, date: day("2026-01-01") })]).rows;
  expect(AGING_BUCKETS.filter((one) => !row?.buckets[one].isZero())).toEqual([bucket]);
});

it("counts what is still owed, the largest first, and adds it up by currency", () => {
  const other = { id: "418", name: "Lumi Catering Oy" };
  const { rows, totals } = aged([
    known({ balance: "40" }),
    known({ balance: "60.10", customer: other }),
    known({ balance: "30", customer: other }),
    known({ balance: "0" }),
  ]);
  expect(rows.map(({ group, total }) => [group.id, total.toFixed(2)])).toEqual([
    ["418", "90.10"],
    ["417", "40.00"],
  ]);
  expect(totals.map(({ total }) => total.toFixed(2))).toEqual(["130.10"]);
});

it("leaves out what was issued later, and takes an invoice without a due date by its own day", () => {
  const later = known({ date: addDays(asOf, 1) });
  const undated = known({ dueDate: null, date: addDays(asOf, -5) });
  const { rows } = aged([later, undated]);
  expect(rows.map(({ buckets }) => buckets.days_1_30.toFixed(2))).toEqual(["100.00"]);
});

// What QuickBooks booked is held against the plan, the currency too.
import { expect, test } from "vitest";
import type { Invoice } from "../../../src/domain/invoice/invoice.ts";
import { decimal, ZERO } from "../../../src/domain/money/money.ts";
import { bookedDifferences } from "../../../src/domain/plan/booked-differences.ts";
import type { InvoicePlan } from "../../../src/domain/plan/invoice-plan.ts";

const totals = { net: decimal(100), discount: ZERO, tax: ZERO, total: decimal(100), dealTax: null };
const plan = { totals, currency: "EUR", dueDate: null, lines: [] } as unknown as InvoicePlan;
const booked = (currency: string) =>
  bookedDifferences(plan, {
    total: decimal(100),
    tax: ZERO,
    currency,
    dueDate: null,
  } as unknown as Invoice).map(({ code, message }) => `${code}: ${message}`);

test("an amount in another currency is another amount", () => {
  expect(booked("EUR")).toEqual([]);
  expect(booked("USD")[0]).toBe(
    "total_difference: Total: planned 100.00 EUR, QuickBooks booked 100.00 USD.",
  );
});

test("an answer that names no currency is in the company's, and no difference", () => {
  expect(booked("")).toEqual([]);
});

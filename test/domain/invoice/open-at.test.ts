// Random ledgers: what was open at the end of each day, taken back from what is open now, equals a sum of all events until that day.
// What was voided, deleted or edited since counts as it is now, at its own date, as in QuickBooks' report.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import type { CreditMemo, Invoice, Payment } from "../../../src/domain/invoice/invoice.ts";
import { creditsAt, settledAfter } from "../../../src/domain/invoice/open-at.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { runs } from "../../support/runs.ts";

const DAYS = 12;
const dayOf = (day: number) => `2026-03-${String(day + 1).padStart(2, "0")}` as CalendarDate;
const event = { day: fc.nat(DAYS), cents: fc.integer({ min: 1, max: 9999 }) };
const generated = fc.record({
  invoices: fc.array(
    fc.record({
      ...event,
      // After all that was paid of it: by how much more it is edited, or that it came to an end.
      edited: fc.option(fc.integer({ min: 1, max: 500 })),
      end: fc.option(fc.constantFrom("voided", "deleted")),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  memos: fc.array(fc.record(event), { maxLength: 3 }),
  payments: fc.array(
    fc.record({
      day: fc.nat(DAYS),
      // Of nothing but credit where it is zero.
      cents: fc.nat(9999),
      // Of which invoice, of which memo, and how much at most.
      lines: fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 6000 })), { maxLength: 3 }),
      memo: fc.option(fc.nat(2)),
    }),
    { maxLength: 6 },
  ),
});

type Line = { index: number; cents: number };
type Paid = { day: number; cents: number; invoices: Line[]; memos: Line[] };
type Issued = { day: number; cents: number; isDeleted: boolean };
type Ledger = { invoices: number[]; memos: number[]; paid: Paid[]; issued: Issued[] };

/** What each payment can take: never more than is left of an invoice or of a memo, nor more than there is to give. */
function applied({
  invoices,
  memos,
  payments,
}: typeof generated extends fc.Arbitrary<infer T> ? T : never): Ledger {
  const left = {
    invoices: invoices.map(({ cents }) => cents),
    memos: memos.map(({ cents }) => cents),
  };
  const take = (of: "invoices" | "memos", index: number, most: number): Line[] => {
    const amount = Math.min(left[of][index] ?? 0, most);
    left[of][index] = (left[of][index] ?? 0) - amount;
    return amount > 0 ? [{ index, cents: amount }] : [];
  };
  const paid = payments.map(({ day, cents, lines, memo }): Paid => {
    const credit = memo === null ? [] : take("memos", memo, 2000);
    let rest = cents + (credit[0]?.cents ?? 0);
    const of = lines.flatMap(([index, most]) => {
      const line = take("invoices", index, Math.min(most, rest));
      rest -= line[0]?.cents ?? 0;
      return line;
    });
    return { day, cents, invoices: of, memos: credit };
  });
  const issued = invoices.map(({ day, cents, edited, end }) => ({
    ...{ day, cents: end === null ? cents + (edited ?? 0) : 0 },
    isDeleted: end === "deleted",
  }));
  return {
    issued,
    memos: left.memos,
    invoices: left.invoices.map((open, index) =>
      invoices[index]?.end === null ? open + (invoices[index]?.edited ?? 0) : 0,
    ),
    // What ends gives its money back to the payments.
    paid: paid.map((one) => ({
      ...one,
      invoices: one.invoices.filter(({ index }) => invoices[index]?.end === null),
    })),
  };
}

const money = (cents: number) => decimal(cents).dividedBy(100);
const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);
const own = { customer: { id: "1", name: "One" }, currency: "EUR" };

it("puts back exactly what came later", () => {
  fc.assert(
    fc.property(generated, (made) => {
      const { paid, issued, invoices: leftOf, memos: creditOf } = applied(made);
      const booked = issued.map(
        ({ day, cents }, index) =>
          ({
            ...own,
            id: `i${index}`,
            date: dayOf(day),
            total: money(cents),
            balance: money(leftOf[index] ?? 0),
          }) as Invoice,
      );
      const invoices = booked.filter((_one, index) => !issued[index]?.isDeleted);
      const creditMemos = made.memos.map(
        ({ day }, index): CreditMemo => ({
          ...own,
          id: `m${index}`,
          date: dayOf(day),
          remaining: money(creditOf[index] ?? 0),
        }),
      );
      const payments = paid.map((one, index): Payment => {
        const used =
          total(one.invoices.map(({ cents }) => cents)) -
          total(one.memos.map(({ cents }) => cents));
        return {
          ...{ ...own, id: `p${index}`, number: null, date: dayOf(one.day) },
          ...{ total: money(one.cents), unapplied: money(one.cents - used) },
          applied: one.invoices.map(({ index, cents }) => ({
            invoiceId: `i${index}`,
            amount: money(cents),
          })),
          credits: one.memos.map(({ index, cents }) => ({
            creditMemoId: `m${index}`,
            amount: money(cents),
          })),
        };
      });
      for (let day = 0; day <= DAYS; day++) {
        const until = paid.filter((one) => one.day <= day);
        const settled = settledAfter(dayOf(day), payments);
        issued.forEach(({ cents }, index) => {
          const then =
            cents -
            total(
              until
                .flatMap((one) => one.invoices.filter((line) => line.index === index))
                .map((line) => line.cents),
            );
          const found = booked[index]?.balance.plus(settled.get(`i${index}`) ?? 0);
          expect(found?.times(100).toNumber()).toBe(then);
        });
        // With credits, all together is what was invoiced until then, less what was credited and paid.
        const openInvoices = invoices
          .filter(({ date }) => date <= dayOf(day))
          .map(({ id, balance }) =>
            balance
              .plus(settled.get(id) ?? 0)
              .times(100)
              .toNumber(),
          );
        const credits = creditsAt(dayOf(day), { invoices, payments, creditMemos }, "").map(
          ({ balance }) => balance.times(100).toNumber(),
        );
        const sumUntil = (events: { day: number; cents: number }[]) =>
          total(events.filter((one) => one.day <= day).map(({ cents }) => cents));
        expect(total([...openInvoices, ...credits])).toBe(
          sumUntil(issued) - sumUntil(made.memos) - sumUntil(made.payments),
        );
      }
    }),
    runs(300),
  );
});

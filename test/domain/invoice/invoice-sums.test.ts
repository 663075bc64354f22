// What a list comes to, by currency; voided and deleted invoices count for nothing.
import { expect, it } from "vitest";
import { invoiceSums } from "../../../src/domain/invoice/invoice-sums.ts";
import type { KnownInvoice } from "../../../src/domain/ledger/ledger.ts";
import { day, invoice } from "../../support/builders.ts";

const known = (change: Parameters<typeof invoice>[0]) =>
  ({ invoice: invoice(change), lastTotal: null }) as unknown as KnownInvoice;

it("adds what is invoiced, paid, open and overdue", () => {
  const invoices = [
    known({ total: "100", balance: "40", dueDate: day("2026-11-14") }),
    known({ total: "50.50", balance: "0" }),
    known({ total: "20", dueDate: day("2026-12-01") }),
    known({ total: "7", currency: "CAD" }),
    known({ total: "0", allQuantitiesZero: true, privateNote: "Voided" }),
    known({ total: "900", deleted: true }),
  ];
  const sums = invoiceSums(invoices, day("2026-11-15")).map(
    ({ currency, invoiced, paid, open, overdue }) => [
      currency,
      ...[invoiced, paid, open, overdue].map((amount) => amount.toFixed(2)),
    ],
  );
  // 100 + 50.50 + 20; 60 + 50.50; 40 + 20; 40 alone is past its day.
  expect(sums).toEqual([
    ["CAD", "7.00", "0.00", "7.00", "0.00"],
    ["EUR", "170.50", "110.50", "60.00", "40.00"],
  ]);
});

// What QuickBooks returned, what the ledger knew and the day make a status.
import { describe, expect, it } from "vitest";
import { invoiceStatus, isLiveInvoice } from "../../../src/domain/invoice/invoice-status.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { day, invoice, known } from "../../support/builders.ts";

const today = day("2026-11-15");

describe("invoice status", () => {
  it.each([
    ["open", invoice({ dueDate: day("2026-11-15") })],
    ["overdue", invoice({ dueDate: day("2026-11-14") })],
    ["overdue", invoice({ balance: "40", dueDate: day("2026-11-14") })],
    ["partially_paid", invoice({ balance: "40" })],
    ["paid", invoice({ balance: "0" })],
    ["paid", invoice({ total: "0", privateNote: "Voided earlier one, this is free" })],
    ["voided", invoice({ total: "0", allQuantitiesZero: true, privateNote: "Voided" })],
    ["deleted", invoice({ deleted: true })],
  ])("%s", (status, given) => {
    expect(invoiceStatus(given, today).status).toBe(status);
  });

  it("knows a void without its English word by the total that was there before", () => {
    const zeroed = invoice({ total: "0", allQuantitiesZero: true, privateNote: "Annulé" });
    expect(invoiceStatus(zeroed, today).status).toBe("paid");
    expect(invoiceStatus(zeroed, today, decimal("100")).status).toBe("voided");
  });

  it("counts the days overdue", () => {
    expect(invoiceStatus(invoice({ dueDate: day("2026-10-31") }), today).daysOverdue).toBe(15);
  });
});

it("an invoice is live until it was voided or deleted", () => {
  expect(isLiveInvoice(known())).toBe(true);
  expect(isLiveInvoice(known({ deleted: true }))).toBe(false);
  expect(isLiveInvoice(known({ total: "0", allQuantitiesZero: true }))).toBe(false);
});

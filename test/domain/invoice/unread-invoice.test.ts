import { expect, it } from "vitest";
import { mayBill, unreadWarnings } from "../../../src/domain/invoice/unread-invoice.ts";

const why = "QuickBooks answered with an invoice that cannot be read, id 7.";

it.each([
  ["no note that can be read", null, true, true],
  ["a note without a marker", "Paid by phone", false, false],
  ["the deal's marker", "Voided pdqb 142/1 k7m2q9xw", true, true],
  ["another deal's marker", "pdqb 143/1 k7m2q9xw", false, true],
])("with %s", (_what, privateNote, ofDeal, ofAny) => {
  const one = { why, privateNote };
  expect([mayBill(one, 142), mayBill(one)]).toEqual([ofDeal, ofAny]);
});

it("each is said", () => {
  expect(unreadWarnings([{ why, privateNote: "" }])).toEqual([
    { code: "unread_invoice", message: `${why} It carries no marker of this deal.` },
  ]);
});

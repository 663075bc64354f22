// What is billed of a deal, as an answer: which invoices stand, what is in doubt, and whether anything happened since.
import { expect, it } from "vitest";
import type { Doubt } from "../../../src/domain/invoice/doubt.ts";
import { billedParts, billingOf, inDoubt } from "../../../src/usecases/billing/billing.ts";
import { intentOf } from "../../support/intents.ts";
import { type Case, linked } from "../../support/linked-invoice.ts";

const one = (id: number, change: Partial<Case> = {}) =>
  linked({ ...{ id, net: "100", dealNet: "300" }, ...change });

it("holds all of them by generation, and apart from them those that still stand", () => {
  const all = [one(13, { generation: 3 }), one(12, { generation: 2, voided: true }), one(11)];
  const deleted = one(14, { generation: 4 });
  deleted.known.invoice.deleted = true;
  const { invoices, live } = billingOf([...all, deleted], [], []);
  expect(invoices.map(({ known }) => known.invoice.id)).toEqual(["11", "12", "13", "14"]);
  expect(live.map(({ known }) => known.invoice.id)).toEqual(["11", "13"]);
  expect(billedParts({ live })).toEqual([
    { invoice: "1011", part: "1", billed: live[0]?.link.billed },
    { invoice: "1013", part: "1", billed: live[1]?.link.billed },
  ]);
});

it("has another fingerprint once an invoice was made, voided or came into doubt, not once it was paid", () => {
  const print = (linkedOnes = [one(11), one(12)], doubts: Doubt[] = []) =>
    billingOf(linkedOnes, [], doubts).fingerprint;
  const paid = one(11);
  paid.known.invoice.balance = paid.known.invoice.total.minus(100);
  expect(print([one(12), paid])).toBe(print());
  const { invoice } = one(12).known;
  const doubt: Doubt = { kind: "same_part", dealId: 142, invoices: [invoice] };
  const changed = [
    print([one(11), one(12), one(13)]),
    print([one(11)]),
    print([one(11), one(12, { voided: true })]),
    print([one(11), one(12)], [doubt]),
  ];
  expect(new Set([print(), ...changed]).size).toBe(5);
});

it("tells what was sent when, but not of the invoice that is asked for", () => {
  const pending = ["a", "b"].map((key) => intentOf({ id: `i-${key}`, key, dealId: 142 }));
  expect(inDoubt({ pending, doubts: [] }, "a")).toEqual([
    {
      code: "in_doubt",
      message: "An invoice of deal 142 may have been created at 2026-11-25T09:00:00.000Z.",
      next: "pdqb pending resolve i-b",
    },
  ]);
  expect(inDoubt({ pending, doubts: [] })).toHaveLength(2);
});

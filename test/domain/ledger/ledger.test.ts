import { expect, it } from "vitest";
import {
  historyEntry,
  invoicesByDeal,
  type KnownInvoice,
} from "../../../src/domain/ledger/ledger.ts";

const known = (id: string, ...deals: number[]) =>
  ({ invoice: { id }, links: deals.map((dealId) => ({ dealId })) }) as unknown as KnownInvoice;

it("lists an invoice of two deals with each of them, and one without a deal with none", () => {
  const [both, first, free] = [known("1", 7, 9), known("2", 7), known("3")] as const;
  const byDeal = invoicesByDeal([both, first, free]);
  expect([...byDeal]).toEqual([
    [7, [both, first]],
    [9, [both]],
  ]);
});

it("says nothing of what an entry does not name", () => {
  const said = {
    at: "2026-11-29T10:00:00Z",
    actor: "ann@desk",
    action: "link invoice",
    after: "x",
  };
  expect(historyEntry({ ...said, dealId: 7 })).toEqual({
    ...said,
    ...{ invoiceId: null, dealId: 7, requestId: null, traceId: null },
    ...{ before: null, run: null, reason: null },
  });
});

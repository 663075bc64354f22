// One finding a deal at most, the one that explains it. The deal is worth 1000.00 net.

import { describe, expect, it } from "vitest";
import { dealFinding, lostFinding } from "../../../src/domain/check/deal-findings.ts";
import { sharesOf } from "../../../src/domain/invoice/deal-balance.ts";
import type { InvoiceLink } from "../../../src/domain/ledger/ledger.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { billed, day, facts, known, link } from "../../support/builders.ts";

const period = { since: day("2026-11-01"), until: day("2026-11-30") };
const deal = { ...facts().deal, value: decimal("1000") };
const planned = (net: string, change: Partial<InvoiceLink> = {}) =>
  link({ billed: billed(net, "1000"), dealValue: "1000.00", ...change });
const share = (id: string, total: string, own: InvoiceLink, change = {}) =>
  sharesOf(known({ id, number: `N${id}`, total, ...change }, [own]));

type Facts = Parameters<typeof dealFinding>[0];
const found = (change: Partial<Facts>) => {
  const finding = dealFinding({ deal, shares: [], ended: [], installments: [], ...change }, period);
  return finding && [finding.kind, finding.next];
};

describe("a deal that ties", () => {
  it("has no finding: billed whole, in parts, or with later cycles", () => {
    expect(found({ shares: share("1", "1000", planned("1000")) })).toBeUndefined();
    const parts = [
      ...share("1", "300", planned("300", { part: "percent:30" })),
      ...share("2", "700", planned("700", { part: "rest" })),
    ];
    expect(found({ shares: parts })).toBeUndefined();
    const cycle = share("3", "1000", planned("1000", { part: "cycle:2" }));
    expect(found({ shares: [...share("1", "1000", planned("1000")), ...cycle] })).toBeUndefined();
  });
});

describe("a deal that does not tie", () => {
  it("has no invoice, or a part of one", () => {
    expect(found({})).toEqual(["not_billed", "pdqb invoice create --deal 123"]);
    expect(found({ shares: share("1", "300", planned("300")) })).toEqual([
      ...["partly_billed", "pdqb invoice create --deal 123 --rest"],
    ]);
  });

  it("lacks only installments that are due", () => {
    const installment = (id: number, billingDate: string) => ({
      ...{ id, amount: decimal("500"), billingDate: day(billingDate), description: "" },
    });
    const both = [installment(1, "2026-11-30"), installment(2, "2026-12-01")];
    expect(found({ installments: both })).toEqual([
      ...["not_billed", "pdqb invoice create --deal 123 --installment id:1"],
    ]);
    const first = share("1", "500", planned("500", { part: "installment:1" }));
    expect(found({ installments: both, shares: first })).toBeUndefined();
  });

  it("is billed twice, or too much", () => {
    const twice = [...share("1", "1000", planned("1000")), ...share("2", "1000", planned("1000"))];
    expect(found({ shares: twice })).toEqual(["billed_twice", "pdqb invoice void id:2"]);
    const more = [
      ...share("1", "600", planned("600", { part: "percent:60" })),
      ...share("2", "600", planned("600", { part: "lines:1" })),
    ];
    expect(found({ shares: more })).toEqual(["over_billed", "pdqb invoice void id:2"]);
    expect(found({ shares: share("1", "1100", link()) })?.[0]).toBe("over_billed");
  });

  it("was changed after it was billed: the invoice, or the deal", () => {
    expect(found({ shares: share("1", "950", planned("1000")) })).toEqual([
      ...["amount_differs", "pdqb invoice void id:1"],
    ]);
    const grown = { ...deal, value: decimal("1200") };
    expect(found({ deal: grown, shares: share("1", "1000", planned("1000")) })).toEqual([
      ...["amount_differs", "pdqb invoice create --deal 123 --rest"],
    ]);
  });

  it("is billed in another currency", () => {
    const usd = share("1", "1000", planned("1000"), { currency: "USD" });
    expect(found({ shares: usd })).toEqual(["currency_differs", "pdqb invoice void id:1"]);
  });

  it("has a cancelled invoice alone: billed again beside it", () => {
    const ended = [known({ id: "7", deleted: true })];
    expect(found({ ended })).toEqual(["cancelled", "pdqb invoice create --deal 123 --again id:7"]);
  });
});

describe("a deal that is billed and not won any more", () => {
  const [one] = share("1", "1000", planned("1000"));
  const kind = (change: object | undefined, paid = false) => {
    if (!one) throw new Error("no share");
    const invoice = paid ? { ...one.invoice, balance: decimal("0") } : one.invoice;
    const finding = lostFinding(123, change && { ...deal, ...change }, { ...one, invoice }, period);
    return finding && [finding.kind, finding.next.split(" ").slice(0, 3).join(" ")];
  };

  it("is lost, deleted or archived", () => {
    expect(kind({})).toBeUndefined();
    expect(kind({ status: "lost" })).toEqual(["deal_lost", "pdqb invoice void"]);
    expect(kind({ status: "deleted" })).toEqual(["deal_gone", "pdqb invoice void"]);
    expect(kind(undefined)).toEqual(["deal_gone", "pdqb invoice void"]);
    expect(kind({ isArchived: true })).toEqual(["deal_lost", "pdqb check --since"]);
  });

  it("keeps its invoice where that is paid", () =>
    expect(kind({ status: "lost" }, true)).toEqual(["deal_lost", "pdqb check --since"]));
});

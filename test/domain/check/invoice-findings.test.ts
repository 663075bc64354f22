import { describe, expect, it } from "vitest";
import {
  customerFinding,
  customerKey,
  noDealFinding,
  sharedNumbers,
} from "../../../src/domain/check/invoice-findings.ts";
import { sharesOf } from "../../../src/domain/invoice/deal-balance.ts";
import { day, facts, invoice, known } from "../../support/builders.ts";

const period = { since: day("2026-11-01"), until: day("2026-11-30") };
const { deal } = facts();

describe("one number of two invoices", () => {
  const numbered = (id: string, number: string, date = "2026-11-05") =>
    invoice({ id, number, date: day(date) });
  const found = (...all: ReturnType<typeof invoice>[]) =>
    sharedNumbers(all, [], period).map(({ invoices, next }) => [
      invoices.map(({ id }) => id),
      next,
    ]);

  it("is found whatever its case and outer blanks; the newer is to be voided", () =>
    expect(found(numbered("12", "inv-7 "), numbered("9", "INV-7"), numbered("3", "INV-8"))).toEqual(
      [[["9", "12"], "pdqb invoice void id:12"]],
    ));

  it("counts where one of them was issued in the period", () => {
    expect(found(numbered("1", "7", "2026-10-01"), numbered("2", "7", "2026-12-01"))).toEqual([]);
    expect(found(numbered("1", "7", "2026-10-01"), numbered("2", "7"))).toHaveLength(1);
  });

  it("is not told again where the two stand in doubt already", () => {
    const both = [numbered("1", "7"), numbered("2", "7")] as const;
    const doubt = { kind: "same_part" as const, dealId: 1, invoices: [...both] as [never, never] };
    expect(sharedNumbers([...both], [doubt], period)).toEqual([]);
  });
});

describe("an invoice of no deal", () => {
  const next = (...deals: (typeof deal)[]) => noDealFinding(known({}, []), deals, period).next;

  it("is linked to the only deal that it may belong to", () => {
    expect(next(deal)).toBe("pdqb invoice link id:3120 --deal 123");
    expect(next(deal, { ...deal, id: 124 })).toContain("--accept no_deal --invoice id:3120");
    expect(next()).toContain("--reason 'Not from Pipedrive'");
  });
});

describe("the customer of an invoice", () => {
  const [share] = sharesOf(known());
  const found = (customerId: string, key = customerKey(deal)) => {
    if (!share) throw new Error("no share");
    const link = { source: "organization" as const, sourceId: 402, currency: "EUR", customerId };
    const links = new Map([[key, { ...link, customerName: "Aurora" }]]);
    return customerFinding(deal, share, links, period)?.kind;
  };

  it("is the one that the deal's organization, else its person, is linked to", () => {
    expect(found("417")).toBeUndefined();
    expect(found("418")).toBe("customer_differs");
    expect(found("418", "organization/402/USD")).toBeUndefined();
    expect(customerKey(deal)).toBe("organization/402/EUR");
    expect(customerKey({ ...deal, organizationId: null })).toBe("person/913/EUR");
  });
});

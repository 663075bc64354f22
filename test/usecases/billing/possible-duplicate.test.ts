// Whether an invoice in the customer's books bills the deal already, made by another ledger, a colleague or Pipedrive's own integration.
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../../src/domain/invoice/invoice.ts";
import { markerText } from "../../../src/domain/invoice/marker.ts";
import type { InvoiceLink } from "../../../src/domain/ledger/ledger.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { possibleDuplicate } from "../../../src/usecases/billing/possible-duplicate.ts";
import { connected, data } from "../../adapters/pipedrive/support.ts";
import { planLine, smallPlan } from "../../adapters/quickbooks/support.ts";
import { invoice, line, link } from "../../support/builders.ts";
import { ownLedger } from "../../support/own-ledger.ts";

const OWN = "9001";
const SINCE = "2026-10-01T08:00:00Z";
/** Pipedrive knows every deal but this one. */
const GONE = 77;

type Setting = {
  /** What the ledger links to deals. */
  links?: InvoiceLink[];
  plan?: ReturnType<typeof smallPlan>;
  lines?: ReturnType<typeof line>[];
};

/** Of deal 123, whose one line of 4 × 95 comes to 380.00, 471.20 with 24 % of tax. */
async function duplicate(invoices: Invoice[], { links = [], plan, lines }: Setting = {}) {
  const { pipedrive } = await connected(({ path }) => {
    const id = Number(/\/deals\/(\d+)$/.exec(path)?.[1]);
    return id === GONE ? { status: 404, body: '{"success":false}' } : data({ id, title: "Other" });
  });
  const ledger = await ownLedger();
  for (const one of links) {
    await ledger.putInvoiceLink(one);
    const linked = invoices.find(({ id }) => id === one.invoiceId);
    if (linked) await ledger.saveInvoices([linked], SINCE);
  }
  const problem = await possibleDuplicate({ ledger, pipedrive }, plan ?? smallPlan(), {
    ...{ invoices, since: SINCE, pipedriveCompany: OWN },
    lines: lines ?? [line({ price: "95", quantity: "4", sum: "380", taxPercent: "24" })],
  });
  return problem?.message;
}

/** Of the same net as the plan, but of another tax: 380.00 of 456.00. */
const same = (change: Parameters<typeof invoice>[0] = {}) =>
  invoice({ total: "456", tax: decimal("76"), ...change });

const UNLINKED =
  'Invoice 1042 of 2026-11-01 to "Aurora Design Oy" has the same total and is not linked to any deal.';
const OF_GONE = (what: string) =>
  `Invoice 1042 of 2026-11-01 to "Aurora Design Oy" ${what} and belongs to deal 77, which was deleted or merged.`;

describe("an invoice of no deal", () => {
  it("is one where its net or its total is that of the plan", async () => {
    expect(await duplicate([same()])).toBe(UNLINKED);
    expect(await duplicate([invoice({ total: "471.20", tax: decimal("0") })])).toBe(UNLINKED);
    expect(await duplicate([invoice({ total: "380.01" })])).toBeUndefined();
  });

  it.each<[string, Parameters<typeof invoice>[0]]>([
    ["is older than the deal", { createdAt: "2026-10-01T07:59:59Z" }],
    ["is of another currency", { currency: "USD" }],
    ["was voided", { total: "0", tax: decimal("0"), allQuantitiesZero: true }],
    ["was deleted", { deleted: true }],
    ["carries the deal's own marker", { privateNote: markerText(link(), OWN, "aaaaaa") }],
  ])("is none where it %s", async (_why, change) => {
    expect(await duplicate([same(change)])).toBeUndefined();
  });

  it("is one where the marker is of another Pipedrive company", async () => {
    const privateNote = markerText(link(), "4410882", "aaaaaa");
    expect(await duplicate([same({ privateNote })])).toBe(UNLINKED);
  });
});

describe("an invoice of a deal", () => {
  it("is none where it is this one's, or another's that is there", async () => {
    expect(await duplicate([same()], { links: [link()] })).toBeUndefined();
    expect(await duplicate([same()], { links: [link({ dealId: 124 })] })).toBeUndefined();
  });

  it("is one where every deal of it is gone, however old it is", async () => {
    const old = same({ createdAt: "2025-01-01T00:00:00Z" });
    const gone = link({ dealId: GONE });
    expect(await duplicate([old], { links: [gone] })).toBe(OF_GONE("has the same total"));
    expect(await duplicate([old], { links: [gone, link({ dealId: 124 })] })).toBeUndefined();
  });

  it("is found by its marker where the ledger was lost", async () => {
    const key = { dealId: GONE, part: "1", generation: 1 };
    const createdAt = "2025-01-01T00:00:00Z";
    const marked = same({ createdAt, privateNote: markerText(key, OWN, "aaaaaa") });
    expect(await duplicate([marked])).toBe(OF_GONE("has the same total"));
    const copied = { ...marked, id: "3121" };
    expect(await duplicate([marked, copied]), "a copy says nothing").toBeUndefined();
  });

  it("may bill some of the lines that a merge moved here", async () => {
    const lines = ["100", "250", "30"].map((price, index) =>
      line({ id: index + 1, price, sum: price }),
    );
    const plan = smallPlan({ lines: [planLine({ net: decimal("1000") })] });
    const links = [link({ dealId: GONE })];
    const ofLines = (total: string) =>
      duplicate([invoice({ total, tax: decimal("0") })], { links, plan, lines });
    // 100 + 30.
    expect(await ofLines("130")).toBe(OF_GONE("bills the total of some of these lines"));
    // No sum of the three.
    expect(await ofLines("140")).toBeUndefined();
  });

  it("may bill a share of them", async () => {
    const lines = ["100", "250"].map((price, id) => line({ id, price, sum: price }));
    const billed = { share: "30 %", lines: [], dealNet: decimal("350") };
    const part = link({ dealId: GONE, part: "share:1", billed });
    // 30 % of 350.
    const found = await duplicate([invoice({ total: "105" })], { links: [part], lines });
    expect(found).toBe(OF_GONE("bills a part of some of these lines"));
  });

  it("is not sought by sums among more lines than would tell", async () => {
    // Thirteen powers of two have 8,191 sums: every whole amount would fit one.
    const lines = Array.from({ length: 13 }, (_, id) =>
      line({ id, price: String(2 ** id), sum: String(2 ** id) }),
    );
    const links = [link({ dealId: GONE })];
    expect(await duplicate([invoice({ total: "77" })], { links, lines })).toBeUndefined();
    const few = { links, lines: lines.slice(0, 7) };
    // 77 = 64 + 8 + 4 + 1.
    expect(await duplicate([invoice({ total: "77" })], few)).toContain("some of these lines");
  });
});

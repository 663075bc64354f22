// The Ledger port on each engine: what is durable, what is one transaction, whose rows are seen.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "../../../src/domain/calendar-date.ts";
import { AGING_BUCKETS, type AgingSums } from "../../../src/domain/invoice/aging-sums.ts";
import { agingSums, type Owed, owedOf } from "../../../src/domain/invoice/invoice-aging.ts";
import type { Intent, InvoiceLink } from "../../../src/domain/ledger/ledger.ts";
import { decimal, sum } from "../../../src/domain/money/money.ts";
import { day, invoice } from "../../support/builders.ts";
import { ENGINES, type Place } from "./engines.ts";

const SCOPE = {
  environment: "practice",
  pipedriveCompany: "4410882",
  realm: "9130350000000000001",
};
const AT = "2026-11-25T09:00:00.000Z";

const invoiceLink: Omit<InvoiceLink, "invoiceId"> = {
  dealId: 123,
  part: "1",
  generation: 1,
  dealTitle: "Studio refit",
  dealValue: "1653.15",
  ownerId: 77,
  pipelineId: null,
  billed: { share: "30 %", lines: [{ lineId: 55310, net: decimal("276.95") }] },
  createdAt: AT,
};

const intent = (change: Partial<Intent> = {}): Intent => ({
  id: "i1",
  key: "invoice/123/1/1",
  kind: "invoice",
  dealId: 123,
  state: "open",
  requestId: "r1",
  body: '{"CustomerRef":{"value":"417"}}',
  marker: "pdqb 123/1 abcdefgh",
  summary: "invoice for deal 123",
  follows: { target: null, invoiceLink },
  createdAt: AT,
  firstSentAt: null,
  lastSentAt: null,
  objectId: null,
  outcome: "",
  ...change,
});

const inText = (all: AgingSums[]) =>
  all
    .map(({ group, currency, buckets, oldest }) =>
      [currency, group.id, group.name, oldest]
        .concat(AGING_BUCKETS.map((bucket) => buckets[bucket].toFixed()))
        .join(" "),
    )
    .sort();

const link: InvoiceLink = { invoiceId: "3120", ...invoiceLink };

describe.each(ENGINES)("on $engine", ({ place: newPlace, isMissing }) => {
  let place: Place;
  let now = new Date(AT);

  beforeEach(async (context) => {
    context.skip(isMissing);
    place = await newPlace();
    now = new Date(AT);
  });
  afterEach(() => place?.discard());

  const open = (mode: "write" | "dry" = "write", scope = SCOPE) =>
    place.open({ scope, mode, now: () => now });

  it("says which objects the newest writes of a body made", async () => {
    const ledger = open();
    const made = async (id: string, change: Partial<Intent>) => {
      const keys = { id, key: id, requestId: id, createdAt: `2026-11-25T09:00:0${id}Z` };
      await ledger.openIntent(intent({ ...keys, ...change }));
      if (id !== "5")
        await ledger.closeIntent(id, { state: "done", objectId: `9${id}`, outcome: "" }, {});
    };
    const ours = '{"CustomerRef":{"value":"417"}';
    await made("1", {});
    await made("2", { body: `${ours},"Line":[]}` });
    await made("3", { body: '{"CustomerRef":{"value":"4170"}}' });
    await made("4", { kind: "customer_update" });
    await made("5", {});
    await made("6", {});
    const asked = { kind: "invoice", bodyStart: ours } as const;
    expect(await ledger.madeBy({ ...asked, limit: 9 })).toEqual(["96", "92", "91"]);
    expect(await ledger.madeBy({ ...asked, limit: 2 })).toEqual(["96", "92"]);
  });

  it("says what the invoices of many deals bill, of its own scope alone", async () => {
    const ledger = open();
    const one = invoice({ id: "3120", tax: decimal("12.5"), privateNote: "Voided", deleted: true });
    await ledger.addInvoices([{ invoice: one, link }], AT);
    await ledger.addInvoices(
      [{ invoice: invoice({ id: "3121" }), link: { ...link, invoiceId: "3121", dealId: 124 } }],
      AT,
    );
    const others = open("write", { ...SCOPE, realm: "2" });
    await others.addInvoices([{ invoice: one, link }], AT);
    const { dealId, part, dealValue, billed, createdAt } = link;
    expect(await ledger.billedShares([1, 123])).toEqual([
      {
        link: { dealId, part, dealValue, billed, createdAt },
        known: {
          invoice: {
            total: decimal(100),
            balance: decimal(100),
            tax: decimal("12.5"),
            deleted: true,
            allQuantitiesZero: false,
            privateNote: "Voided",
          },
          lastTotal: decimal(100),
        },
      },
    ]);
    expect(await ledger.billedShares([])).toEqual([]);
  });

  describe("intents", () => {
    it("are seen by the next process as soon as they are opened, with the times of their sendings", async () => {
      const ledger = open();
      await ledger.openIntent(intent());
      await ledger.markSent("i1", "2026-11-25T09:00:01.000Z");
      await ledger.markSent("i1", "2026-11-25T09:00:02.000Z");
      expect(await open().intents({ state: "open" })).toEqual([
        intent({ firstSentAt: "2026-11-25T09:00:01.000Z", lastSentAt: "2026-11-25T09:00:02.000Z" }),
      ]);
    });

    it("are open once for a key, and again after the first has ended", async () => {
      const ledger = open();
      await ledger.openIntent(intent());
      await expect(ledger.openIntent(intent({ id: "i2", requestId: "r2" }))).rejects.toThrow();
      await ledger.closeIntent("i1", { state: "ended", outcome: "refused" }, {});
      await ledger.openIntent(intent({ id: "i2", requestId: "r2" }));
      expect((await ledger.intents({ key: "invoice/123/1/1" })).map(({ state }) => state)).toEqual([
        "ended",
        "open",
      ]);
    });

    it("are open once for a key also when two processes open one at the same moment", async () => {
      const tries = ["i1", "i2", "i3", "i4"].map((id) =>
        open().openIntent(intent({ id, requestId: id })),
      );
      const states = (await Promise.allSettled(tries)).map(({ status }) => status).sort();
      expect(states).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
      expect(await open().counts()).toMatchObject({ intentsOpen: 1 });
    });

    it("settle together with link, snapshot and history", async () => {
      const ledger = open();
      await ledger.openIntent(intent());
      const history = {
        at: AT,
        actor: "a@b",
        action: "create invoice",
        invoiceId: "3120",
        dealId: 123,
        requestId: "r1",
        traceId: "t",
        before: null,
        after: "made",
        run: null,
        reason: null,
      };
      await ledger.closeIntent(
        "i1",
        { state: "done", objectId: "3120", outcome: "made" },
        { invoice: { snapshot: invoice(), refreshedAt: AT }, invoiceLink: link, history },
      );
      const again = open();
      expect(await again.invoices({ dealIds: [123] })).toEqual([
        { invoice: invoice(), refreshedAt: AT, lastTotal: decimal("100"), links: [link] },
      ]);
      expect(await again.history({ invoiceId: "3120", limit: 5 })).toMatchObject([
        { ...history, row: 1 },
      ]);
      expect(await again.counts()).toMatchObject({ invoices: 1, intentsOpen: 0 });
    });
  });

  describe("rows", () => {
    it("of another company are never seen, changed or removed", async () => {
      const other = open("write", { ...SCOPE, realm: "1" });
      const tax = { percent: "25.5", customerId: null, taxCodeId: "5", taxCodeName: "ALV" };
      await open().putTaxLink(tax);
      expect(await other.taxLinks()).toEqual([]);
      expect(await other.removeTaxLink("25.5", null)).toBe(false);
      await other.putTaxLink({ ...tax, taxCodeId: "9" });
      expect(await open().taxLinks()).toEqual([tax]);
    });

    it("of links come back as they were put, and go when removed", async () => {
      const ledger = open();
      const item = { productId: 201, variationId: null, itemId: "88", itemName: "Website care" };
      const customer = {
        source: "organization",
        sourceId: 402,
        currency: "EUR",
        customerId: "417",
        customerName: "Aurora",
      } as const;
      await ledger.putItemLink(item);
      await ledger.putCustomerLink(customer);
      expect(await ledger.itemLinks()).toEqual([item]);
      expect(await ledger.customerLink("organization", 402, "EUR")).toEqual(customer);
      expect(await ledger.customerLink("organization", 402, "USD")).toBeUndefined();
      expect(await ledger.removeItemLink(201, null)).toBe(true);
      expect(await ledger.removeCustomerLink("organization", 402)).toBe(true);
      expect(await ledger.counts()).toMatchObject({ customerLinks: 0, itemLinks: 0 });
    });

    it("of the history can be neither changed nor removed, but of practice books that begin again", async () => {
      const ledger = open();
      const entry = {
        at: AT,
        actor: "a",
        action: "x",
        invoiceId: null,
        dealId: null,
        requestId: null,
        traceId: null,
        before: null,
        after: null,
        run: null,
        reason: null,
      };
      await ledger.saveInvoices([], AT, { cdc: AT }, [entry]);
      expect(await ledger.cursor("cdc")).toBe(AT);
      await place.tamper(
        "insert into history (environment, pipedrive_company, realm, at, actor, action, place, hash) values ('production', '1', '2', '', 'a', 'x', 1, '')",
      );
      await expect(place.tamper("delete from history")).rejects.toThrow(/append-only/);
      await expect(place.tamper("update history set actor = 'b'")).rejects.toThrow(/append-only/);
      await ledger.forget();
      expect(await ledger.history({ limit: 10 })).toEqual([]);
      expect(await place.tamper("select environment from history")).toEqual([
        { environment: "production" },
      ]);
    });

    it("of an invoice remember the last total above zero, over every later reading", async () => {
      const ledger = open();
      const zero = invoice({ total: "0", allQuantitiesZero: true });
      await ledger.saveInvoices([invoice()], AT);
      await ledger.saveInvoices([zero], AT);
      await ledger.saveInvoices([zero], AT);
      const [known] = await open().invoices({ invoiceIds: ["3120"] });
      expect(known?.invoice.total.toFixed(2)).toBe("0.00");
      expect(known?.lastTotal?.toFixed(2)).toBe("100.00");
    });

    it("of invoices are added up by age to the cent, as the rules add up one by one", async () => {
      const ledger = open();
      const balances = ["0.01", "622.45", "1250", "0.1", "999999999.99", "7.125", "0", "33.3"];
      const asOf = day("2026-11-15");
      const all = Array.from({ length: 64 }, (_, at) =>
        invoice({
          id: `${4000 + at}`,
          balance: balances[at % balances.length] ?? "1",
          total: "1000000000",
          currency: at % 5 === 0 ? "SEK" : "EUR",
          customer: at % 3 === 0 ? { id: "418", name: "Lumi" } : { id: "417", name: "Aurora" },
          date: addDays(asOf, 2 - 5 * at),
          // Days around every edge of a bucket; each ninth has no due date.
          dueDate:
            at % 9 === 0
              ? null
              : addDays(asOf, [1, 0, -1, -30, -31, -60, -61, -90, -91][at % 9] ?? 0),
          deleted: at % 11 === 0,
        }),
      );
      await ledger.addInvoices(
        all.map((one, at) => ({
          invoice: one,
          link: { ...link, invoiceId: one.id, dealId: at, ownerId: at % 4 === 0 ? null : at % 4 },
        })),
        AT,
      );
      const owed = (await ledger.invoices({})).flatMap((known) => owedOf(known) ?? []);
      const byOwner = ({ ownerId }: Owed) => ({
        id: ownerId === null ? "" : `${ownerId}`,
        name: "",
      });
      expect(inText(await ledger.owedSums(asOf, "customer"))).toEqual(
        inText(agingSums(owed, asOf, ({ customer }) => customer)),
      );
      expect(inText(await ledger.owedSums(asOf, "owner"))).toEqual(
        inText(agingSums(owed, asOf, byOwner)),
      );
      const late = owed.filter(({ dueDate }) => dueDate !== null && dueDate < asOf);
      const [euro] = (await ledger.overdueSums(asOf)).filter(({ currency }) => currency === "EUR");
      const own = late.filter(({ currency }) => currency === "EUR");
      expect(euro?.invoices).toBe(own.length);
      expect(euro?.amount.toFixed()).toBe(sum(own.map(({ balance }) => balance)).toFixed());
    });

    it("of the cache grow old", async () => {
      const ledger = open();
      await ledger.cache("qb/preferences", "{}");
      now = new Date(now.getTime() + 60_000);
      expect(await ledger.cached("qb/preferences", 60_000)).toBe("{}");
      expect(await ledger.cached("qb/preferences", 59_999)).toBeUndefined();
      await ledger.dropCache("qb/");
      expect(await ledger.cached("qb/preferences", 60_000)).toBeUndefined();
    });
  });
});

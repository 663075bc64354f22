// How far the books were looked at for markers: a window in time that only grows where nothing was left out, and what is read to widen it.
import { describe, expect, it } from "vitest";
import {
  hasAllSince,
  invoiceFeed,
  invoicesSince,
  lookedAt,
  newestInvoices,
  noteLooked,
  recentInvoices,
  toLookAtSince,
} from "../../../src/usecases/billing/recent-invoices.ts";
import { fault, NOW, wireInvoice, world } from "../../adapters/quickbooks/support.ts";
import { json, type Responder } from "../../adapters/recording-server.ts";
import { invoice } from "../../support/builders.ts";
import { ownLedger } from "../../support/own-ledger.ts";

const at = (time: string) => new Date(`2026-11-${time}:00.000Z`);
const clock = { now: () => new Date(NOW), sleep: async () => {} };

async function looking(respond: Responder = () => json({})) {
  const { quickbooks, requests } = await world(respond);
  return { ledger: await ownLedger(), quickbooks, clock, requests };
}

describe("the window", () => {
  it("begins with what was read, and grows where the next reading touches it", async () => {
    const ports = await looking();
    expect(await lookedAt(ports.ledger)).toBeUndefined();
    const from = at("20T08:00").toISOString();
    await noteLooked(ports, { from, readAt: at("22T08:00") });
    await noteLooked(ports, { from: at("21T00:00").toISOString(), readAt: at("24T08:00") });
    expect(await lookedAt(ports.ledger)).toEqual({ from, until: at("24T08:00").toISOString() });
    const earlier = at("10T08:00").toISOString();
    await noteLooked(ports, { from: earlier, readAt: at("21T08:00") });
    expect(await lookedAt(ports.ledger), "an earlier beginning, the later end").toEqual({
      from: earlier,
      until: at("24T08:00").toISOString(),
    });
  });

  it("stays as it is where a gap lies between", async () => {
    const ports = await looking();
    const window = { from: at("20T08:00").toISOString(), until: at("21T08:00").toISOString() };
    await noteLooked(ports, { from: window.from, readAt: at("21T08:00") });
    await noteLooked(ports, { from: at("21T08:01").toISOString(), readAt: at("24T08:00") });
    expect(await lookedAt(ports.ledger)).toEqual(window);
  });

  it("is not written for ten minutes more", async () => {
    const ports = await looking();
    const from = at("20T08:00").toISOString();
    await noteLooked(ports, { from, readAt: at("21T08:00") });
    await noteLooked(ports, { from, readAt: at("21T08:10") });
    expect((await lookedAt(ports.ledger))?.until).toBe(at("21T08:00").toISOString());
    await noteLooked(ports, { from, readAt: at("21T08:11") });
    expect((await lookedAt(ports.ledger))?.until).toBe(at("21T08:11").toISOString());
  });

  it("ends by the clock of the books", async () => {
    // Their clock is five minutes ahead of this machine's 10:00.
    const date = "Wed, 25 Nov 2026 10:05:00 GMT";
    const ports = await looking(() => json({ QueryResponse: { totalCount: 0 } }, { date }));
    await ports.quickbooks.invoiceCount();
    const from = at("20T08:00").toISOString();
    await noteLooked(ports, { from, readAt: at("25T10:00") });
    expect((await lookedAt(ports.ledger))?.until).toBe(at("25T10:05").toISOString());
  });
});

describe("a deal's invoices are looked for", () => {
  it("ten minutes before it was added, or from where the window ended", async () => {
    const ports = await looking();
    const since = (added: string) => toLookAtSince(ports.ledger, `2026-11-${added}:00Z`);
    expect(await since("15T08:00")).toBe(at("15T07:50").toISOString());
    await noteLooked(ports, { from: at("10T08:00").toISOString(), readAt: at("20T08:00") });
    expect(await since("15T08:00"), "of a deal in the window").toBe(at("20T07:50").toISOString());
    expect(await since("22T08:00"), "of a younger one").toBe(at("20T07:50").toISOString());
    expect(await since("10T08:09"), "it began too late").toBe(at("10T07:59").toISOString());
  });

  it("of its customer 90 days before: those of a deal that was merged into it", () => {
    // 61 days back is 1 September, 29 more are 3 August.
    expect(invoicesSince("2026-11-01T00:00:00Z")).toBe("2026-08-03T00:00:00.000Z");
  });

  it("one that is older than the deal tells that none is missing", () => {
    const added = at("15T08:00").toISOString();
    const made = (...times: string[]) => ({
      ...{ unread: [], isAll: false },
      invoices: times.map((time) => invoice({ createdAt: at(time).toISOString() })),
    });
    expect(hasAllSince(added, made("20T08:00", "15T07:50"))).toBe(false);
    expect(hasAllSince(added, made("20T08:00", "15T07:49"))).toBe(true);
    expect(hasAllSince(added, { ...made(), isAll: true })).toBe(true);
  });
});

/** The newest 1,000 as one call holds them, which are not all; then what a query by a span of time says. */
function full(rest: Responder): Responder {
  return (request, number) =>
    number === 0
      ? json({
          QueryResponse: {
            Invoice: Array.from({ length: 1000 }, (_, index) =>
              wireInvoice({ Id: `${index + 1}` }),
            ),
          },
        })
      : rest(request, number);
}

describe("of more than one call holds", () => {
  const today = new Date(NOW - 3_600_000).toISOString();

  it("the whole day is read, and no more than a day", async () => {
    const page = json({ QueryResponse: { Invoice: [wireInvoice({ Id: "2001" })] } });
    const ports = await looking(full(() => page));
    const all = await newestInvoices(ports, today);
    expect([all.isAll, all.invoices.map(({ id }) => id)]).toEqual([true, ["2001"]]);
    const other = await looking(full(() => page));
    const long = await newestInvoices(other, new Date(NOW - 86_400_001).toISOString());
    expect([long.isAll, long.invoices.length, other.requests.length]).toEqual([false, 1000, 1]);
  });

  it("what was read stands where the day holds one that cannot be read", async () => {
    const odd = json({ QueryResponse: { Invoice: [wireInvoice({ TotalAmt: "much" })] } });
    const ports = await looking(full(() => odd));
    const read = await newestInvoices(ports, today);
    expect([read.isAll, read.invoices.length]).toEqual([false, 1000]);
  });

  it("a service that fails is told, not taken for an empty day", async () => {
    const ports = await looking(full(() => ({ status: 500, body: "{}" })));
    await expect(newestInvoices(ports, today)).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("the feed of changes", () => {
  const feed = (...invoices: unknown[]) =>
    json({
      CDCResponse: [{ QueryResponse: [{ Invoice: invoices }] }],
      time: "2026-11-25T02:00:05.123-08:00",
    });

  it("gives the last 28 days without what was deleted", async () => {
    const deleted = { Id: "9", status: "Deleted", domain: "QBO" };
    const ports = await looking(() => feed(wireInvoice(), deleted));
    const recent = await recentInvoices(ports);
    expect(recent.map(({ id }) => id)).toEqual(["3120"]);
    // 28 days before 25 November, 10:00.
    const since = ports.requests[0]?.query.get("changedSince");
    expect(since).toBe("2026-10-28T10:00:00.000Z");
  });

  it.each([
    ["is refused", { status: 400, body: fault("2010", "changedSince") }],
    ["cannot be read", json({ CDCResponse: "none" })],
  ])("says nothing where it %s", async (_how, reply) => {
    const ports = await looking(() => reply);
    expect(await invoiceFeed(ports.quickbooks, "2026-11-01T00:00:00Z")).toBeUndefined();
    expect(await recentInvoices(ports)).toEqual([]);
  });

  it("is not passed over where the service fails", async () => {
    const ports = await looking(() => ({ status: 500, body: "{}" }));
    await expect(recentInvoices(ports)).rejects.toMatchObject({ kind: "unavailable" });
  });
});

// The ledger's invoices as QuickBooks has them now: what was read within a minute is believed, everything else is read again, together.
import { describe, expect, it } from "vitest";
import { freshInvoices, type InvoicesRead } from "../../../src/usecases/billing/fresh-invoices.ts";
import { fault, NOW, wireInvoice, world } from "../../adapters/quickbooks/support.ts";
import { json, type Received } from "../../adapters/recording-server.ts";
import { invoice, link } from "../../support/builders.ts";
import { ownLedger } from "../../support/own-ledger.ts";

const now = new Date(NOW);
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();
const clock = { now: () => now, sleep: async () => {} };

type Setting = {
  /** Ids of the ledger's invoices, each with how many seconds ago it was read. */
  known: Record<string, number>;
  /** What QuickBooks has: of the others it knows nothing. `listed`: what a list of ids shows of it. */
  booked?: string[];
  listed?: string[];
  read?: InvoicesRead[];
  save?: boolean;
};

const query = ({ path, query: asked, body }: Received) =>
  /\/query$/.test(path) ? (asked.get("query") ?? body) : undefined;

/** Each fresh invoice by its id: `now` where it is as the books have it, `kept`, or `deleted`; with the requests that it took. */
async function fresh({ known, booked = [], listed = booked, read = [], save = true }: Setting) {
  const { quickbooks, requests } = await world((request) => {
    const select = query(request);
    if (select !== undefined) {
      const rows = listed.filter((id) => select.includes(`'${id}'`));
      return json({ QueryResponse: { Invoice: rows.map((Id) => wireInvoice({ Id })) } });
    }
    const id = /\/invoice\/(\d+)$/.exec(request.path)?.[1] ?? "";
    if (booked.includes(id)) return json({ Invoice: wireInvoice({ Id: id }) });
    return { status: 400, body: fault("610", "Object Not Found") };
  });
  const ledger = await ownLedger();
  for (const [id, seconds] of Object.entries(known)) {
    await ledger.putInvoiceLink(link({ invoiceId: id }));
    await ledger.saveInvoices([invoice({ id, number: "OLD" })], ago(seconds));
  }
  const stored = await ledger.invoices({});
  const found = await freshInvoices({ ledger, quickbooks, clock }, stored, { read, save });
  const told = (all: typeof found) =>
    Object.fromEntries(
      all.map(({ invoice: { id, deleted, number } }) => [
        id,
        deleted ? "deleted" : number === "OLD" ? "kept" : "now",
      ]),
    );
  const asked = requests.map((request) => (query(request) === undefined ? "one" : "list"));
  return { found: told(found), asked, stored: told(await ledger.invoices({})) };
}

describe("a snapshot", () => {
  it("of a minute ago is believed, an older one is read again and kept", async () => {
    expect(await fresh({ known: { 1: 60 }, booked: ["1"] })).toEqual({
      ...{ found: { 1: "kept" }, asked: [], stored: { 1: "kept" } },
    });
    expect(await fresh({ known: { 1: 61 }, booked: ["1"] })).toEqual({
      ...{ found: { 1: "now" }, asked: ["one"], stored: { 1: "now" } },
    });
  });

  it("of a dry run is not kept", async () => {
    const { found, stored } = await fresh({ known: { 1: 61 }, booked: ["1"], save: false });
    expect([found, stored]).toEqual([{ 1: "now" }, { 1: "kept" }]);
  });

  it("of the future was taken before the clock was set back", async () => {
    expect((await fresh({ known: { 1: -3600 }, booked: ["1"] })).found).toEqual({ 1: "now" });
  });

  it("that is old is read with the others in one call; what a list leaves out is read by itself", async () => {
    const known = { 1: 90, 2: 90, 3: 90, 4: 10 };
    const all = await fresh({ known, booked: ["1", "2", "3", "4"] });
    expect(all).toMatchObject({
      ...{ found: { 1: "now", 2: "now", 3: "now", 4: "kept" }, asked: ["list"] },
    });
    const lagging = await fresh({ known, booked: ["1", "2"], listed: ["1"] });
    expect(lagging).toMatchObject({
      ...{ found: { 1: "now", 2: "now", 3: "deleted", 4: "kept" }, asked: ["list", "one", "one"] },
      stored: { 3: "deleted" },
    });
  });
});

describe("what was read anyway", () => {
  const readOf = (ids: string[], change: Partial<InvoicesRead> = {}): InvoicesRead => ({
    invoices: ids.map((id) => invoice({ id, number: "1042" })),
    readAt: now,
    ...change,
  });

  it("is taken for what it shows, without a call", async () => {
    expect(await fresh({ known: { 1: 90 }, read: [readOf(["1", "77"])] })).toEqual({
      ...{ found: { 1: "now" }, asked: [], stored: { 1: "now" } },
    });
  });

  it("is not taken where the ledger knows something newer", async () => {
    const read = [readOf(["1"], { readAt: new Date(ago(30)) })];
    expect((await fresh({ known: { 1: 10 }, read })).found).toEqual({ 1: "kept" });
  });

  it("of its customer without it has one that was read lately looked at too: it may be deleted", async () => {
    // The invoice was created on 1 November, by customer 417.
    const since = "2026-10-01T00:00:00Z";
    const missed = [readOf([], { id: "417", since })];
    expect((await fresh({ known: { 1: 10 }, read: missed })).found).toEqual({ 1: "deleted" });
    const others = [
      readOf([], { id: "418", since }),
      readOf([], { id: "417", since: "2026-11-02T00:00:00Z" }),
      readOf([], { id: "417" }),
      readOf([], { id: "417", since, readAt: new Date(ago(20)) }),
    ];
    for (const one of others)
      expect((await fresh({ known: { 1: 10 }, read: [one] })).found).toEqual({ 1: "kept" });
  });
});

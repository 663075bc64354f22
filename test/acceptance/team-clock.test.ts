// A machine whose clock is an hour off, over a ledger on PostgreSQL: what it writes there has the time of the ledger's own clock, so that
// those who share it read it right.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDeals, liveInvoices } from "../support/fresh-deals.ts";
import { asOwner, isInstalled, ledgerDatabase } from "../support/postgres.ts";
import { type Books, openPractice, shareLedger } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

const HOUR_MS = 3_600_000;
const MINUTES_MS = 300_000;

/** Every column that holds a time, of each table. */
const TIMES = {
  intents: ["created_at", "first_sent_at", "last_sent_at"],
  history: ["at"],
  invoice_links: ["created_at"],
  invoices: ["refreshed_at"],
};

describe.runIf(isInstalled).each([
  ["ahead", HOUR_MS],
  ["behind", -HOUR_MS],
])("a machine whose clock is an hour %s", (_name, offset) => {
  const home = new Home();
  let address: string;
  let books: Books;
  let freshDeal: () => Promise<number>;

  beforeAll(async () => {
    books = await openPractice(home, { matching: true });
    freshDeal = await freshDeals(home);
    address = await ledgerDatabase();
    await shareLedger(home, address);
  }, 60_000);
  afterAll(async () => {
    await home.run("practice stop");
    home.discard();
  });

  it("writes the ledger's time into every row, and a colleague bills nothing twice", async () => {
    const deal = await freshDeal();
    const off = await openWorld(home, () => offset, { isPaced: true });
    // As every command does first.
    await off.ports.settings.read();
    const { invoice } = await create(off, deal);
    const isNow = (time: unknown) =>
      expect(Math.abs(Number(time) - Date.now()), String(time)).toBeLessThan(MINUTES_MS);
    for (const [table, columns] of Object.entries(TIMES)) {
      const rows = await asOwner(address, `select * from ${table}`);
      expect(rows.length, table).toBeGreaterThan(0);
      for (const row of rows) for (const name of columns) isNow(Date.parse(String(row[name])));
    }
    for (const { cached_at } of await asOwner(address, "select cached_at from cache"))
      isNow(cached_at);
    const [pace] = await asOwner(address, "select sent[1] as last from pace");
    isNow(pace?.["last"]);
    // What was read an hour ahead would pass for newer than what a colleague reads now.
    const { Invoice } = (await books.read(`invoice/${invoice.id}`)) as never as {
      Invoice: { SyncToken: string };
    };
    await books.post("invoice?operation=void", { Id: invoice.id, SyncToken: Invoice.SyncToken });
    await expect(create(await openWorld(home), deal)).rejects.toThrow("replaces_voided");
    expect(await liveInvoices(books, deal)).toBe(0);
  });
});

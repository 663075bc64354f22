// A clock that is set back by an hour: nothing that was read before passes for newer than what is read now, and nothing is billed twice.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { refreshInvoices } from "../../src/usecases/invoices/refresh-invoices.ts";
import { freshDeals, liveInvoices } from "../support/fresh-deals.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, type World } from "../support/world.ts";

const HOUR_MS = 3_600_000;
const home = new Home();
let books: Books;
let freshDeal: () => Promise<number>;
let offsetMs = 0;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  freshDeal = await freshDeals(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** As it was an hour ago. */
const setBack = (): Promise<World> => openWorld(home, () => offsetMs - HOUR_MS);
const refresh = ({ ports, profile }: World) =>
  refreshInvoices(ports, {
    today: "2026-11-28" as CalendarDate,
    timeZone: "Europe/Helsinki",
    pipedriveCompany: profile.pipedrive.companyId,
  });

async function voidInBooks(id: string): Promise<void> {
  const { Invoice } = (await books.read(`invoice/${id}`)) as never as {
    Invoice: { SyncToken: string };
  };
  await books.post("invoice?operation=void", { Id: id, SyncToken: Invoice.SyncToken });
}

it("before a create: a void of this minute is seen", async () => {
  const deal = await freshDeal();
  const { invoice } = await create(await openWorld(home), deal);
  await voidInBooks(invoice.id);
  await expect(create(await setBack(), deal)).rejects.toThrow("replaces_voided");
});

it.each(["by the feed", "by a cold read"])(
  "before a refresh %s: what changed is told",
  async (how) => {
    const deal = await freshDeal();
    const { invoice } = await create(await openWorld(home), deal);
    await refresh(await openWorld(home));
    await voidInBooks(invoice.id);
    const world = await setBack();
    if (how === "by a cold read")
      await world.ports.ledger.saveInvoices([], "2026-01-01T00:00:00Z", {
        "invoices/changes": "2026-01-01T00:00:00.000Z",
      });
    const { changed, failed } = await refresh(world);
    expect(failed).toEqual([]);
    expect(changed.map((one) => [one.known.invoice.id, one.to])).toEqual([[invoice.id, "voided"]]);
  },
);

it("during a refresh: the next one finds what changed in between", async () => {
  const deal = await freshDeal();
  const { invoice } = await create(await openWorld(home), deal);
  for (let jumpsAt = 1; jumpsAt <= 4; jumpsAt += 1) {
    let asked = 0;
    const world = await openWorld(home);
    const clock = {
      ...world.ports.clock,
      now: () => new Date(Date.now() - (++asked >= jumpsAt ? HOUR_MS : 0)),
    };
    await refresh({ ...world, ports: { ...world.ports, clock } });
  }
  await voidInBooks(invoice.id);
  const { changed } = await refresh(await setBack());
  expect(changed.map(({ to }) => to)).toEqual(["voided"]);
});

it("during a renewal of tokens: one pair is kept, and it works", async () => {
  await books.fail({ kind: "expired_token", service: "quickbooks", times: 1 });
  expect((await refresh(await setBack())).failed).toEqual([]);
  offsetMs = 2 * HOUR_MS;
  expect((await refresh(await setBack())).failed).toEqual([]);
  offsetMs = 0;
  expect((await refresh(await setBack())).failed).toEqual([]);
});

it("while a lock is held: one invoice", async () => {
  const deal = await freshDeal();
  await books.fail({ kind: "delay", method: "POST", path: "/invoice?", seconds: 0.5, times: 1 });
  const both = [create(await openWorld(home), deal), create(await setBack(), deal)];
  const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome).sort();
  expect(outcomes).toEqual(["already_exists", "created"]);
  expect(await liveInvoices(books, deal)).toBe(1);
});

// A write in doubt, resolved by a person's word: what is named has to be what the write would have made, and nothing is chosen for anybody.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Intent } from "../../../src/domain/ledger/ledger.ts";
import {
  candidates,
  resolveIntent,
  resolveOpenIntents,
} from "../../../src/usecases/writes/open-intents.ts";
import { madeByHand } from "../../support/by-hand.ts";
import { intentOf } from "../../support/intents.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld, type World } from "../../support/world.ts";

const MINUTES = 60_000;
const home = new Home();
let books: Books;
let world: World;
/** Three minutes later: the service is no longer at work on what was sent. */
let later: World;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  world = await openWorld(home);
  later = await openWorld(home, () => 3 * MINUTES);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** An intent that was just sent and whose answer nobody heard. */
async function sent(change: Partial<Intent> & { id: string }): Promise<Intent> {
  const at = new Date().toISOString();
  const times = { createdAt: at, firstSentAt: at, lastSentAt: at };
  await world.ports.ledger.openIntent(intentOf({ ...times, ...change }));
  return read(change.id);
}
async function read(id: string): Promise<Intent> {
  const [intent] = await world.ports.ledger.intents({ id });
  if (!intent) throw new Error(`There is no intent ${id}`);
  return intent;
}
async function customerOf(invoiceId: string): Promise<string> {
  const { Invoice } = await books.read(`invoice/${invoiceId}`);
  return (Invoice as unknown as { CustomerRef: { value: string } }).CustomerRef.value;
}
const invoiceFor = (id: string, customerId: string, change: Partial<Intent> = {}) =>
  sent({ id, body: JSON.stringify({ CustomerRef: { value: customerId } }), ...change });

it("an invoice is taken for it where it is of the customer, and not another's", async () => {
  const byHand = await madeByHand(books, { amount: 77 });
  const intent = await invoiceFor("other-customer", "1");
  await expect(resolveIntent(later.ports, intent, { created: byHand })).rejects.toMatchObject({
    ...{ kind: "refused", message: `Not resolved: invoice id:${byHand} is another customer's.` },
    next: ["pdqb pending show other-customer"],
  });
  expect((await read(intent.id)).state).toBe("open");
  const own = await invoiceFor("own-customer", await customerOf(byHand));
  const told = await resolveIntent(later.ports, own, { created: byHand });
  expect(told).toMatchObject({
    ...{ outcome: "told", intent: { state: "done", objectId: byHand } },
  });
  expect((await resolveIntent(later.ports, own, "not_created")).outcome).toBe("already");
});

it("an invoice that another deal has is not taken", async () => {
  const { invoice } = await create(world, 142);
  const intent = await invoiceFor("linked", invoice.customer.id, { dealId: 999 });
  await expect(resolveIntent(later.ports, intent, { created: invoice.id })).rejects.toMatchObject({
    message: `Not resolved: invoice id:${invoice.id} is linked to deal 142.`,
  });
});

it("what may have come of it is the customer's since then, the expected total first", async () => {
  const ids = [];
  for (const amount of [10, 20, 30]) ids.push(await madeByHand(books, { amount }));
  const customerId = await customerOf(ids[0] ?? "");
  const { Invoice } = await books.read(`invoice/${ids[1]}`);
  const total = String((Invoice as unknown as { TotalAmt: number }).TotalAmt);
  const intent = await invoiceFor("expects", customerId, { follows: { target: null, total } });
  const found = await candidates(world.ports, intent);
  expect(found[0]?.id).toBe(ids[1]);
  expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  expect(found.every(({ customer }) => customer.id === customerId)).toBe(true);
  expect(await candidates(world.ports, await invoiceFor("other", "1"))).toEqual([]);
  expect(await candidates(world.ports, { ...intent, firstSentAt: null })).toEqual([]);
});

it("a customer and an item are taken by their ids, and what the books do not have is not found", async () => {
  for (const [kind, id] of [
    ["customer", "417"],
    ["item", "88"],
  ] as const) {
    const intent = await sent({ id: `made-${kind}`, kind, follows: { target: "Nobody has it" } });
    const unknown = resolveIntent(later.ports, intent, { created: "999999" });
    await expect(unknown, kind).rejects.toMatchObject({
      ...{ kind: "not_found", message: "QuickBooks has nothing with the id 999999." },
    });
    const { outcome } = await resolveIntent(later.ports, intent, { created: id });
    expect([outcome, (await read(intent.id)).objectId]).toEqual(["told", id]);
  }
});

it("a write that pdqb checks itself takes no word for what was made", async () => {
  const { invoice } = await create(world, 145);
  const follows = { target: invoice.id, total: "1" };
  const intent = await sent({ id: "a-void", kind: "void", key: `void/${invoice.id}`, follows });
  await expect(resolveIntent(world.ports, intent, { created: invoice.id })).rejects.toMatchObject({
    ...{ kind: "refused", next: ["pdqb pending resolve a-void"] },
    message: expect.stringContaining("pdqb checks this write itself"),
  });
  await resolveOpenIntents(later.ports);
  expect(await read(intent.id)).toMatchObject({ state: "ended", outcome: "not done" });
});

it("that it was not made is believed two minutes after the last sending", async () => {
  const intent = await invoiceFor("too-early", "1");
  await expect(resolveIntent(world.ports, intent, "not_created")).rejects.toMatchObject({
    ...{ kind: "refused", retry: true },
    reason: expect.stringContaining("for up to two minutes"),
  });
  const { outcome } = await resolveIntent(later.ports, intent, "not_created");
  const { user, host } = later.ports.machine;
  expect([outcome, (await read(intent.id)).outcome]).toEqual([
    "told",
    `${user}@${host} said that it was not made`,
  ]);
  const [entry] = await later.ports.ledger.history({ dealId: intent.dealId ?? 0, limit: 1 });
  expect(entry).toMatchObject({ action: "resolve", before: intent.summary });
});

it("what never left is ended, and nobody is asked", async () => {
  const never = await sent({ id: "never", kind: "void", firstSentAt: null, lastSentAt: null });
  await resolveOpenIntents(world.ports);
  expect(await read(never.id)).toMatchObject({ state: "ended", outcome: "never sent" });
});

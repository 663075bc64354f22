// A create whose answer nobody heard, done again after the invoice was ended in the books meanwhile: it is told, and none is made in its place.
import { afterAll, beforeAll, expect, it } from "vitest";
import { leftUnclear } from "../../support/killable.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld } from "../../support/world.ts";

const home = new Home();
let books: Books;
beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const booked = (deal: number) => books.invoices(new RegExp(`pdqb ${deal}/`));

it.each([
  ["void", 142],
  ["delete", 145],
] as const)("after a %s", async (how, deal) => {
  await leftUnclear(await openWorld(home), deal);
  const [made] = await booked(deal);
  if (!made) throw new Error("It was not made");
  await books.post(`invoice?operation=${how}`, { Id: made.Id, SyncToken: made.SyncToken });
  const again = create(await openWorld(home), deal, { notDuplicate: true });
  await expect(again).rejects.toMatchObject({
    kind: "refused",
    message: expect.stringContaining("was voided or deleted"),
    next: [`pdqb invoice create --deal ${deal} --dry-run`],
  });
  expect(await booked(deal)).toHaveLength(how === "void" ? 1 : 0);
  const { ledger } = (await openWorld(home)).ports;
  expect((await ledger.intents({ state: "open" })).map(({ dealId }) => dealId)).not.toContain(deal);
});

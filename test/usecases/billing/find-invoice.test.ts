// An invoice by its number, as QuickBooks has it now: numbers are changed and given again there, and none is taken for another.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findInvoice } from "../../../src/usecases/billing/find-invoice.ts";
import { editedByHand, madeByHand } from "../../support/by-hand.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
/** A linked one, and its number. */
let id: string;
let number: string;
const DEALS = [142, 145, 146, 147, 148, 149, 150];

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});
beforeEach(async () => {
  world = await openWorld(home);
  const { invoice } = await create(world, DEALS.shift() ?? 0, { notDuplicate: true });
  id = invoice.id;
  number = invoice.number ?? "";
});

const found = async (text: string, { isOffline = false, save = false } = {}) => {
  const known = await findInvoice(world.ports, text, { isOffline, save }).catch((error) => error);
  return known instanceof Error ? Object.assign({}, known, { message: known.message }) : known;
};
async function deleteIt() {
  const { Invoice } = await books.read(`invoice/${id}`);
  const { SyncToken } = Invoice as unknown as { SyncToken: string };
  await books.post("invoice?operation=delete", { Id: id, SyncToken });
}
const stored = async () => (await world.ports.ledger.invoices({ invoiceIds: [id] }))[0]?.invoice;
const view = (...ids: string[]) => ids.map((one) => `pdqb invoice view id:${one}`);

describe("a number", () => {
  it("is that of the invoice, with its links; that it was changed in the books is kept on a word alone", async () => {
    await editedByHand(books, id, { BillEmail: { Address: "x@example.org" } });
    const known = await found(number, { save: false });
    expect([known.invoice.id, known.links.length]).toEqual([id, 1]);
    const before = await stored();
    expect(before?.syncToken).not.toBe(known.invoice.syncToken);
    await found(number, { save: true });
    expect((await stored())?.syncToken).toBe(known.invoice.syncToken);
  });

  it("that the invoice no longer has is told with the one that it has now", async () => {
    await editedByHand(books, id, { DocNumber: "N-77" });
    expect(await found(number)).toMatchObject({
      ...{ kind: "usage", next: view(id) },
      message: `Invoice numbers have changed in QuickBooks: ${number} is now N-77 (id:${id}).`,
    });
    expect((await found("N-77")).invoice.id).toBe(id);
    const other = await madeByHand(books, { amount: 5 });
    await editedByHand(books, other, { DocNumber: number });
    expect(await found(number)).toMatchObject({
      message: expect.stringContaining(
        `${number} is now N-77 (id:${id}); ${number} is id:${other}.`,
      ),
      next: view(id, other),
    });
  });

  it("that was given again after a delete is told once, until somebody says which one is meant", async () => {
    await deleteIt();
    const heir = await madeByHand(books, { amount: 5 });
    await editedByHand(books, heir, { DocNumber: number });
    const told = {
      ...{ kind: "usage", next: view(id, heir) },
      message: expect.stringContaining(`${number} is now id:${heir}`),
    };
    expect(await found(number, { save: true })).toMatchObject(told);
    expect(await found(number, { save: true }), "nobody said it yet").toMatchObject(told);
    // What is known for less than a minute is not read again.
    world = await openWorld(home, () => 61_000);
    expect((await found(`id:${id}`, { save: true })).invoice.deleted).toBe(true);
    expect((await found(number)).invoice.id).toBe(heir);
  });

  it("of a deleted one is that one where nobody else has it", async () => {
    await deleteIt();
    const known = await found(number);
    expect([known.invoice.id, known.invoice.deleted]).toEqual([id, true]);
  });

  it("that two have in the books is refused with both", async () => {
    const other = await madeByHand(books, { amount: 5 });
    await editedByHand(books, other, { DocNumber: number });
    expect(await found(number)).toMatchObject({
      ...{ kind: "usage", message: `2 invoices have the number ${number}.` },
      next: expect.arrayContaining(view(id, other)),
    });
  });

  it("is looked for in the ledger alone where QuickBooks is not to be asked", async () => {
    await editedByHand(books, id, { DocNumber: "N-99" });
    await books.clearLog();
    expect((await found(number, { isOffline: true })).invoice.id).toBe(id);
    const twin = { ...(await found(number, { isOffline: true })).invoice, id: "900001" };
    await world.ports.ledger.saveInvoices([twin], new Date().toISOString());
    expect(await found(number, { isOffline: true })).toMatchObject({
      ...{ kind: "usage", message: `2 invoices have the number ${number}.` },
    });
    expect(await found("N-99", { isOffline: true })).toMatchObject({ kind: "not_found" });
    expect(await books.log()).toEqual([]);
  });
});

it("an id is looked up in the books, also where the ledger does not know it", async () => {
  const byHand = await madeByHand(books, { amount: 5 });
  expect(await found(`id:${byHand}`)).toMatchObject({ invoice: { id: byHand }, links: [] });
  expect(await found("id:999999")).toMatchObject({
    ...{ kind: "not_found", message: "There is no invoice id:999999." },
  });
  expect(await found("  ")).toMatchObject({ kind: "usage", message: "Which invoice?" });
});

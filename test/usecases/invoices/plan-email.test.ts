// To whom an invoice goes: the address that is named, else its own, else its customer's; and which are still to be sent.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planEmail, unsentInvoices } from "../../../src/usecases/invoices/plan-email.ts";
import { editedByHand } from "../../support/by-hand.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
let id: string;
let customerId: string;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  world = await openWorld(home);
  const { invoice } = await create(world, 142);
  id = invoice.id;
  customerId = invoice.customer.id;
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const known = async (invoiceId = id) => {
  const [found] = await world.ports.ledger.invoices({ invoiceIds: [invoiceId] });
  if (!found) throw new Error("It is not known");
  return found;
};
async function customerMail(address: string | null) {
  const { Customer } = await books.read(`customer/${customerId}`);
  const { SyncToken } = Customer as unknown as { SyncToken: string };
  const PrimaryEmailAddr = address === null ? null : { Address: address };
  await books.post("customer", { Id: customerId, SyncToken, sparse: true, PrimaryEmailAddr });
}
const invoiceMail = (BillEmail: object, more: object = {}) =>
  editedByHand(books, id, { BillEmail, ...more });
const planned = async (to?: string, cc?: string) =>
  planEmail(world.ports, await known(), { to, cc, save: false });

describe("the address", () => {
  it("is the one that is named, in whose place the invoice's own is told", async () => {
    await invoiceMail({ Address: "own@example.org" });
    expect(await planned("named@example.org")).toMatchObject({
      ...{ to: "named@example.org", replaces: "own@example.org" },
    });
    expect(await planned("Own@Example.org ")).toMatchObject({ replaces: null });
  });

  it("is the invoice's own, else its customer's", async () => {
    await customerMail("customer@example.org");
    expect(await planned()).toMatchObject({ to: "own@example.org", replaces: null });
    await invoiceMail({ Address: "" });
    expect(await planned()).toMatchObject({ to: "customer@example.org", replaces: null });
  });

  it("that nobody has is refused", async () => {
    await customerMail(null);
    await expect(planned()).rejects.toMatchObject({
      ...{ kind: "refused", reason: "Name one with --to, or add one in QuickBooks." },
      message: expect.stringContaining("neither the invoice nor its customer has an e-mail"),
    });
    expect((await planned("named@example.org")).to).toBe("named@example.org");
  });
});

it("copies are put into the invoice only where it does not have them", async () => {
  await invoiceMail({ Address: "own@example.org" }, { BillEmailCc: { Address: "cc@example.org" } });
  expect((await planned(undefined, "CC@example.org")).cc).toBeNull();
  expect((await planned(undefined, "other@example.org")).cc).toBe("other@example.org");
  expect((await planned()).cc).toBeNull();
});

describe("what was sent", () => {
  it("is known by the address that it went to", async () => {
    expect((await unsentInvoices(world.ports)).map(({ invoice }) => invoice.id)).toEqual([id]);
    const [link] = (await known()).links;
    if (!link) throw new Error("It is linked to its deal");
    await world.ports.ledger.removeInvoiceLink(142, id);
    expect(await unsentInvoices(world.ports), "of no deal").toEqual([]);
    await world.ports.ledger.putInvoiceLink(link);
    const request = { entity: "Invoice", operation: "send", id, to: "own@example.org" } as const;
    await world.ports.quickbooks.send(request, "sent-by-hand");
    expect(await planned()).toMatchObject({ isSent: true });
    expect(await planned("named@example.org")).toMatchObject({ isSent: false });
    await planEmail(world.ports, await known(), { to: undefined, cc: undefined, save: true });
    expect(await unsentInvoices(world.ports)).toEqual([]);
  });

  it.each([
    ["voided", 145],
    ["deleted", 148],
  ] as const)("was %s meanwhile, and goes to nobody", async (ended, deal) => {
    const { invoice } = await create(world, deal);
    const before = await known(invoice.id);
    expect((await unsentInvoices(world.ports)).map((one) => one.invoice.id)).toEqual([invoice.id]);
    const how = ended === "voided" ? "void" : "delete";
    await books.post(`invoice?operation=${how}`, { Id: invoice.id, SyncToken: invoice.syncToken });
    const plan = planEmail(world.ports, before, { to: "a@b.example", cc: undefined, save: true });
    await expect(plan).rejects.toMatchObject({
      ...{ kind: "refused", message: `Invoice ${invoice.number} was not sent: it is ${ended}.` },
    });
    expect(await unsentInvoices(world.ports)).toEqual([]);
  });
});

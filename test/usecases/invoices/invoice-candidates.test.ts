// Which of a customer's invoices may belong to a deal, each with what speaks for it, and which do.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invoiceCandidates } from "../../../src/usecases/invoices/invoice-candidates.ts";
import { listInvoices } from "../../../src/usecases/invoices/list-invoices.ts";
import { link } from "../../support/builders.ts";
import { type Books, openPractice, practicePipedrive } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;
let world: World;

beforeAll(async () => {
  books = await openPractice(home);
  pipedrive = await practicePipedrive(home);
  world = await openWorld(home);
  const source = { source: "organization", sourceId: 402, currency: "EUR" } as const;
  const link = { ...source, customerId: "417", customerName: "Aurora Design Oy" };
  await world.ports.ledger.putCustomerLink(link);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

async function dealOf(title: string, value: number): Promise<number> {
  const deal = { title, value, org_id: 402, status: "won", currency: "EUR" };
  return (await pipedrive<{ id: number }>("POST", "v2/deals", deal)).id;
}
/** Of customer 417, by a bookkeeper. */
async function booked(amount: number, change: object = {}): Promise<string> {
  const [item] = await books.query("select * from Item where Type = 'Service' maxresults 1");
  const ItemRef = { value: item?.["Id"] };
  // Of 25.5 %.
  const TaxCodeRef = { value: "5" };
  const { Invoice } = (await books.post("invoice", {
    ...{ CustomerRef: { value: "417" }, GlobalTaxCalculation: "TaxExcluded" },
    Line: [
      {
        ...{ DetailType: "SalesItemLineDetail", Amount: amount },
        SalesItemLineDetail: { ItemRef, TaxCodeRef },
      },
    ],
    ...change,
  })) as unknown as { Invoice: { Id: string } };
  return Invoice.Id;
}
const reasons = async (deal: number, id: string) => {
  const all = await invoiceCandidates(world.ports, deal);
  return all.find(({ known }) => known.invoice.id === id)?.reasons;
};
const NEAR = "issued within 30 days of the deal";

describe("what speaks for an invoice", () => {
  it("is that it comes to the deal's value, with its tax or without", async () => {
    const id = await booked(700);
    // 25.5 % of 700.00 is 178.50.
    const gross = await dealOf("Gross", 878.5);
    expect(await reasons(gross, id)).toEqual(["same customer", "same amount", NEAR]);
    const net = await dealOf("Net", 700);
    expect(await reasons(net, id)).toEqual(["same customer", "same amount before tax", NEAR]);
    expect(await reasons(await dealOf("Other", 700.01), id)).toEqual(["same customer", NEAR]);
  });

  it("is that its number stands in the deal's title", async () => {
    const id = await booked(51, { DocNumber: "AB-7751" });
    const deal = await dealOf("Refit, see AB-7751", 1);
    expect(await reasons(deal, id)).toContain("its number is in the deal's title");
    const [first] = await invoiceCandidates(world.ports, deal);
    expect(first?.known.invoice.id, "the likeliest is first").toBe(id);
  });

  it("is that it was issued near the deal", async () => {
    const deal = await dealOf("Now", 1);
    for (const days of [-60, 60]) {
      const date = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      const far = await booked(52, { TxnDate: date });
      expect(await reasons(deal, far), `${days} days from it`).toEqual(["same customer"]);
    }
  });
});

it("one that was voided is no candidate", async () => {
  const deal = await dealOf("Ends", 1);
  const id = await booked(53);
  expect(await reasons(deal, id)).toBeDefined();
  await books.post("invoice?operation=void", { Id: id, SyncToken: "0" });
  expect(await reasons(deal, id)).toBeUndefined();
});

it("where no customer of the deal is known, that is told with what links one", async () => {
  const deal = { title: "Nobody", status: "won", currency: "EUR" };
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", deal);
  await expect(invoiceCandidates(world.ports, id)).rejects.toMatchObject({
    ...{ kind: "not_found", message: `No customer of deal ${id} is known yet.` },
    next: [
      "pdqb customer search <text>",
      "Give the deal an organization or a person in Pipedrive.",
    ],
  });
});
describe("a list of the customer's invoices", () => {
  const list = (change: object) =>
    listInvoices(
      world.ports,
      {
        ...{ dealId: undefined, customer: undefined, wholeCustomer: false },
        ...{ since: undefined, until: undefined, ...change },
      },
      () => true,
      100,
    );

  it("of a deal too has those alone that the deal has", async () => {
    const deal = await dealOf("Linked", 60);
    const [own, other] = [await booked(60), await booked(61)];
    await world.ports.ledger.putInvoiceLink(link({ invoiceId: own, dealId: deal }));
    await world.ports.ledger.saveInvoices(
      [await world.ports.quickbooks.invoice(own)],
      new Date().toISOString(),
    );
    const ids = async (change: object) =>
      (await list(change)).found.map(({ invoice }) => invoice.id);
    expect(await ids({ customer: "417", dealId: deal })).toEqual([own]);
    expect(await ids({ customer: "417" })).toEqual(expect.arrayContaining([own, other]));
    expect(await ids({ dealId: deal, wholeCustomer: true })).toContain(other);
    expect(await invoiceIdsOf(deal)).not.toContain(own);
  });
});

const invoiceIdsOf = async (deal: number) =>
  (await invoiceCandidates(world.ports, deal)).map(({ known }) => known.invoice.id);

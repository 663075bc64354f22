// For how long what was read is as good as new: 60 seconds of a snapshot, 15 of a customer's invoices between the plan and its sending.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { findInvoice } from "../../src/usecases/billing/find-invoice.ts";
import { freshInvoices } from "../../src/usecases/billing/fresh-invoices.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { createInvoice } from "../../src/usecases/writes/create-invoice.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;
beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const at = (seconds: number) => openWorld(home, () => seconds * 1000);
const reads = async () =>
  (await books.log()).filter(({ service }) => service === "quickbooks").length;

it("a snapshot of 59 seconds is not read again, one of 61 is", async () => {
  const { invoice } = await create(await at(0), 142);
  const { SyncToken } = (
    (await books.read(`invoice/${invoice.id}`)) as unknown as {
      Invoice: { SyncToken: string };
    }
  ).Invoice;
  await books.post("invoice?operation=void", { Id: invoice.id, SyncToken });
  const look = async (seconds: number) => {
    const { ports } = await at(seconds);
    const known = await ports.ledger.invoices({ invoiceIds: [invoice.id] });
    await books.clearLog();
    const [fresh] = await freshInvoices(ports, known, { read: [], save: false });
    return { total: fresh?.invoice.total.toFixed(), reads: await reads() };
  };
  const total = invoice.total.toFixed();
  expect(await look(50)).toEqual({ total, reads: 0 });
  expect(await look(61)).toEqual({ total: "0", reads: 1 });
});

it("a customer's invoices are read again before sending when the plan is older than 15 seconds", async () => {
  const { ports, profile } = await at(0);
  const plan = async (deal: number) => {
    const planned = await (await openPlanner(ports, profile, createInput({}, deal))).plan(
      noAnswers(),
    );
    if (planned.outcome === "already_exists") throw new Error("There is one already");
    return planned;
  };
  const send = async (deal: number, seconds: number) => {
    const { plan: sent, remember } = await plan(deal);
    const later = (await at(seconds)).ports;
    await books.clearLog();
    const pipedriveCompany = profile.pipedrive.companyId;
    await createInvoice(later, { plan: sent, remember, pipedriveCompany });
    return (await books.log()).filter(({ path }) => /batch|query/.test(path)).length;
  };
  expect(await send(145, 10)).toBe(0);
  expect(await send(148, 17)).toBe(1);
});

it("an invoice is found by its number in any case, with blanks around it, in the books and offline", async () => {
  const world = await at(0);
  const { invoice } = await create(world, 146);
  const { SyncToken } = (
    (await books.read(`invoice/${invoice.id}`)) as unknown as {
      Invoice: { SyncToken: string };
    }
  ).Invoice;
  await books.post("invoice", { Id: invoice.id, SyncToken, sparse: true, DocNumber: "Inv-77b " });
  await home.run("invoices refresh");
  for (const text of ["INV-77B", "inv-77b", "Inv-77b"]) {
    expect((await findInvoice(world.ports, text, { save: true })).invoice.id).toBe(invoice.id);
    const { isOffline } = { isOffline: true };
    expect((await findInvoice(world.ports, text, { isOffline, save: true })).invoice.id).toBe(
      invoice.id,
    );
  }
});

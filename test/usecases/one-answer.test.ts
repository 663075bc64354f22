// One answer to what is billed of a deal: lists, applying a plan, and every command that settles a doubt give the same.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { inDoubtView } from "../../src/commands/views/doubt.ts";
import { invoiceStatus } from "../../src/domain/invoice/invoice-status.ts";
import type { Intent } from "../../src/domain/ledger/ledger.ts";
import { decimal } from "../../src/domain/money/money.ts";
import type { InvoicePlan } from "../../src/domain/plan/invoice-plan.ts";
import { inDoubt } from "../../src/usecases/billing/billing.ts";
import { findInvoice } from "../../src/usecases/billing/find-invoice.ts";
import type { BilledDeal } from "../../src/usecases/billing/known-billing.ts";
import { listDeals } from "../../src/usecases/invoices/list-deals.ts";
import { rebuildLedger } from "../../src/usecases/invoices/rebuild-ledger.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { createInvoice } from "../../src/usecases/writes/create-invoice.ts";
import { resolveOpenIntents } from "../../src/usecases/writes/open-intents.ts";
import { connected, data } from "../adapters/pipedrive/support.ts";
import { Killed } from "../support/killable.ts";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, type World } from "../support/world.ts";

const home = new Home();
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  pipedrive = await practicePipedrive(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const LATER = () => 120_000;

function loseLedger() {
  for (const name of readdirSync(home.path).filter((one) => one.startsWith("ledger.db")))
    rmSync(join(home.path, name));
}

/** A won deal of one line at 25.5 % before tax. */
async function dealOf(title: string, price: number): Promise<number> {
  const deal = { title, org_id: 402, status: "won", currency: "EUR" };
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", deal);
  await pipedrive("POST", `v2/deals/${id}/products`, {
    product_id: 201,
    item_price: price,
    quantity: 1,
    tax: 25.5,
    tax_method: "exclusive",
  });
  return id;
}

type Flags = Parameters<typeof createInput>[0];

async function planOf({ ports, profile }: World, deal: number, flags: Flags = {}) {
  return (await openPlanner(ports, profile, createInput(flags, deal))).plan(noAnswers());
}

async function codes(world: World, deal: number, flags: Flags = {}): Promise<string[]> {
  const planned = await planOf(world, deal, flags);
  return planned.outcome === "planned" ? planned.plan.problems.map(({ code }) => code) : [];
}

async function end(id: string, how: "void" | "delete") {
  const { Invoice } = await books.read(`invoice/${id}`);
  const { SyncToken } = Invoice as unknown as { SyncToken: string };
  await books.post(`invoice?operation=${how}`, { Id: id, SyncToken });
}

/** A create that dies once QuickBooks has taken the request: nobody heard the answer. */
async function createInDoubt(world: World, deal: number, flags: Flags = {}): Promise<Intent> {
  const { quickbooks, ledger } = world.ports;
  const send: typeof quickbooks.send = async (...args) => {
    await quickbooks.send(...args);
    throw new Killed();
  };
  const dying = new Proxy(quickbooks, {
    get: (of, name) => (name === "send" ? send : Reflect.get(of, name)),
  });
  const doomed = { ...world, ports: { ...world.ports, quickbooks: dying } };
  await expect(create(doomed, deal, flags)).rejects.toThrow(Killed);
  const open = await ledger.intents({ state: "open" });
  const intent = open.find(({ dealId }) => dealId === deal);
  if (!intent) throw new Error("Nothing is open");
  return intent;
}

/** As `deals` lists it. */
async function listed(world: World, deal: number, notInvoiced = false): Promise<BilledDeal> {
  const { deals } = await listDeals(world.ports, {
    pipedriveCompany: world.profile.pipedrive.companyId,
    status: "won",
    notInvoiced,
    limit: 500,
    readAll: true,
  });
  const row = deals.find((one) => one.deal.id === deal);
  if (!row) throw new Error(`Deal ${deal} is not listed`);
  return row;
}

it("a deal whose invoice may have been created is in doubt in both lists, also beside a part", async () => {
  const world = await openWorld(home);
  const whole = await dealOf("In doubt", 100);
  const part = await dealOf("A part, and one in doubt", 101);
  await create(world, part, { percent: "30" });
  const intents = [
    [whole, await createInDoubt(world, whole)],
    [part, await createInDoubt(world, part, { percent: "30", part: "2" })],
  ] as const;
  for (const [deal, intent] of intents)
    for (const notInvoiced of [false, true]) {
      const [doubt] = inDoubt((await listed(world, deal, notInvoiced)).inDoubt);
      expect(doubt).toEqual({
        code: "in_doubt",
        message: `An invoice of deal ${deal} may have been created at ${intent.firstSentAt}.`,
        next: `pdqb pending resolve ${intent.id}`,
      });
    }
  const row = await listed(world, whole);
  expect(inDoubtView(whole, row.inDoubt)).toMatchObject([{ deal_id: whole, invoices: [] }]);
});

it("an invoice that was created and voided elsewhere since the plan stops it, like every other change", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Created and voided meanwhile", 102);
  const planned = await planOf(world, deal);
  if (planned.outcome !== "planned") throw new Error("Not planned");
  const { invoice } = await create(await openWorld(home), deal);
  await end(invoice.id, "void");
  const later = await openWorld(home, LATER);
  const pipedriveCompany = world.profile.pipedrive.companyId;
  await books.clearLog();
  await expect(createInvoice(later.ports, { ...planned, pipedriveCompany })).rejects.toMatchObject({
    kind: "refused",
    message: `Invoice not created: the invoices of deal ${deal} have changed since it was planned.`,
    next: [`pdqb invoice create --deal ${deal}`],
  });
  // A batch of queries is a POST as well.
  const isWrite = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && !path.endsWith("/batch");
  const posts = (await books.log()).filter(isWrite);
  expect(posts).toEqual([]);
  expect(await codes(later, deal)).toEqual(["replaces_voided"]);
});

it("an invoice that was deleted elsewhere a moment after it was read is missed, and a plan knows it", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Deleted a moment ago", 103);
  const { invoice } = await create(world, deal);
  await end(invoice.id, "delete");
  // The ledger's own answer is less than a minute old; the customer's invoices are read anyway, and it is not among them.
  const planned = await planOf(world, deal, { again: true, notDuplicate: true });
  if (planned.outcome !== "planned") throw new Error("Not planned");
  const later = await openWorld(home, LATER);
  const pipedriveCompany = world.profile.pipedrive.companyId;
  const made = await createInvoice(later.ports, { ...planned, pipedriveCompany });
  expect(made.outcome).toBe("created");
});

/** An invoice of 100.00 + 25.50 that was to be e-mailed: nobody heard of it, and the books have another tax and due date. */
async function bookedOtherwise(world: World, title: string) {
  const deal = await dealOf(title, 100);
  const flags = { send: true, email: "buyer@example.com", due: "2027-01-31" };
  const intent = await createInDoubt(world, deal, flags);
  const [found] = await books.invoices(new RegExp(intent.marker ?? "-"));
  const { Id = "" } = found as unknown as { Id?: string };
  const { Invoice } = await books.read(`invoice/${Id}`);
  const { SyncToken } = Invoice as unknown as { SyncToken: string };
  await books.post("invoice", { Id, SyncToken, sparse: true, DueDate: "2027-02-15" });
  return { deal, flags, intent, id: Id };
}

const DUE = "Due date: planned 2027-01-31, QuickBooks booked 2027-02-15.";

it("what another command settled is compared like what is made, and --send sends nothing", async () => {
  const world = await openWorld(home);
  const { deal, flags, intent } = await bookedOtherwise(world, "Settled by a list");
  await resolveOpenIntents(world.ports);
  const [settled] = await world.ports.ledger.intents({ id: intent.id });
  expect([settled?.state, settled?.outcome]).toEqual(["done", expect.stringContaining(DUE)]);
  expect(settled?.outcome).toContain(
    `${DUE} The e-mail to ${flags.email} had not been sent when it was found`,
  );
  const [row] = await world.ports.ledger.history({ dealId: deal, limit: 1 });
  expect(row?.after).toContain(DUE);
  const args = `--send --email ${flags.email} --due ${flags.due} --yes --json`;
  const { code, stdout, stderr } = await home.run(`invoice create --deal ${deal} ${args}`);
  const answer = JSON.parse(stdout);
  expect([code, answer.outcome, answer.sent]).toEqual([
    7,
    "already_exists",
    { outcome: "not_sent" },
  ]);
  expect(answer.warnings).toEqual([{ code: "due_difference", message: DUE }]);
  expect([answer.plan.send_to, answer.plan.due_date]).toEqual([flags.email, flags.due]);
  const { reason, next } = JSON.parse(stderr).error;
  expect([reason, next[0]]).toEqual([DUE, `pdqb invoice view ${answer.invoice.number}`]);
});

it("a create that settles its own doubt shows the plan that was sent, not the deal as it is now", async () => {
  const world = await openWorld(home);
  const { deal, flags } = await bookedOtherwise(world, "Settled by itself");
  const planned = await planOf(world, deal, flags);
  if (planned.outcome !== "planned") throw new Error("Not planned");
  const { plan, remember } = planned;
  const grown = { ...plan, deal: { ...plan.deal, value: decimal(999) }, dueDate: "2027-03-01" };
  const order = { plan: grown as InvoicePlan, remember };
  const pipedriveCompany = world.profile.pipedrive.companyId;
  const made = await createInvoice(world.ports, { ...order, pipedriveCompany });
  expect([made.outcome, made.plan.dueDate]).toEqual(["already_exists", flags.due]);
  expect(made.warnings.map(({ message }) => message)).toEqual([
    "The deal's value was 100.00 when it was invoiced and is 999.00 now.",
    DUE,
  ]);
});

it("pending resolve says whether the invoice was to be e-mailed, and whether it was", async () => {
  const world = await openWorld(home);
  const { flags, intent } = await bookedOtherwise(world, "Resolved by hand");
  const { code, stdout } = await home.run(`pending resolve ${intent.id} --yes --json`);
  const answer = JSON.parse(stdout);
  expect([code, answer.intent.send_to, answer.sent]).toEqual([
    0,
    flags.email,
    { outcome: "not_sent", to: flags.email },
  ]);
  const again = await home.run(`pending resolve ${intent.id}`);
  expect(again.stdout).toContain(`It was to be e-mailed to ${flags.email} and was not sent.`);
  expect(again.stdout + again.stderr).toContain("Next: pdqb invoice email ");
});

it.each(["void", "delete"] as const)(
  "an invoice that is looked up after its %s in QuickBooks is known as that from then on",
  async (how) => {
    const world = await openWorld(home);
    const later = await openWorld(home, LATER);
    const { ledger } = world.ports;
    const known = async (invoiceId: string) => {
      const [one] = await ledger.invoices({ invoiceIds: [invoiceId] });
      return one && invoiceStatus(one.invoice, "2026-11-28" as never, one.lastTotal);
    };
    for (const by of ["number", "id"]) {
      const { invoice } = await create(world, await dealOf(`${how} by ${by}`, 103), {
        notDuplicate: true,
      });
      await end(invoice.id, how);
      const text = by === "id" ? `id:${invoice.id}` : (invoice.number ?? "");
      await findInvoice(later.ports, text, { save: false });
      expect((await known(invoice.id))?.status, "a dry run keeps nothing").toBe("open");
      await findInvoice(later.ports, text, { save: true });
      expect((await known(invoice.id))?.status).toBe(how === "void" ? "voided" : "deleted");
    }
  },
);

it("a lost ledger and an organization that was linked to another customer: what the first one was billed still counts", async () => {
  const world = await openWorld(home);
  const { ledger } = world.ports;
  const deal = await dealOf("Billed to another customer", 104);
  const first = await create(world, deal, { notDuplicate: true });
  loseLedger();
  const other = await openWorld(home);
  const { Customer } = await books.post("customer", { DisplayName: `Other ${deal}` });
  const { Id = "" } = Customer as unknown as { Id?: string };
  const link = { source: "organization", sourceId: 402, currency: "EUR" } as const;
  await ledger.putCustomerLink({ ...link, customerId: Id, customerName: `Other ${deal}` });
  expect((await create(other, deal)).invoice.id).toBe(first.invoice.id);
  await end(first.invoice.id, "void");
  loseLedger();
  await ledger.putCustomerLink({ ...link, customerId: Id, customerName: `Other ${deal}` });
  expect(await codes(await openWorld(home), deal)).toEqual(["replaces_voided"]);
  // Nor is it billed again to a customer that is made for it.
  loseLedger();
  const newCustomer = { newCustomer: `New ${deal}` };
  expect(await codes(await openWorld(home), deal, newCustomer)).toEqual(["replaces_voided"]);
});

it("where too much was created for a look at all of it, nothing is sent until the ledger is rebuilt", async () => {
  const deal = await dealOf("Nobody looked", 105);
  loseLedger();
  // What was created within a day would be read whole.
  const world = await openWorld(home, () => 2 * 86_400_000);
  const { quickbooks } = world.ports;
  const asked: string[] = [];
  const newestInvoices = async (since: string) => {
    asked.push(since);
    // Of the few that were created since the rebuild, all are given.
    return { invoices: [], unread: [], isAll: asked.length > 1 };
  };
  const customerState: typeof quickbooks.customerState = async (id, since) =>
    quickbooks.customerState(id, since);
  const crowded = new Proxy(quickbooks, {
    get: (of, name) => ({ newestInvoices, customerState })[String(name)] ?? Reflect.get(of, name),
  });
  const full = { ...world, ports: { ...world.ports, quickbooks: crowded } };
  const planned = await planOf(full, deal, { notDuplicate: true });
  expect(planned).toMatchObject({
    plan: { problems: [{ code: "in_doubt", next: "pdqb ledger rebuild" }] },
  });
  const { pipedrive: pinned } = world.profile;
  await rebuildLedger(world.ports, { pipedriveCompany: pinned.companyId, dryRun: false });
  expect(await codes(full, deal, { notDuplicate: true })).toEqual([]);
  expect(asked).toHaveLength(2);
});

it("a create costs as few calls beside thousands of invoices of others", async () => {
  await books.load(1_500);
  const cost = async (world: World, title: string) => {
    const deal = await dealOf(title, 106);
    await books.clearLog();
    await create(world, deal, { notDuplicate: true });
    const calls = (await books.log()).filter(({ path }) => path.startsWith("/v3/"));
    const isRead = ({ method, path }: { method: string; path: string }) =>
      method === "GET" || /\/(batch|query)$/.test(path);
    return [calls.length, calls.filter(isRead).length];
  };
  const world = await openWorld(home);
  // The first links the item, the second reads it by its link.
  for (const title of ["Makes the links", "Reads by them"]) await cost(world, title);
  expect(await cost(world, "Warm")).toEqual([2, 1]);
  await world.ports.ledger.dropCache("");
  expect(await cost(await openWorld(home), "Cold")).toEqual([4, 3]);
});

it("of more than 5,000 deals each is asked for what is left of it", async () => {
  const PAGES = 12;
  let page = 0;
  const { pipedrive: sales } = await connected(() => {
    const first = 1_000_000 + 500 * page++;
    const rows = Array.from({ length: 500 }, (_, at) => ({
      ...{ id: first + at, title: "Care", status: "won", value: 7, currency: "EUR" },
    }));
    return data(rows, page < PAGES ? `page-${page}` : null);
  });
  const { ports, profile } = await openWorld(home);
  const pipedriveCompany = profile.pipedrive.companyId;
  const query = { pipedriveCompany, status: "won", notInvoiced: true } as const;
  const all = { ...query, limit: 20, readAll: true };
  const found = await listDeals({ ...ports, pipedrive: sales }, all);
  expect([found.deals.length, found.complete, page]).toEqual([500 * PAGES, true, PAGES]);
});

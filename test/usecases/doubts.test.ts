// Several live invoices that carry one marker: QuickBooks' copies, and two machines that create at the same moment. Every command
// that reads the deal's invoices tells of them, and what it proposes mends it.

import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { dealBalance } from "../../src/domain/invoice/deal-balance.ts";
import { doubtProblem } from "../../src/domain/invoice/doubt.ts";
import { decimal } from "../../src/domain/money/money.ts";
import {
  type BilledDeal,
  knownBalances,
  knownBilling,
} from "../../src/usecases/billing/known-billing.ts";
import { linkInvoice } from "../../src/usecases/invoices/link-invoices.ts";
import { listDeals } from "../../src/usecases/invoices/list-deals.ts";
import { rebuildLedger } from "../../src/usecases/invoices/rebuild-ledger.ts";
import { refreshInvoices } from "../../src/usecases/invoices/refresh-invoices.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { examine } from "../../src/usecases/setup/examine.ts";
import { createInvoice } from "../../src/usecases/writes/create-invoice.ts";
import { parseLine } from "../support/command-line.ts";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, type World } from "../support/world.ts";

const homes = [new Home(), new Home()] as const;
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;

beforeAll(async () => {
  books = await openPractice(homes[0], { matching: true });
  pipedrive = await practicePipedrive(homes[0]);
  // The other machine has the same connection and a ledger of its own.
  cpSync(homes[0].path, homes[1].path, { recursive: true });
  loseLedger(homes[1]);
}, 120_000);
afterAll(async () => {
  await homes[0].run("practice stop");
  for (const home of homes) home.discard();
});

function loseLedger(home: Home) {
  for (const name of readdirSync(home.path).filter((one) => one.startsWith("ledger.db")))
    rmSync(join(home.path, name));
}

const dealIds: number[] = [];

async function dealOf(title: string, price: number): Promise<number> {
  const deal = { title, org_id: 402, status: "won", currency: "EUR" };
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", deal);
  dealIds.push(id);
  await pipedrive("POST", `v2/deals/${id}/products`, {
    product_id: 201,
    item_price: price,
    quantity: 1,
    tax: 25.5,
    tax_method: "exclusive",
  });
  return id;
}

async function booked(id: string): Promise<Record<string, unknown>> {
  const { Invoice } = await books.read(`invoice/${id}`);
  return Invoice as unknown as Record<string, unknown>;
}

/** As QuickBooks' "Copy" makes it. */
async function copy(id: string, change: object = {}): Promise<string> {
  const {
    Id: _,
    SyncToken: _token,
    DocNumber: _number,
    MetaData: _meta,
    ...body
  } = await booked(id);
  const { Invoice } = await books.post("invoice", { ...body, ...change });
  return (Invoice as unknown as { Id: string }).Id;
}

async function voidInBooks(id: string) {
  await books.post("invoice?operation=void", { Id: id, SyncToken: (await booked(id)).SyncToken });
}

type Flags = Parameters<typeof createInput>[0];
const companyOf = ({ profile }: World) => profile.pipedrive.companyId;

const planned = async (world: World, deal: number) => {
  const planner = await openPlanner(world.ports, world.profile, createInput({}, deal));
  return planner.plan(noAnswers());
};

async function doubtsOfCreate(world: World, deal: number): Promise<string[]> {
  const plan = await planned(world, deal);
  const problems = plan.outcome === "planned" ? plan.plan.problems : [];
  return problems.filter(({ code }) => code === "in_doubt").map(({ next }) => next);
}

async function doubtsOfRefresh(world: World, deal: number): Promise<string[]> {
  const { doubts } = await refreshInvoices(world.ports, {
    pipedriveCompany: companyOf(world),
    today: "2026-11-28" as never,
    timeZone: null,
  });
  return doubts.filter(({ dealId }) => dealId === deal).map((one) => doubtProblem(one).next);
}

async function doubtsOfRebuild(world: World, deal: number, dryRun = false): Promise<string[]> {
  const input = { pipedriveCompany: companyOf(world), dryRun };
  const { doubts } = await rebuildLedger(world.ports, input);
  return doubts.filter(({ dealId }) => dealId === deal).map((one) => doubtProblem(one).next);
}

async function listed(world: World, deal: number): Promise<BilledDeal | undefined> {
  const { deals } = await listDeals(world.ports, {
    pipedriveCompany: companyOf(world),
    status: "won",
    notInvoiced: false,
    limit: 500,
    readAll: true,
  });
  return deals.find((one) => one.deal.id === deal);
}

async function doubtsOfDeals(world: World, deal: number): Promise<string[]> {
  const row = await listed(world, deal);
  return (row?.inDoubt.doubts ?? []).map((one) => doubtProblem(one).next);
}

async function doubtsOfDoctor({ ports, profile }: World, deal: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { check, message, next } of examine({ ports, profile } as never))
    if (check === "copies" && new RegExp(`of deal ${deal}\\b`).test(message)) found.push(next);
  return found;
}

it("a copy is named by refresh, doctor, deals, create and rebuild until it is voided", async () => {
  const world = await openWorld(homes[0]);
  const deal = await dealOf("Copied", 100);
  const first = await create(world, deal);
  const copied = await copy(first.invoice.id);
  const mend = [`pdqb invoice void id:${copied}`];
  const later = await openWorld(homes[0], () => 120_000);
  expect(await doubtsOfDoctor(later, deal)).toEqual(mend);
  expect(await doubtsOfRebuild(later, deal, true)).toEqual(mend);
  expect(await doubtsOfDeals(later, deal), "a dry run and doctor keep nothing").toEqual([]);
  for (const ask of [doubtsOfRefresh, doubtsOfDeals, doubtsOfDoctor, doubtsOfCreate])
    expect(await ask(later, deal), ask.name).toEqual(mend);
  expect(await doubtsOfRebuild(later, deal)).toEqual(mend);
  await voidInBooks(copied);
  for (const ask of [doubtsOfRefresh, doubtsOfDeals, doubtsOfDoctor, doubtsOfCreate])
    expect(await ask(later, deal), ask.name).toEqual([]);
});

it("a rebuild links neither of two that carry one marker, and the one that is left after the mend", async () => {
  const world = await openWorld(homes[0]);
  const deal = await dealOf("Copied and lost", 101);
  const first = await create(world, deal);
  const copied = await copy(first.invoice.id);
  loseLedger(homes[0]);
  const other = await openWorld(homes[0]);
  expect(await doubtsOfRebuild(other, deal)).toEqual([`pdqb invoice void id:${copied}`]);
  expect(await other.ports.ledger.invoiceLinks(deal)).toEqual([]);
  expect(await doubtsOfDeals(other, deal)).toHaveLength(1);
  await voidInBooks(copied);
  expect(await doubtsOfRebuild(other, deal)).toEqual([]);
  const found = await planned(other, deal);
  expect(found).toMatchObject({ outcome: "already_exists" });
});

it("what is paid, or is of another total, is not proposed to be voided", async () => {
  const world = await openWorld(homes[0]);
  const deal = await dealOf("Copied and changed", 102);
  const first = await create(world, deal);
  const Line = [
    {
      Amount: 7,
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: { ItemRef: { value: "88" }, TaxCodeRef: { value: "5" } },
    },
  ];
  const copied = await copy(first.invoice.id, { Line, TxnTaxDetail: undefined });
  const later = await openWorld(homes[0], () => 120_000);
  const look = [`pdqb invoices list --deal ${deal} --whole-customer`];
  expect(await doubtsOfCreate(later, deal)).toEqual(look);
  expect((await parseLine(look.join())).path).toBe("invoice list");
  const { problems } = (
    (await planned(later, deal)) as { plan: { problems: { message: string }[] } }
  ).plan;
  // 102.00 and 7.00 at 25.5 %.
  expect(problems[0]?.message).toMatch(
    new RegExp(
      `\\(id:${first.invoice.id}, [0-9-]+, 128.01 EUR\\) and .*\\(id:${copied}, [0-9-]+, 8.79 EUR\\)`,
    ),
  );
  const link = { invoice: `id:${copied}`, dealId: deal };
  await linkInvoice(later.ports, link, {
    also: true,
    dryRun: false,
    pipedriveCompany: companyOf(later),
  });
  expect(await doubtsOfCreate(later, deal)).toEqual([]);
});

/** Each machine creates what it is asked for; both have looked before the first one posts. Their ids, in that order. */
async function atOnce(deal: number, ...asked: [Flags, Flags]): Promise<[number, number]> {
  const [one, other] = await Promise.all(
    homes.map(async (home, at) => {
      const world = await openWorld(home);
      const planner = await openPlanner(
        world.ports,
        world.profile,
        createInput(asked[at] ?? {}, deal),
      );
      const first = await planner.plan(noAnswers());
      if (first.outcome !== "planned") throw new Error("There is an invoice already");
      return { ports: world.ports, order: { ...first, pipedriveCompany: companyOf(world) } };
    }),
  );
  if (!one || !other) throw new Error("Two machines");
  const { invoice: first } = await createInvoice(one.ports, one.order);
  const { outcome, invoice } = await createInvoice(other.ports, other.order);
  expect(outcome).toBe("created");
  return [Number(first.id), Number(invoice.id)];
}

const later = (home: Home) => openWorld(home, () => 120_000);
const EVERY = [doubtsOfCreate, doubtsOfDoctor, doubtsOfRebuild, doubtsOfRefresh, doubtsOfDeals];

it.each<[string, Flags, Flags]>([
  ["the same", {}, {}],
  ["parts that come to more than the deal", { percent: "60" }, { percent: "60", part: "2" }],
])(
  "two machines that create %s at the same moment are told by the next command on either",
  async (_, one, other) => {
    const deal = await dealOf(`Two machines ${JSON.stringify(other)}`, 103);
    const [, surplus] = await atOnce(deal, one, other);
    const mend = [`pdqb invoice void id:${surplus}`];
    for (const home of homes)
      for (const ask of EVERY)
        expect(
          await ask(await later(home), deal),
          `${ask.name} of machine ${homes.indexOf(home)}`,
        ).toEqual(mend);
    // Either may be kept beside the other, also the one that this machine created.
    for (const home of homes) {
      const world = await later(home);
      const link = { invoice: `id:${surplus}`, dealId: deal };
      const linked = await linkInvoice(world.ports, link, {
        also: true,
        dryRun: false,
        pipedriveCompany: companyOf(world),
      });
      expect(linked.outcome).toBe("linked");
      for (const ask of EVERY) expect(await ask(world, deal), ask.name).toEqual([]);
    }
  },
);

it("a part beside the whole at the same moment: without the later one the rest can be billed", async () => {
  const deal = await dealOf("A part and the whole", 200);
  const [, surplus] = await atOnce(deal, { percent: "30" }, {});
  const [home] = homes;
  const mend = [`pdqb invoice void id:${surplus}`];
  expect(await doubtsOfCreate(await later(home), deal)).toEqual(mend);
  // 30 % and all of 200.00.
  const row = await listed(await later(home), deal);
  expect([row?.invoiced.toFixed(2), row?.left?.toFixed(2)]).toEqual(["260.00", "-60.00"]);
  await voidInBooks(String(surplus));
  const { invoice } = await create(await later(home), deal, { rest: true });
  expect(invoice.total.minus(invoice.tax).toFixed(2)).toBe("140.00");
});

it("an invoice that was restored in QuickBooks after another had replaced it is told of", async () => {
  const world = await openWorld(homes[0]);
  const deal = await dealOf("Restored", 104);
  const first = await create(world, deal);
  const body = await booked(first.invoice.id);
  await voidInBooks(first.invoice.id);
  const again = await create(await later(homes[0]), deal, { again: `id:${first.invoice.id}` });
  expect(again.outcome).toBe("created");
  const { Id: _, SyncToken: _token, DocNumber: _number, MetaData: _meta, ...restored } = body;
  const { Invoice } = await books.post("invoice", restored);
  const mend = [`pdqb invoice void id:${(Invoice as unknown as { Id: string }).Id}`];
  for (const ask of EVERY) expect(await ask(await later(homes[0]), deal), ask.name).toEqual(mend);
});

it("doctor lists a live invoice whose every deal was deleted or merged away", async () => {
  const world = await openWorld(homes[0]);
  const deal = await dealOf("Merged away", 104);
  const kept = await dealOf("Took its place", 105);
  const { invoice } = await create(world, deal);
  await create(world, kept);
  const told = async () => {
    const found: string[] = [];
    for await (const { check, state, message } of examine(world as never))
      if (check === "deals" && state !== "ok") found.push(message);
    return found;
  };
  expect(await told()).toEqual([]);
  await pipedrive("DELETE", `v2/deals/${deal}`);
  expect(await told()).toEqual([
    // 104.00 at 25.5 %.
    `Invoice ${invoice.number} of 130.52 EUR bills deal ${deal}, Merged away, which was deleted or merged.`,
  ]);
  const link = { invoice: `id:${invoice.id}`, dealId: kept };
  await linkInvoice(world.ports, link, {
    also: true,
    dryRun: false,
    pipedriveCompany: companyOf(world),
  });
  expect(await told()).toEqual([]);
});

it("amounts alone are the answer of the invoices, in doubt or not", async () => {
  for (const home of homes) {
    const { ports, profile } = await later(home);
    const { companyId } = profile.pipedrive;
    const deals = dealIds.map((id) => ({ id, value: decimal(300) }));
    const balances = await knownBalances(ports.ledger, deals, companyId);
    const input = { dealIds, pipedriveCompany: companyId };
    const billing = await knownBilling(ports.ledger, input);
    for (const deal of deals) {
      const live = billing.get(deal.id)?.live ?? [];
      const whole = { ...dealBalance(deal, live), isBilled: live.length > 0 };
      expect(balances.get(deal.id), `deal ${deal.id}`).toEqual(whole);
    }
  }
});

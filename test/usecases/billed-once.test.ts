// What is billed of a deal: bookkeepers who renumber, void and copy, colleagues' machines, lost ledgers, and parts.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { PdqbError } from "../../src/domain/errors.ts";
import { findInvoice } from "../../src/usecases/billing/find-invoice.ts";
import { linkInvoice } from "../../src/usecases/invoices/link-invoices.ts";
import { listDeals } from "../../src/usecases/invoices/list-deals.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { createInvoice } from "../../src/usecases/writes/create-invoice.ts";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, planOf, type World } from "../support/world.ts";

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

type Line = { price: number; id?: number };

/** A deal of its own for each test, of lines at 25.5 % before tax. */
async function dealOf(title: string, lines: Line[]): Promise<number> {
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    title,
    org_id: 402,
    status: "won",
    currency: "EUR",
  });
  for (const { price } of lines) await addLine(id, price);
  return id;
}

async function addLine(dealId: number, price: number): Promise<number> {
  const body = {
    product_id: 201,
    item_price: price,
    quantity: 1,
    tax: 25.5,
    tax_method: "exclusive",
  };
  return (await pipedrive<{ id: number }>("POST", `v2/deals/${dealId}/products`, body)).id;
}

async function booked(id: string) {
  const { Invoice } = (await books.read(`invoice/${id}`)) as unknown as {
    Invoice: { Id: string; SyncToken: string; DocNumber: string };
  };
  return Invoice;
}

async function renumber(id: string, number: string) {
  const { Id, SyncToken } = await booked(id);
  await books.post("invoice", { Id, SyncToken, sparse: true, DocNumber: number });
}

async function end(id: string, how: "void" | "delete") {
  const { Id, SyncToken } = await booked(id);
  await books.post(`invoice?operation=${how}`, { Id, SyncToken });
}

async function copy(id: string): Promise<string> {
  const {
    Id: _id,
    SyncToken: _token,
    DocNumber: _number,
    MetaData: _meta,
    ...body
  } = (await booked(id)) as Record<string, unknown>;
  const { Invoice } = (await books.post("invoice", body)) as unknown as { Invoice: { Id: string } };
  return Invoice.Id;
}

/** The ledger of this home is lost: as on a colleague's machine. */
function loseLedger() {
  for (const name of readdirSync(home.path).filter((one) => one.startsWith("ledger.db")))
    rmSync(join(home.path, name));
}

const problems = async (
  world: World,
  deal: number,
  flags: Parameters<typeof createInput>[0] = {},
) => {
  const planner = await openPlanner(world.ports, world.profile, createInput(flags, deal));
  const planned = await planner.plan(noAnswers());
  return planned.outcome === "planned" ? planned.plan.problems : [];
};
const codes = async (...args: Parameters<typeof problems>) =>
  (await problems(...args)).map(({ code }) => code);
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PdqbError)) throw error ?? new Error("It was not refused");
  return error;
};
const net = ({
  invoice,
}: {
  invoice: { total: { minus(tax: unknown): { toFixed(n: number): string } }; tax: unknown };
}) => invoice.total.minus(invoice.tax).toFixed(2);

it("a number that QuickBooks gave to another invoice names neither without a word", async () => {
  const world = await openWorld(home);
  const one = await create(world, await dealOf("Renumbered", [{ price: 101 }]));
  const two = await create(world, await dealOf("Renumbered too", [{ price: 102 }]));
  const number = one.invoice.number ?? "";
  await renumber(one.invoice.id, "R-77");
  await renumber(two.invoice.id, number);
  const error = await refusal(findInvoice(world.ports, number, { save: true }));
  expect([error.kind, error.message]).toEqual([
    "usage",
    `Invoice numbers have changed in QuickBooks: ${number} is now R-77 (id:${one.invoice.id}); ${number} is id:${two.invoice.id}.`,
  ]);
  const again = { again: number, notDuplicate: true };
  expect((await refusal(create(world, 142, again))).kind).toBe("usage");
  expect((await findInvoice(world.ports, "R-77", { save: true })).invoice.id).toBe(one.invoice.id);
});

it("the number of a deleted invoice that QuickBooks gave to another one names neither", async () => {
  const world = await openWorld(home);
  const lost = await create(world, await dealOf("Deleted, its number given on", [{ price: 106 }]));
  const other = await create(world, await dealOf("Has the number now", [{ price: 109 }]));
  const number = lost.invoice.number ?? "";
  await end(lost.invoice.id, "delete");
  await renumber(other.invoice.id, number);
  const error = await refusal(findInvoice(world.ports, number, { save: true }));
  expect(error.kind).toBe("usage");
  for (const { invoice } of [lost, other]) expect(error.message).toContain(`id:${invoice.id}`);
});

it.each(["void", "delete"] as const)(
  "after a %s in QuickBooks its replacement is created as the refusal says",
  async (how) => {
    const world = await openWorld(home);
    const deal = await dealOf(`Cancelled by ${how}`, [{ price: 103 }]);
    const first = await create(world, deal);
    await end(first.invoice.id, how);
    const later = await openWorld(home, LATER);
    const [problem] = await problems(later, deal);
    expect([problem?.code, problem?.next]).toEqual([
      "replaces_voided",
      `pdqb invoice create --deal ${deal} --again id:${first.invoice.id}`,
    ]);
    const made = await create(later, deal, { again: `id:${first.invoice.id}` });
    expect(made.outcome).toBe("created");
    expect((await create(later, deal, { again: `id:${first.invoice.id}` })).invoice.id).toBe(
      made.invoice.id,
    );
  },
);

it("an invoice that was only renumbered does not stop the next part", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Renumbered part", [{ price: 100 }]);
  const first = await create(world, deal, { percent: "30" });
  await renumber(first.invoice.id, "R-78");
  const rest = await create(await openWorld(home, LATER), deal, { rest: true });
  expect([rest.outcome, net(rest)]).toEqual(["created", "70.00"]);
});

it("a part that was planned while another one ended in doubt is not sent", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Two parts", [{ price: 100 }]);
  const input = (part: string) => createInput({ percent: "60", part }, deal);
  const planner = await openPlanner(world.ports, world.profile, input("3"));
  const second = await planner.plan(noAnswers());
  await books.fail({ service: "quickbooks", path: "/invoice?", kind: "drop_after", times: 9 });
  await books.fail({
    service: "quickbooks",
    path: "/query",
    kind: "status_before",
    status: 500,
    times: 99,
  });
  expect((await refusal(create(world, deal, { percent: "60", part: "2" }))).kind).toBe(
    "unknown_outcome",
  );
  await books.clearFaults();
  if (second.outcome !== "planned") throw new Error("Not planned");
  const pipedriveCompany = world.profile.pipedrive.companyId;
  const error = await refusal(createInvoice(world.ports, { ...second, pipedriveCompany }));
  expect([error.kind, error.message]).toEqual([
    "refused",
    `Invoice not created: another one of deal ${deal} is in doubt.`,
  ]);
});

it("other lines of a deal are another part, also on a machine that knows none", async () => {
  const prices = Array.from({ length: 12 }, (_, index) => ({ price: 10 + index }));
  const deal = await dealOf("Many lines", prices);
  const world = await openWorld(home);
  const first = await create(world, deal, { lines: "1,2" });
  loseLedger();
  const other = await openWorld(home);
  for (const lines of ["3,4", "5", "6,7,8", "9,12"])
    expect(await codes(other, deal, { lines })).toEqual(["partly_billed"]);
  expect((await create(other, deal, { lines: "1,2" })).invoice.id).toBe(first.invoice.id);
  expect((await create(other, deal, { lines: "3,4" })).outcome).toBe("created");
});

it("the same key with another request is refused, and the part that it proposes is created", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Another share", [{ price: 200 }]);
  const first = await create(world, deal, { percent: "30" });
  const [problem] = await problems(world, deal, { percent: "50" });
  expect(problem).toMatchObject({
    code: "other_request",
    message: `Invoice ${first.invoice.number} bills 30 % of deal ${deal}.`,
    next: `pdqb invoice create --deal ${deal} --percent 50 --part 2`,
  });
  expect(net(await create(world, deal, { percent: "50", part: "2" }))).toBe("100.00");
  const whole = await dealOf("Another discount", [{ price: 200 }]);
  await create(world, whole, { notDuplicate: true });
  expect(await codes(world, whole, { discount: "50%" })).toEqual(["other_request"]);
});

it("a lost ledger bills no part of a deal twice, nor what was cancelled", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Lost ledger", [{ price: 300 }]);
  const part = await create(world, deal, { percent: "30" });
  const cancelled = await dealOf("Lost and cancelled", [{ price: 301 }]);
  const voided = await create(world, cancelled);
  await end(voided.invoice.id, "void");
  loseLedger();
  const other = await openWorld(home);
  expect(await codes(other, deal)).toEqual(["partly_billed"]);
  expect(await codes(other, deal, { rest: true })).toEqual(["partly_billed"]);
  expect((await create(other, deal, { percent: "30" })).invoice.id).toBe(part.invoice.id);
  // Its share is known from then on.
  expect(net(await create(other, deal, { rest: true }))).toBe("210.00");
  expect(await codes(other, cancelled)).toEqual(["replaces_voided"]);
});

it("a copy that QuickBooks made is doubt, named with both, and mended by voiding or linking it", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Copied", [{ price: 104 }]);
  const first = await create(world, deal);
  const copied = await copy(first.invoice.id);
  const later = await openWorld(home, LATER);
  const [doubt] = await problems(later, deal);
  expect([doubt?.code, doubt?.next]).toEqual(["in_doubt", `pdqb invoice void id:${copied}`]);
  for (const id of [first.invoice.id, copied]) expect(doubt?.message).toContain(`(id:${id}, `);
  await linkInvoice(
    later.ports,
    { invoice: `id:${copied}`, dealId: deal },
    { also: true, dryRun: false, pipedriveCompany: later.profile.pipedrive.companyId },
  );
  expect((await create(later, deal)).outcome).toBe("already_exists");
  const next = await dealOf("Copied for another deal", [{ price: 104 }]);
  expect(await codes(later, next)).toEqual([]);
});

it("a copied marker hides no duplicate, and a deleted deal's invoice is its twin's", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Original", [{ price: 105 }]);
  const first = await create(world, deal);
  // First, since an invoice that is older than the deal, by a second, cannot be its own.
  const twin = await dealOf("Twin", [{ price: 105 }]);
  const copied = await copy(first.invoice.id);
  const [problem] = await problems(world, twin);
  expect(problem?.code).toBe("possible_duplicate");
  await end(copied, "void");
  expect(await codes(world, twin)).toEqual([]);
  await pipedrive("DELETE", `v2/deals/${deal}`);
  const [merged] = await problems(world, twin);
  expect(merged).toMatchObject({
    code: "possible_duplicate",
    next: `pdqb invoice create --deal ${twin} --not-duplicate`,
  });
  expect(merged?.message).toContain(`belongs to deal ${deal}, which was deleted or merged`);
});

it("the rest is what is left after lines were removed, typed again or added", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Changing", [{ price: 100 }]);
  const line = await addLine(deal, 50);
  await create(world, deal, { percent: "40" });
  await pipedrive("DELETE", `v2/deals/${deal}/products/${line}`);
  // 60 are billed: 40 of the first line, 20 of the line that is gone.
  expect((await planOf(world, deal, { rest: true })).totals.net.toFixed(2)).toBe("40.00");
  await addLine(deal, 50);
  expect(net(await create(world, deal, { rest: true }))).toBe("90.00");
  expect((await create(world, deal, { rest: true })).outcome).toBe("already_exists");
  await addLine(deal, 25);
  const grown = await create(world, deal, { rest: true });
  expect([grown.outcome, net(grown)]).toEqual(["created", "25.00"]);
});

it("a deal that may not be billed still shows the invoice that it has", async () => {
  const world = await openWorld(home);
  const deal = await dealOf("Forbidden", [{ price: 107 }]);
  const first = await create(world, deal);
  const values = { ...world.profile.values, "allow.create": "false" };
  const forbidden = { ...world, profile: { ...world.profile, values } };
  expect((await create(forbidden, deal)).invoice.id).toBe(first.invoice.id);
  const other = await dealOf("Forbidden too", [{ price: 108 }]);
  expect(await codes(forbidden, other)).toEqual(["not_allowed"]);
});

it("the deals that are not fully invoiced are those with something left, net beside net", async () => {
  const world = await openWorld(home);
  const part = await dealOf("Part of it", [{ price: 200 }]);
  const grown = await dealOf("Grew later", [{ price: 190 }]);
  const full = await dealOf("All of it", [{ price: 210 }]);
  await create(world, part, { percent: "30" });
  for (const deal of [grown, full]) await create(world, deal);
  await addLine(grown, 5000);
  const pipedriveCompany = world.profile.pipedrive.companyId;
  const status = "won" as const;
  const query = { pipedriveCompany, status, notInvoiced: true, limit: 500, readAll: false };
  const { deals } = await listDeals(world.ports, query);
  const left = (id: number) => deals.find(({ deal }) => deal.id === id)?.left?.toFixed(2);
  expect([left(part), left(grown), left(full)]).toEqual(["140.00", "5000.00", undefined]);
});

it.each([
  ["the total", 41.3, {}],
  ["a part", 51.3, { percent: "30" }],
] as const)(
  "a deal that another was merged into, of which %s was billed, is told of it, for parts too",
  async (what, price, flags) => {
    const world = await openWorld(home);
    // 40.10 + 20.20 were billed; the merge brings both lines beside one more.
    const billed = await dealOf("Merged with its lines", [{ price: 40.1 }, { price: 20.2 }]);
    const twin = await dealOf("Takes the other's lines", [{ price }]);
    const { invoice } = await create(world, billed, { ...flags, notDuplicate: true });
    await pipedrive("PUT", `v1/deals/${billed}/merge`, { merge_with_id: twin });
    const [found] = await problems(world, twin);
    expect(found).toMatchObject({
      code: "possible_duplicate",
      next: `pdqb invoice create --deal ${twin} --not-duplicate`,
    });
    expect(found?.message).toContain(
      `Invoice ${invoice.number} of ${invoice.date} to "${invoice.customer.name}" bills ${what} of some of these lines and belongs to deal ${billed}, which was deleted or merged.`,
    );
    expect(await codes(world, twin, { percent: "50" })).toEqual(["possible_duplicate"]);
    await end(invoice.id, "void");
  },
);

it("a request of the same invoice that ended with nothing since the plan does not stop it", async () => {
  const deal = await dealOf("Two at once", [{ price: 412.1 }]);
  const world = await openWorld(home);
  await books.fail({
    kind: "status_before",
    status: 503,
    method: "POST",
    path: "/\\/invoice\\?/",
    times: 9,
  });
  await expect(create(world, deal)).rejects.toMatchObject({ kind: "unknown_outcome" });
  await books.clearFaults();
  const planner = await openPlanner(world.ports, world.profile, createInput({}, deal));
  const planned = await planner.plan(noAnswers());
  if (planned.outcome === "already_exists") throw new Error("There is an invoice already");
  const [open] = await world.ports.ledger.intents({ state: "open" });
  await world.ports.ledger.closeIntent(open?.id ?? "", { state: "ended", outcome: "refused" }, {});
  const { plan, remember } = planned;
  const pipedriveCompany = world.profile.pipedrive.companyId;
  const { outcome } = await createInvoice(world.ports, { plan, remember, pipedriveCompany });
  expect(outcome).toBe("created");
});

// What the finance lead forbids stops the write itself, also where it was planned before.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { endInvoice } from "../../src/usecases/invoices/end-invoice.ts";
import { planEnding } from "../../src/usecases/invoices/plan-ending.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { createInvoice } from "../../src/usecases/writes/create-invoice.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, planOf } from "../support/world.ts";

const home = new Home();
let books: Books;
beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const set = async (name: string, value: string) => {
  expect((await home.run(`config set ${name} ${value}`)).code).toBe(0);
};
const invoices = async () => (await books.query("select * from Invoice maxresults 1000")).length;

it("an invoice that was planned before allow.create became false is not sent", async () => {
  const world = await openWorld(home);
  const planner = await openPlanner(world.ports, world.profile, createInput({}, 142));
  const planned = await planner.plan(noAnswers());
  if (planned.outcome === "already_exists") throw new Error("There is one already");
  const before = await invoices();
  await set("allow.create", "false");
  const pipedriveCompany = world.profile.pipedrive.companyId;
  await expect(
    createInvoice(world.ports, {
      plan: planned.plan,
      remember: planned.remember,
      pipedriveCompany,
    }),
  ).rejects.toMatchObject({
    kind: "refused",
    reason: "The setting allow.create forbids creating invoices.",
    next: ["pdqb config set allow.create true"],
  });
  expect(await invoices()).toBe(before);
  expect(await world.ports.ledger.intents({ state: "open" })).toEqual([]);
  await set("allow.create", "true");
});

it("a deal that has its invoice still shows it when creating is forbidden", async () => {
  const { invoice } = await create(await openWorld(home), 142);
  await set("allow.create", "false");
  const again = await create(await openWorld(home), 142);
  expect(again).toMatchObject({ outcome: "already_exists", invoice: { id: invoice.id } });
  await expect(planOf(await openWorld(home), 145)).rejects.toThrow(/not_allowed/);
  await set("allow.create", "true");
});

it.each(["void", "delete"] as const)(
  "a %s that was planned before it was forbidden is not sent",
  async (ending) => {
    const world = await openWorld(home);
    const deal = ending === "void" ? 145 : 148;
    const { invoice } = await create(world, deal);
    const [known] = await world.ports.ledger.invoices({ invoiceIds: [invoice.id] });
    if (!known) throw new Error("Not in the ledger");
    const setting = () => undefined;
    const plan = await planEnding(world.ports, known, {
      ending,
      withPayments: false,
      reason: undefined,
      setting,
      save: true,
    });
    await set(`allow.${ending}`, "false");
    await expect(endInvoice(world.ports, plan)).rejects.toMatchObject({
      reason: expect.stringContaining(`allow.${ending}`),
    });
    expect((await world.ports.quickbooks.invoice(invoice.id)).total.isZero()).toBe(false);
  },
);

it("PDQB_READ_ONLY stops every write below the commands", async () => {
  const world = await openWorld(home, () => 0, { PDQB_READ_ONLY: "1" });
  const before = await invoices();
  await expect(create(world, 146)).rejects.toMatchObject({
    kind: "refused",
    reason: "PDQB_READ_ONLY forbids every write.",
  });
  expect(await invoices()).toBe(before);
});

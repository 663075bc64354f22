// Several tax codes of one percent. The company in Helsinki has two active codes of 0 %: Vienti (export, id 8) and Veroton (exempt, id 9).
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { decimal } from "../../src/domain/money/money.ts";
import type { InvoicePlan } from "../../src/domain/plan/invoice-plan.ts";
import { linkTax } from "../../src/usecases/books/link-books.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { createInvoice } from "../../src/usecases/writes/create-invoice.ts";
import { openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld, type World } from "../support/world.ts";

const home = new Home();
let world: World;
let deal: number;

beforeAll(async () => {
  const books = await openPractice(home);
  world = await openWorld(home);
  const { ledger } = world.ports;
  const link = { source: "organization", sourceId: 402, currency: "EUR" } as const;
  await ledger.putCustomerLink({ ...link, customerId: "417", customerName: "Aurora Design Oy" });
  await ledger.putItemLink({ productId: 201, variationId: null, itemId: "88", itemName: "Care" });
  // A second item that shares its SKU with another is no match.
  const account = { IncomeAccountRef: { value: "61" }, Type: "Service" };
  await books.post("item", { Name: "Panel, other", Sku: "TWICE", ...account });
  await books.post("item", { Name: "Panel, third", Sku: "TWICE", ...account });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

beforeEach(async () => {
  const pipedrive = await practicePipedrive(home);
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title: "Export", org_id: 402, status: "won", currency: "EUR" },
  });
  deal = id;
  const line = { product_id: 201, item_price: 95, quantity: 2, tax: 0, tax_method: "exclusive" };
  await pipedrive("POST", `v2/deals/${id}/products`, line);
  const { ledger } = world.ports;
  for (const customerId of [null, "417"]) await ledger.removeTaxLink("0", customerId);
});

async function planned(answers = noAnswers()) {
  const planner = await openPlanner(world.ports, world.profile, createInput({}, deal));
  const result = await planner.plan(answers);
  if (result.outcome !== "planned") throw new Error(result.outcome);
  return result;
}
const codeOf = ({ lines }: InvoicePlan) => lines[0]?.taxCode?.id;

it("all are named, and none is put forward", async () => {
  const { problems } = (await planned()).plan;
  expect(problems).toMatchObject([
    {
      code: "several_tax_codes",
      next: "pdqb tax link 0 --code <code> --customer 417",
      candidates: [{ id: "8" }, { id: "9" }],
    },
  ]);
});

it("a link for all is used with a warning, and the customer's own comes first, without one", async () => {
  const zero = { percent: decimal("0"), dryRun: false };
  await linkTax(world.ports, { ...zero, code: "9", customer: undefined });
  const shared = (await planned()).plan;
  expect(codeOf(shared)).toBe("9");
  expect(shared.warnings.find(({ code }) => code === "several_tax_codes")?.message).toMatch(
    /0 % is taken to mean "Veroton 0%".*pdqb tax link 0 --code 8 --customer 417$/,
  );
  await linkTax(world.ports, { ...zero, code: "8", customer: "Aurora Design Oy" });
  const own = (await planned()).plan;
  expect(codeOf(own)).toBe("8");
  expect(own.warnings.map(({ code }) => code)).not.toContain("several_tax_codes");
});

it("what a person picks is remembered for that customer alone", async () => {
  const planner = await openPlanner(world.ports, world.profile, createInput({}, deal));
  const [, exempt] = planner.taxCandidates("0");
  if (!exempt) throw new Error("Helsinki has two codes of 0 %");
  const { plan, remember } = await planned({
    ...noAnswers(),
    taxCodes: new Map([["0", exempt]]),
  });
  await createInvoice(world.ports, {
    plan,
    remember,
    pipedriveCompany: world.profile.pipedrive.companyId,
  });
  const links = await world.ports.ledger.taxLinks();
  expect(links.filter(({ percent }) => percent === "0")).toEqual([
    { percent: "0", customerId: "417", taxCodeId: "9", taxCodeName: "Veroton 0%" },
  ]);
});

it("what a person picks although there is a code for all is the customer's own from then on", async () => {
  const all = { taxCodeId: "9", taxCodeName: "Veroton 0%" };
  await world.ports.ledger.putTaxLink({ percent: "0", customerId: null, ...all });
  const { warnings } = (await planned()).plan;
  expect(warnings.find(({ code }) => code === "several_tax_codes")?.percent).toBe("0");
  const planner = await openPlanner(world.ports, world.profile, createInput({}, deal));
  const [first] = planner.taxCandidates("0");
  if (!first) throw new Error("Helsinki has two codes of 0 %");
  const picked = await planned({ ...noAnswers(), taxCodes: new Map([["0", first]]) });
  expect(picked.remember.taxes).toEqual([]);
  expect(picked.remember.customerTaxes).toEqual([
    { percent: "0", taxCodeId: "8", taxCodeName: "Vienti 0%" },
  ]);
  expect(picked.plan.warnings.map(({ code }) => code)).not.toContain("several_tax_codes");
});

it("of several items with one SKU none is put forward", async () => {
  const pipedrive = await practicePipedrive(home);
  const { id } = await pipedrive<{ id: number }>("POST", "v2/products", {
    ...{ name: "Double", code: "TWICE" },
  });
  const line = { product_id: id, item_price: 1, quantity: 1, tax: 25.5, tax_method: "exclusive" };
  await pipedrive("POST", `v2/deals/${deal}/products`, line);
  const problem = (await planned()).plan.problems.find(({ code }) => code === "unlinked_item");
  expect(problem).toMatchObject({ next: `pdqb product link ${id} --item <item>` });
  expect(problem?.candidates).toHaveLength(2);
});

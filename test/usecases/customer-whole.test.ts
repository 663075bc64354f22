// What QuickBooks takes from a customer that nobody typed into the invoice: its ship-to address, exemption, parent, terms. Practice
// companies of Portland (US) and Helsinki. Tax by hand: 3 panels at 100.00 are 300.00, and 8.25 % of it is 24.75.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { findCustomer } from "../../src/usecases/books/match-books.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { alteredWorld } from "../support/altered.ts";
import { type Books, openPractice, practiceBooks, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, planOf, type World } from "../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;

beforeAll(async () => {
  await openPractice(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

async function company(name: string): Promise<void> {
  const reset = await home.run(`practice reset --company ${name} --yes`);
  if (reset.code !== 0) throw new Error(reset.stderr);
  books = await practiceBooks(home);
  await books.set({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" });
  world = await openWorld(home);
  pipedrive = await practicePipedrive(home);
}

async function deal(organization: number, currency: string, line: object): Promise<number> {
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title: "Panels", org_id: organization, status: "won", currency },
  });
  await pipedrive("POST", `v2/deals/${id}/products`, { tax: 0, tax_method: "none", ...line });
  return id;
}

const changeCustomer = (id: string, change: object) =>
  books.post("customer", { Id: id, SyncToken: "0", sparse: true, ...change });
const panels = { product_id: 208, item_price: 100, quantity: 3 };
const TEXAS = {
  ...{ Line1: "1 Old Depot", City: "Austin", CountrySubDivisionCode: "TX" },
  ...{ PostalCode: "78701", Country: "USA" },
};

describe("in Portland", () => {
  let id: number;
  beforeEach(async () => {
    await company("us");
    const link = { source: "organization", sourceId: 402, currency: "USD" } as const;
    const named = { customerId: "417", customerName: "Aurora Design LLC" };
    await world.ports.ledger.putCustomerLink({ ...link, ...named });
    const item = { productId: 208, variationId: null, itemId: "91", itemName: "Panel" };
    await world.ports.ledger.putItemLink(item);
    id = await deal(402, "USD", panels);
  });

  it("the customer's ship-to address is in the plan, with a warning, and --ship-to replaces it", async () => {
    await changeCustomer("417", { ShipAddr: TEXAS });
    const plan = await planOf(world, id);
    expect(plan.shipTo).toMatchObject({ from: "customer", address: { region: "TX" } });
    expect(plan.warnings.map(({ code }) => code)).toContain("ship_to_differs");
    const billing = await planOf(world, id, { shipTo: "billing" });
    expect(billing.warnings.map(({ code }) => code)).not.toContain("ship_to_differs");
    expect(billing.digest).not.toBe(plan.digest);
    const { invoice } = await create(world, id, { shipTo: "billing" });
    const { Invoice } = (await books.read(`invoice/${invoice.id}`)) as unknown as {
      Invoice: { ShipAddr: { CountrySubDivisionCode: string } };
    };
    expect(Invoice.ShipAddr.CountrySubDivisionCode).toBe("ME");
  });

  it("an exempt customer is said, and the deal's tax is compared with what was booked", async () => {
    await changeCustomer("417", { Taxable: false, TaxExemptionReasonId: 3, ResaleNum: "12-345" });
    const taxed = await deal(402, "USD", { ...panels, tax: 8.25, tax_method: "exclusive" });
    const plan = await planOf(world, taxed);
    expect(plan.customer?.existing?.exemption).toEqual({ reasonId: "3", resaleNumber: "12-345" });
    expect(plan.totals).toMatchObject({ tax: null, total: null });
    expect(plan.totals.dealTax?.toFixed(2)).toBe("24.75");
    expect(plan.warnings.map(({ code }) => code)).toContain("tax_exempt");
    expect((await create(world, taxed)).warnings).toEqual([
      {
        code: "tax_difference",
        message: "Tax: the deal says 24.75 USD, QuickBooks booked 0.00 USD.",
      },
    ]);
  });
});

describe("customer view", () => {
  it("shows whose sub-customer it is, who pays, where goods go, terms and exemption", async () => {
    await company("us");
    const parent = (await books.post("customer", { DisplayName: "Bergen Hotels" })) as unknown as {
      Customer: { Id: string };
    };
    const [term] = await books.query("select * from Term where Name = 'Net 14'");
    const { Customer } = (await books.post("customer", {
      ...{ DisplayName: "Lobby", Job: true, ParentRef: { value: parent.Customer.Id } },
      ...{ BillWithParent: true, ShipAddr: TEXAS, Taxable: false, TaxExemptionReasonId: 3 },
      ...{
        SalesTermRef: { value: term?.["Id"] },
        PrimaryEmailAddr: { Address: "ap@bergen.example" },
      },
    })) as unknown as { Customer: { Id: string } };
    const line = ["customer", "view", "Bergen Hotels:Lobby"];
    expect(await home.json(line)).toMatchObject({
      customer: {
        ...{ id: Customer.Id, name: "Bergen Hotels:Lobby", parent_id: parent.Customer.Id },
        ...{ payer: "Bergen Hotels", email: "ap@bergen.example" },
        ship_to: ["1 Old Depot", "Austin TX 78701", "USA"],
        ...{ term: "Net 14", exemption: { reason_id: "3" } },
      },
    });
    const { stdout } = await home.run(line);
    for (const words of ["ap@bergen.example", "bills go to Bergen Hotels", "ship to 1 Old Depot"])
      expect(stdout).toContain(words);
    expect(stdout).toContain("terms Net 14");
    expect(stdout).toContain("no tax is charged (reason 3)");
  });
});

describe("the tax that was booked", () => {
  beforeEach(async () => {
    await company("us");
    for (const line of [
      "customer link --organization 402 --customer 417",
      "product link 208 --item 91",
    ])
      await home.json(line);
  });

  it("is printed after a create, and compared with the deal's where the deal decides", async () => {
    const plain = await deal(402, "USD", panels);
    const { stdout, code } = await home.run(`invoice create --deal ${plain} --yes`);
    expect(code).toBe(0);
    expect(stdout).toContain("Tax booked: 24.75 USD");

    await home.json("config set tax.us deal");
    const taxed = await deal(402, "USD", { ...panels, tax: 6, tax_method: "exclusive" });
    const answer = await home.json(`invoice create --deal ${taxed} --yes`);
    expect(answer).toMatchObject({
      warnings: [
        {
          code: "tax_difference",
          message: "Tax: the deal says 18.00 USD, QuickBooks booked 24.75 USD.",
        },
      ],
    });
  });
});

describe("in Montréal", () => {
  beforeEach(() => company("canadian"));

  it("GST and QST are one code: 14.975 % of 190.00 is 9.50 and 18.95, and a ship-to in Ontario is warned of", async () => {
    const links = [
      "customer link --organization 402 --customer 417",
      "product link 201 --item 88",
      "tax link 14.975 --code 5",
    ];
    for (const line of links) await home.json(line);
    const Ontario = {
      ...{ Line1: "1 Quay", City: "Toronto", CountrySubDivisionCode: "ON" },
      ...{ PostalCode: "M5V 1A1", Country: "Canada" },
    };
    await changeCustomer("417", { ShipAddr: Ontario });
    const line = { product_id: 201, item_price: 95, quantity: 2 };
    const id = await deal(402, "CAD", { ...line, tax: 14.975, tax_method: "exclusive" });
    const plan = await planOf(world, id);
    expect(plan.warnings.map(({ code }) => code)).toContain("ship_to_differs");
    expect(plan.totals.tax?.toFixed(2)).toBe("28.45");
    const { invoice, warnings } = await create(world, id);
    expect(invoice.tax.toFixed(2)).toBe("28.45");
    expect(warnings).toEqual([]);
  });

  it("prices before tax at 5 % alone take the code of GST, and the customer's own comes first", async () => {
    for (const line of [
      "customer link --organization 402 --customer 417",
      "product link 201 --item 88",
    ])
      await home.json(line);
    const line = { product_id: 201, item_price: 95, quantity: 2 };
    const id = await deal(402, "CAD", { ...line, tax: 5, tax_method: "exclusive" });
    await home.json("tax link 5 --code 7 --customer 417");
    const plan = await planOf(world, id);
    expect(plan.lines[0]?.taxCode).toMatchObject({ id: "7" });
    expect(plan.totals.tax?.toFixed(2)).toBe("9.50");
  });

  it("of two codes of 0 % none is put forward, the link for all is said to be a choice, and the customer's own is not", async () => {
    for (const line of [
      "customer link --organization 402 --customer 417",
      "product link 201 --item 88",
    ])
      await home.json(line);
    const exempt = (body: unknown) =>
      JSON.parse(JSON.stringify(body), (name, rows) => {
        if (name !== "TaxCode") return rows;
        const zero = rows.find(({ Id }: { Id: string }) => Id === "9");
        return zero ? [...rows, { ...zero, Id: "10", Name: "Exempt" }] : rows;
      });
    const { world, restore } = await alteredWorld(home, "quickbooks", { now: exempt });
    onTestFinished(restore);
    const line = { product_id: 201, item_price: 95, quantity: 2, tax: 0 };
    const id = await deal(402, "CAD", { ...line, tax_method: "exclusive" });
    const codesOf = async () => {
      const planner = await openPlanner(world.ports, world.profile, createInput({}, id));
      const planned = await planner.plan(noAnswers());
      if (planned.outcome !== "planned") throw new Error(planned.outcome);
      const { problems, warnings, lines } = planned.plan;
      const all = [...problems, ...warnings].map(({ code }) => code);
      const codes = all.filter((code) => code.includes("tax"));
      return { codes, candidates: problems[0]?.candidates, used: lines[0]?.taxCode?.id };
    };
    const before = await codesOf();
    expect(before.codes).toEqual(["several_tax_codes"]);
    expect(before.candidates).toMatchObject([{ id: "9" }, { id: "10" }]);
    await home.json("tax link 0 --code 9");
    expect(await codesOf()).toMatchObject({ codes: ["several_tax_codes"], used: "9" });
    await home.json("tax link 0 --code 10 --customer 417");
    expect(await codesOf()).toMatchObject({ codes: [], used: "10" });
  });
});

describe("in Helsinki", () => {
  beforeEach(() => company("nordic"));

  it("a sub-customer is named in full, with who pays, and is no exact match by its last name", async () => {
    const parent = (await books.post("customer", { DisplayName: "Bergen Hotels" })) as unknown as {
      Customer: { Id: string };
    };
    const ParentRef = { value: parent.Customer.Id };
    const sub = { DisplayName: "Lobby", Job: true, ParentRef, BillWithParent: true };
    await books.post("customer", sub);
    const { id: firm } = await pipedrive<{ id: number }>("POST", "v2/organizations", {
      name: "Lobby",
    });
    const id = await deal(firm, "EUR", { product_id: 201, item_price: 95, quantity: 2 });
    const exact = { ...world.profile.values, "match.customers": "exact" };
    const profile = { ...world.profile, values: exact };
    const planner = await openPlanner(world.ports, profile, createInput({}, id));
    const planned = await planner.plan(noAnswers());
    if (planned.outcome !== "planned") throw new Error(planned.outcome);
    expect(planned.plan.customer).toBeNull();
    const problem = planned.plan.problems.find(({ code }) => code === "unlinked_customer");
    expect(problem).toMatchObject({
      next: `pdqb customer link --organization ${firm} --customer <customer>`,
      candidates: [
        {
          name: "Bergen Hotels:Lobby",
          reason: 'sub-customer of this name, "Bergen Hotels" pays its bills',
        },
      ],
    });

    await expect(findCustomer(world.ports, "Lobby")).rejects.toThrow(/no active customer "Lobby"/);
    const named = await openPlanner(
      world.ports,
      world.profile,
      createInput({ customer: "Bergen Hotels:Lobby" }, id),
    );
    const plan = await named.plan(noAnswers());
    expect(plan).toMatchObject({
      plan: { customer: { name: "Bergen Hotels:Lobby", existing: { payer: "Bergen Hotels" } } },
    });
  });

  it("a name beyond Latin-1 is planned, found and made once", async () => {
    const name = "Żabka – Włodarski’s";
    const { id: firm } = await pipedrive<{ id: number }>("POST", "v2/organizations", { name });
    const id = await deal(firm, "EUR", { product_id: 201, item_price: 95, quantity: 2 });
    const item = { productId: 201, variationId: null, itemId: "88", itemName: "Care" };
    await world.ports.ledger.putItemLink(item);
    await world.ports.ledger.putTaxLink({
      percent: "0",
      customerId: null,
      taxCodeId: "9",
      taxCodeName: "Veroton",
    });
    const { invoice } = await create(world, id, { newCustomer: true });
    expect(invoice.customer.name).toBe(name);
    const found = await findCustomer(world.ports, name);
    expect(found.id).toBe(invoice.customer.id);
    const [hit] = await world.ports.quickbooks.searchCustomers("Włodarski’s", 5);
    expect(hit?.id).toBe(found.id);
    expect(await world.ports.quickbooks.nameHolders(name)).toHaveLength(1);
  });
});

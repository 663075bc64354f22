// Where the goods go, from Pipedrive's field to the invoice in the books. The practice company in Portland, whose customer 417 has a
// ship-to address in Maine. Goods that go to Oregon carry no sales tax.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;
let field: string;

beforeAll(async () => {
  books = await openPractice(home, { company: "us" });
  pipedrive = await practicePipedrive(home);
  await home.json("customer link --organization 402 --customer 417");
  await home.json("product link 208 --item 91");
  const address = { field_name: "Delivery", field_type: "address" };
  field = (await pipedrive<{ field_code: string }>("POST", "v2/dealFields", address)).field_code;
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const SALEM = {
  ...{ value: "9 Mill Street, Salem, OR 97301, USA", street_number: "9", route: "Mill Street" },
  ...{ locality: "Salem", admin_area_level_1: "OR", postal_code: "97301", country: "USA" },
};

async function deal(fields: object = {}, organization = 402): Promise<number> {
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title: "Panels", org_id: organization, status: "won", currency: "USD", ...fields },
  });
  const line = { product_id: 208, item_price: 100, quantity: 3, tax: 0, tax_method: "none" };
  await pipedrive("POST", `v2/deals/${id}/products`, line);
  return id;
}

const planOf = async (line: string) =>
  (await home.json(`invoice create ${line} --dry-run`)) as unknown as {
    plan: { ship_to: { from: string }; warnings: { code: string }[] };
  };

it("a mapped address is in the plan and on the invoice, and a flag comes before it", async () => {
  const dry = await home.json(["config", "fields", "--ship-to", "deal.delivery", "--dry-run"]);
  const mapped = { ship_to: { owner: "deal", code: field, label: "Delivery" } };
  expect(dry).toMatchObject({ outcome: "planned", mapping: mapped });
  const id = await deal({ custom_fields: { [field]: SALEM } });
  expect((await planOf(`--deal ${id}`)).plan.ship_to.from).toBe("customer");

  expect(await home.json("config fields --ship-to deal.delivery")).toMatchObject({
    mapping: mapped,
  });
  const { plan } = await planOf(`--deal ${id}`);
  const address = ["9 Mill Street", "Salem OR 97301", "USA"];
  expect(plan.ship_to).toEqual({ address, from: "mapping" });
  expect(plan.warnings.map(({ code }) => code)).toContain("ship_to_differs");
  const billing = await planOf(`--deal ${id} --ship-to billing`);
  expect(billing.plan).toMatchObject({ ship_to: { from: "flag" }, warnings: [] });

  const { stdout, stderr, code } = await home.run(`invoice create --deal ${id} --yes`);
  expect(code).toBe(0);
  expect(stderr).toMatch(/Ship to {4}9 Mill Street\n +Salem OR 97301\n +USA/);
  expect(stderr).toMatch(/! The ship-to address \(9 Mill Street, .*--ship-to billing/);
  expect(stdout).toContain("Tax booked: 0.00 USD");
  const [booked] = await books.query("select * from Invoice orderby MetaData.CreateTime desc");
  expect(booked).toMatchObject({
    ShipAddr: {
      ...{ Line1: "9 Mill Street", City: "Salem", CountrySubDivisionCode: "OR" },
      ...{ PostalCode: "97301", Country: "USA" },
    },
  });
});

it("a deal whose field is empty leaves the address to the customer, and none unmaps the field", async () => {
  const id = await deal();
  expect((await planOf(`--deal ${id}`)).plan.ship_to.from).toBe("customer");
  expect(await home.json("config fields --ship-to none")).toMatchObject({
    mapping: { ship_to: null },
  });
});

it("a label that two fields share is refused, and what comes next maps one of them", async () => {
  const twin = { field_name: "Delivery", field_type: "address" };
  const { field_code } = await pipedrive<{ field_code: string }>("POST", "v2/dealFields", twin);
  const { code, stderr } = await home.run("config fields --ship-to deal.delivery");
  expect(code).toBe(2);
  const next = `pdqb config fields --ship-to deal.${field_code}`;
  expect(stderr).toContain(`  Next: pdqb config fields --ship-to deal.${field}\n`);
  expect(stderr).toContain(next);
  expect(await home.json(next.slice(5))).toMatchObject({
    mapping: { ship_to: { code: field_code } },
  });
});

// Situations that people reported of comparable tools, typed as they met them, in the practice company of Helsinki (tax 25.5 %).
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;

beforeAll(async () => {
  books = await openPractice(home);
  pipedrive = await practicePipedrive(home);
  for (const line of [
    "customer link --organization 402 --customer 417",
    "product link 201 --item 88",
    "tax link 25.5 --code 5",
  ])
    await home.json(line);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const LINE = { product_id: 201, quantity: 1, tax: 25.5, tax_method: "exclusive" };
const addLine = (deal: number, line: object) =>
  pipedrive("POST", `v2/deals/${deal}/products`, { ...LINE, ...line });

async function deal(title: string, line: object, organization = 402): Promise<number> {
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title, org_id: organization, status: "won", currency: "EUR" },
  });
  await addLine(id, line);
  return id;
}

it("a deal whose twin was billed and then merged away is not billed once more", async () => {
  const first = await deal("Kitchen A", { item_price: 310 });
  const made = await home.json(`invoice create --deal ${first} --yes`);
  const { number } = (made as unknown as { invoice: { number: string } }).invoice;
  const twin = await deal("Kitchen A", { item_price: 310 });
  await pipedrive("DELETE", `v2/deals/${first}`);

  const refused = await home.run(`invoice create --deal ${twin} --yes`);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toMatch(
    new RegExp(
      `Invoice ${number} of .* has the same total and belongs to deal ${first}, which was`,
    ),
  );
  const { stdout } = await home.run("doctor");
  expect(stdout).toMatch(
    new RegExp(`Invoice ${number} of 389.05 EUR bills deal ${first}, .*merged`),
  );
});

it("a firm that is called as a sub-customer of another one is not billed as that", async () => {
  const parent = (await books.post("customer", { DisplayName: "Bergen Hotels" })) as unknown as {
    Customer: { Id: string };
  };
  const ParentRef = { value: parent.Customer.Id };
  const sub = { DisplayName: "Lobby", Job: true, ParentRef, BillWithParent: true };
  await books.post("customer", sub);
  const firm = await pipedrive<{ id: number }>("POST", "v2/organizations", { name: "Lobby" });
  const id = await deal("Lobby refit", { item_price: 95, quantity: 2 }, firm.id);
  await home.json("config set match.customers exact");
  const refused = await home.run(`invoice create --deal ${id} --yes`);
  await home.json("config unset match.customers");
  expect(refused.code).toBe(3);
  expect(refused.stderr).toMatch(/It may be "Bergen Hotels:Lobby" \(.*"Bergen Hotels" pays/);

  const line = ["invoice", "create", "--deal", String(id), "--customer", "Bergen Hotels:Lobby"];
  const { stdout } = await home.run([...line, "--dry-run"]);
  expect(stdout).toMatch(/Customer {3}Bergen Hotels:Lobby .*\n +Payer {6}Bergen Hotels\n/);
});

it("a quantity and a price that the invoice cannot show are in its text, and its amount is right", async () => {
  // 278,362.5 × 0.01110515964 = 3,091.26000028…
  const id = await deal("Prints", { item_price: 0.01110515964, quantity: 278_362.5 });
  const strict = await home.run(`invoice create --deal ${id} --strict --yes`);
  expect(strict.code).toBe(3);
  const made = await home.json(`invoice create --deal ${id} --yes`);
  expect(made).toMatchObject({ plan: { warnings: [{ code: "price_in_text" }] } });
  const { invoice } = made as unknown as { invoice: { id: string } };
  expect(await books.read(`invoice/${invoice.id}`)).toMatchObject({
    Invoice: {
      Line: [
        { Amount: 3091.26, Description: expect.stringContaining("278,362.5 × 0.01110515964") },
        {},
      ],
    },
  });
});

it("a deal that grew after it was billed is not invoiced yet, net beside net", async () => {
  const id = await deal("Grew later", { item_price: 190 });
  await home.json(`invoice create --deal ${id} --yes`);
  await addLine(id, { item_price: 5000 });
  const { deals } = await home.json("deals --not-invoiced --limit 2");
  expect(deals).toContainEqual(expect.objectContaining({ id, left: "5000.00" }));
});

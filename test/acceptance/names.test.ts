// A name that a query of QuickBooks cannot carry (docs/quickbooks.md 17), through every command that takes one, against practice
// books that refuse such queries. Aim: the same as for a plain name, in at most two calls more for all the commands together.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";

/** The code that stands for the percent of a line; in the US QuickBooks works the tax out itself. */
const COMPANIES = [
  { company: "nordic", currency: "EUR", percent: 25.5, code: "5" },
  { company: "us", currency: "USD", percent: 0, code: null },
  { company: "canadian", currency: "CAD", percent: 13, code: "6" },
];

describe.each(COMPANIES)(
  "a name in the $company company",
  ({ company, currency, percent, code }) => {
    const home = new Home();
    let books: Books;
    let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;

    beforeAll(async () => {
      books = await openPractice(home, { company });
      pipedrive = await practicePipedrive(home);
    }, 120_000);

    afterAll(async () => {
      await home.run("practice stop");
      home.discard();
    });

    const create = (path: string, body: object) => pipedrive<{ id: number }>("POST", path, body);

    async function calls(): Promise<number> {
      const log = await books.log();
      const isCall = ({ service, path }: (typeof log)[number]) =>
        service === "quickbooks" && path.includes("/v3/");
      return log.filter(isCall).length;
    }

    /** From the organization to its invoice, and back to it by name. The answers, and how many calls they took. */
    async function throughAll(name: string, service: string) {
      const { id: organization } = await create("v2/organizations", { name });
      const { id: product } = await create("v2/products", { name: service });
      const item = { Name: service, Type: "Service", IncomeAccountRef: { value: "61" } };
      const { Item } = (await books.post("item", item)) as unknown as { Item: { Id: string } };
      const { id: deal } = await create("v2/deals", {
        ...{ title: "Care", org_id: organization, status: "won", currency },
      });
      const tax = { tax: percent, tax_method: "exclusive" };
      await create(`v2/deals/${deal}/products`, {
        ...{ product_id: product, item_price: 95, quantity: 2, ...tax },
      });
      if (code !== null) await home.json(`tax link ${percent} --code ${code}`);
      const json = async (...args: string[]) => (await home.json(args)) as never;
      await books.clearLog();
      const linked = await json("product", "link", String(product), "--item", service);
      const made = ["invoice", "create", "--deal", String(deal), "--new-customer"];
      const planned = await json(...made, "--dry-run");
      const created = await json(...made, "--yes");
      const again = await json(...made, "--yes");
      await json("customer", "unlink", "--organization", String(organization));
      const to = ["--organization", String(organization), "--customer", name];
      const customer = await json("customer", "link", ...to);
      const found = await json("customer", "search", name);
      const items = await json("product", "search", service);
      return {
        Item,
        calls: await calls(),
        linked,
        planned,
        created,
        again,
        customer,
        found,
        items,
      };
    }

    it("costs as a plain one does, and leads to the same", async () => {
      await throughAll("First of all", "Opieka");
      const plain = await throughAll("Zabka - Wlodarski's", "Opieka Zabka");
      const name = "Żabka – Włodarski’s";
      const one = await throughAll(name, "Opieka „Żabka”");
      expect(one.planned).toMatchObject({
        outcome: "planned",
        plan: { customer: { create: true, name } },
      });
      expect(one.created).toMatchObject({ outcome: "created", invoice: { customer: { name } } });
      const { invoice } = one.created as { invoice: { number: string; customer: { id: string } } };
      const { number, customer } = invoice;
      expect(one.again).toMatchObject({ outcome: "already_exists", invoice: { number } });
      const { id } = customer;
      expect(one.linked).toMatchObject({ outcome: "linked" });
      expect(one.customer).toMatchObject({ outcome: "linked" });
      expect(one.found).toMatchObject({ customers: [{ id, name }] });
      expect(one.items).toMatchObject({ items: [{ id: one.Item.Id }] });
      const customers = await books.query("select * from Customer maxresults 1000");
      const named = (customers as unknown as { DisplayName: string }[]).filter(
        ({ DisplayName }) => DisplayName === name,
      );
      expect(named).toHaveLength(1);
      expect(one.calls).toBeGreaterThan(5);
      expect(one.calls).toBeLessThanOrEqual(plain.calls + 2);
    });

    it("is matched with a customer that was made in QuickBooks, and by e-mail where that cannot be asked for", async () => {
      const name = "Łódź Studio „Æther”";
      const { Customer } = (await books.post("customer", {
        ...{ DisplayName: name, CurrencyRef: { value: currency } },
      })) as unknown as { Customer: { Id: string } };
      const { id: organization } = await create("v2/organizations", { name });
      const { id: deal } = await create("v2/deals", {
        ...{ title: "Care", org_id: organization, status: "won", currency },
      });
      const tax = { tax: percent, tax_method: "exclusive" };
      await create(`v2/deals/${deal}/products`, {
        ...{ product_id: 201, item_price: 95, quantity: 2, ...tax },
      });
      const args = [
        "invoice",
        "create",
        "--deal",
        String(deal),
        "--dry-run",
        "--email",
        "a@b.example",
      ];
      const { plan } = (await home.json(args, 3)) as unknown as {
        plan: { problems: { code: string; next: string }[] };
      };
      expect(plan.problems.find(({ code }) => code === "unlinked_customer")).toMatchObject({
        next: `pdqb customer link --organization ${organization} --customer ${Customer.Id}`,
      });
    });
  },
);

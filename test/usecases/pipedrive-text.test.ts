// Text of Pipedrive on its way into the books: plain, without control characters, with the name of a product's variation.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { alteredWorld } from "../support/altered.ts";
import { openPractice, practiceBooks, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, type World } from "../support/world.ts";

const home = new Home();
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;

beforeAll(async () => {
  await openPractice(home);
  pipedrive = await practicePipedrive(home);
  const { ports } = await openWorld(home);
  const item = { productId: 201, variationId: null, itemId: "88", itemName: "Care" };
  await ports.ledger.putItemLink(item);
  const tax = { customerId: null, taxCodeId: "9", taxCodeName: "Veroton" };
  await ports.ledger.putTaxLink({ percent: "0", ...tax });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

async function deal(name: string, comments: string): Promise<number> {
  const { id: org_id } = await pipedrive<{ id: number }>("POST", "v2/organizations", { name });
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title: "Care", org_id, status: "won", currency: "EUR" },
  });
  const line = { product_id: 201, item_price: 95, quantity: 2, tax: 0, tax_method: "none" };
  await pipedrive("POST", `v2/deals/${id}/products`, { ...line, comments });
  return id;
}

async function textOfLine({ ports, profile }: World, id: number): Promise<string | undefined> {
  const planner = await openPlanner(ports, profile, createInput({ newCustomer: true }, id));
  const planned = await planner.plan(noAnswers());
  return planned.outcome === "planned" ? planned.plan.lines[0]?.text : undefined;
}

it("HTML and control characters do not come into the books", async () => {
  const id = await deal(
    "Tampere\u0007 Tools",
    "<p>Gate <b>B</b> &amp; C\u001b[31m</p><p>Ring&#7; twice</p>",
  );
  const { invoice } = await create(await openWorld(home), id, { newCustomer: true });
  expect(invoice.customer.name).toBe("Tampere Tools");
  const books = await practiceBooks(home);
  const { Invoice } = (await books.read(`invoice/${invoice.id}`)) as unknown as {
    Invoice: { Line: { Description?: string }[] };
  };
  const text = Invoice.Line[0]?.Description ?? "";
  expect(text).toContain("Gate B & C\nRing twice");
  expect(text).not.toMatch(/[<>]/);
});

it("the name of a variation is on its line, and asked for only where there is one", async () => {
  const id = await deal("Turku Tools", "Gate B");
  const asked: string[] = [];
  const alter = {
    now: (body: unknown, path: string) => {
      asked.push(path);
      const { data } = body as { data: object[] };
      if (/deals\/\d+\/products/.test(path))
        return {
          ...(body as object),
          data: data.map((row) => ({ ...row, product_variation_id: 7 })),
        };
      if (!path.endsWith("/variations")) return body;
      return { ...(body as object), data: [{ id: 7, name: "Yearly", prices: [] }] };
    },
  };
  const { world, restore } = await alteredWorld(home, "pipedrive", alter);
  try {
    expect(await textOfLine(world, id)).toMatch(/, Yearly\nGate B$/);
    expect(asked.filter((path) => path.endsWith("/variations"))).toHaveLength(1);
  } finally {
    await restore();
  }
  expect(await textOfLine(await openWorld(home), id)).toMatch(/^[^,]+\nGate B$/);
});

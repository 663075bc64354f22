// An update of a customer that the plan showed: of the version that stands in the books, once, and what they did not keep is told.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { updateCustomer } from "../../../src/usecases/writes/update-customer.ts";
import { type Alter, alteredWorld } from "../../support/altered.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
beforeAll(async () => {
  books = await openPractice(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});
beforeEach(() => books.clearLog());

const update = ({ ports }: World, email: string, id = "417") =>
  updateCustomer(ports, {
    ...{ deal: { id: 142 }, customer: { id }, company: { country: "FI" } },
    customerUpdate: { decision: "update", block: { address: null, taxId: null, email } },
  } as never);

async function posts(): Promise<number> {
  const log = await books.log();
  return log.filter(({ method, path }) => method === "POST" && /\/customer\b/.test(path)).length;
}
async function stored() {
  const { Customer } = await books.read("customer/417");
  return Customer as unknown as { SyncToken: string; PrimaryEmailAddr?: { Address: string } };
}

it("is written once, and nothing is where the books have it already", async () => {
  const world = await openWorld(home);
  const { made, warnings } = await update(world, "first@example.org");
  expect(made).toMatch(/^update of customer ".+" \(id 417\): e-mail .+ → "first@example.org"$/);
  expect(warnings).toEqual([]);
  expect((await stored()).PrimaryEmailAddr?.Address).toBe("first@example.org");
  expect(await update(world, "first@example.org")).toEqual({ warnings: [] });
  expect(await posts()).toBe(1);
});

it("is read again where somebody else changed the customer meanwhile, three times at most", async () => {
  const world = await openWorld(home);
  const { quickbooks } = world.ports;
  /** A bookkeeper who saves the customer between the reading and the write, so many times. */
  const beside = (times: number): World => {
    let left = times;
    const send: typeof quickbooks.send = async (...args) => {
      if (left-- > 0) {
        const { SyncToken } = await stored();
        await books.post("customer", { Id: "417", SyncToken, sparse: true, Notes: `${left}` });
      }
      return quickbooks.send(...args);
    };
    const get = (of: typeof quickbooks, name: string) =>
      name === "send" ? send : Reflect.get(of, name);
    return {
      ...world,
      ports: { ...world.ports, quickbooks: new Proxy(quickbooks, { get }) as never },
    };
  };
  expect((await update(beside(2), "second@example.org")).warnings).toEqual([]);
  expect((await stored()).PrimaryEmailAddr?.Address).toBe("second@example.org");
  await expect(update(beside(3), "third@example.org")).rejects.toMatchObject({ fate: "refused" });
  expect((await stored()).PrimaryEmailAddr?.Address).toBe("second@example.org");
});

it("that an earlier run left open is not sent again before the customer was looked at", async () => {
  const world = await openWorld(home);
  const at = world.ports.clock.now().toISOString();
  await world.ports.ledger.openIntent({
    ...{ id: "left", kind: "customer_update", key: "customer-update/417", requestId: "left" },
    ...{ dealId: 142, state: "open", body: "{}", marker: null, summary: "customer" },
    ...{ follows: { target: "417" }, createdAt: at, firstSentAt: at, lastSentAt: at },
    ...{ objectId: null, outcome: "" },
  });
  expect(await update(world, "second@example.org")).toEqual({ warnings: [] });
  expect(await posts()).toBe(0);
  const [left] = await world.ports.ledger.intents({ id: "left" });
  expect([left?.state, left?.outcome]).toEqual(["ended", "left for the customer's next reading"]);
});

it("of a customer that the books do not have is refused", async () => {
  await expect(update(await openWorld(home), "x@example.org", "999999")).rejects.toMatchObject({
    ...{ kind: "refused", message: "Customer 999999 is no longer in QuickBooks." },
  });
});

it("that the books did not keep is a warning, and no failure", async () => {
  const alter: { now: Alter } = { now: (body) => body };
  const { world, restore } = await alteredWorld(home, "quickbooks", alter);
  alter.now = (body, path) => {
    if (!/\/customer\b/.test(path)) return body;
    const { Customer } = body as { Customer: object };
    return { Customer: { ...Customer, PrimaryEmailAddr: { Address: "kept@example.org" } } };
  };
  const { warnings } = await update(world, "fourth@example.org");
  expect(warnings).toEqual([
    {
      code: "customer_differs",
      message:
        'QuickBooks did not keep all of the customer\'s update: e-mail "kept@example.org" → "fourth@example.org".',
    },
  ]);
  await restore();
});

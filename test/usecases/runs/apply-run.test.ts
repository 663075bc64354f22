// A run bills each deal exactly once, whatever stops it; what has changed since it was reviewed is left out and said.
import { afterAll, beforeAll, expect, it } from "vitest";
import { LedgerError, PdqbError, ServiceError } from "../../../src/domain/errors.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { over } from "../../../src/usecases/runs/over.ts";
import { Killed, killable } from "../../support/killable.ts";
import { apply, booked, planDeals, statesOf } from "../../support/month-end.ts";
import { type Books, openPractice, practicePipedrive } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { create, openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
/** Ordinary deals of November, each used once. */
let next = 1001;
const deals = (count: number) => Array.from({ length: count }, () => next++);

beforeAll(async () => {
  books = await openPractice(home, { matching: true, company: "month-end" });
  world = await openWorld(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const INVOICE = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };
const all = (ids: number[], state: string) => ids.map((id) => `${id} ${state}`).join(", ");

/** Each of them has one invoice, of what was planned. */
async function expectOnce(name: string, ids: number[]) {
  const rows = await world.ports.ledger.runRows(name);
  const once = Object.fromEntries(
    rows
      .filter(({ dealId }) => ids.includes(dealId))
      .map(({ dealId, totals }) => [dealId, { count: 1, total: totals?.total }]),
  );
  const found = Object.entries(await booked(books)).filter(([id]) => ids.includes(Number(id)));
  expect(Object.fromEntries(found)).toEqual(once);
}

it("creates each once, with the run in the history, and is finished then", async () => {
  const ids = deals(4);
  const { run } = await planDeals(world, "plain", ids);
  await books.clearLog();
  const applied = await apply(world, "plain");
  expect([statesOf(applied), applied.run.state, applied.stop]).toEqual([
    all(ids, "created"),
    "finished",
    null,
  ]);
  await expectOnce("plain", ids);
  const history = await world.ports.ledger.history({ run: "plain", limit: 20 });
  expect(history.map(({ action }) => action).sort()).toEqual([
    "apply run",
    ...ids.map(() => "create invoice"),
    "plan run",
  ]);
  expect(history.find(({ action }) => action === "apply run")?.after).toContain(
    `Aino Laine <aino@nordhafen.example>, ${run.planned.by.system}; 4 of 4 invoices created`,
  );
  await expect(apply(world, "plain")).rejects.toThrow("Run plain is finished");
});

it.each([3, 25, 36, 47, 58, 66, 70, 74])("goes on after a kill at call %i", async (at) => {
  const ids = deals(3);
  const name = `kill-${at}`;
  await planDeals(world, name, ids);
  const dying = killable(await openWorld(home), at, at % 2 === 0);
  await expect(apply(dying, name)).rejects.toThrow(Killed);
  expect(statesOf(await apply(await openWorld(home), name))).toBe(all(ids, "created"));
  await expectOnce(name, ids);
});

it("counts what is in doubt, and resolves it by the same command", async () => {
  const [first = 0, second = 0] = deals(2);
  await planDeals(world, "doubt", [first, second]);
  const blind = {
    service: "quickbooks",
    method: "GET",
    path: "/where.{1,3}MetaData.CreateTime.*CreateTime.{1,10}%3C/",
    kind: "html",
    times: 50,
  };
  await books.fail({ ...INVOICE, kind: "drop_after", times: 3 });
  await books.fail(blind);
  const once = await apply(world, "doubt", { limits: { invoices: 1, totals: [] } });
  expect(statesOf(once)).toBe(`${first} in_doubt, ${second} ready`);
  await books.clearFaults();
  expect(statesOf(await apply(world, "doubt"))).toBe(all([first, second], "created"));
  await expectOnce("doubt", [first, second]);
});

it("leaves out what has changed, and says what it was", async () => {
  const [same = 0, other = 0] = deals(2);
  await planDeals(world, "changed", [same, other]);
  const pipedrive = await practicePipedrive(home);
  await pipedrive("POST", `v2/deals/${other}/products`, {
    ...{ product_id: 201, item_price: 1000, quantity: 1, tax: 25.5, tax_method: "exclusive" },
  });
  const { rows, run } = await apply(world, "changed");
  expect(statesOf({ rows })).toBe(`${same} created, ${other} changed`);
  expect(rows[1]?.error?.message).toBe(`Deal ${other} is no longer as reviewed.`);
  expect(rows[1]?.error?.reason).toMatch(/^Its total was .* EUR and is .* EUR now\.$/);
  expect([run.state, Object.keys(await booked(books))]).toEqual([
    "applying",
    expect.not.arrayContaining([String(other)]),
  ]);
});

it("two people at once, and a colleague's create beside them, bill each deal once", async () => {
  const ids = deals(5);
  await planDeals(world, "both", ids);
  const [one, two] = [await openWorld(home), await openWorld(home)];
  const [first, second] = await Promise.all([
    apply(one, "both"),
    apply(two, "both"),
    create(await openWorld(home), ids[4] ?? 0),
  ]);
  for (const { rows } of [first, second])
    expect(statesOf({ rows })).toMatch(
      new RegExp(`^${all(ids.slice(0, 4), "created")}, ${ids[4]} (created|billed|changed)$`),
    );
  await expectOnce("both", ids);
});

it("stops before a limit, and goes on when called again", async () => {
  const ids = deals(3);
  const { rows } = await planDeals(world, "limits", ids);
  const two = await apply(world, "limits", { limits: { invoices: 2, totals: [] } });
  expect([statesOf(two), two.stop?.limit]).toEqual([
    `${ids[0]} created, ${ids[1]} created, ${ids[2]} ready`,
    "--max-invoices 2",
  ]);
  const third = decimal(rows[2]?.totals?.total ?? "");
  const less = { amount: third.minus("0.01"), currency: "EUR" };
  const none = await apply(world, "limits", { limits: { totals: [less] } });
  expect(none.stop?.limit).toBe(`--max-total ${less.amount.toFixed()} EUR`);
  const enough = [
    { amount: third, currency: null },
    { amount: decimal("0.01"), currency: "USD" },
  ];
  const rest = await apply(world, "limits", { limits: { totals: enough } });
  expect([statesOf(rest), rest.stop]).toEqual([all(ids, "created"), null]);
});

it("stops after five times out of reach, at a dead connection, a full disk and Ctrl-C; the rest stays ready", async () => {
  const ids = deals(12);
  await planDeals(world, "stops", ids);
  const readyOf = async () =>
    (await world.ports.ledger.runRows("stops")).filter(({ state }) => state === "ready").length;
  await books.fail({ ...INVOICE, kind: "expired_token", times: 50 });
  const dead = await apply(world, "stops");
  await books.clearFaults();
  expect([dead.stop?.error?.kind, await readyOf()]).toEqual(["connection", 12]);
  const { ledger } = world.ports;
  const full = over(ledger, {
    openIntent: async () => {
      throw new LedgerError("refused", "The ledger cannot be written: the disk is full.");
    },
  });
  const stopped = await apply({ ...world, ports: { ...world.ports, ledger: full } }, "stops");
  expect([stopped.stop?.isOfLedger, await readyOf()]).toEqual([true, 12]);
  let begun = 0;
  const interrupted = await apply(world, "stops", {
    async sending(work) {
      begun += 1;
      if (begun > 3) throw new PdqbError("interrupted", "Stopped.");
      return work();
    },
  });
  expect([interrupted.stop?.error?.kind, await readyOf()]).toEqual(["interrupted", 9]);
  // A budget that is used up stops it at the first answer: what was in flight then is asked, and nothing more.
  let asked = 0;
  const spent = over(world.ports.quickbooks, {
    send: async () => {
      asked += 1;
      throw new ServiceError("unavailable", "QuickBooks is rate-limiting requests.", {
        ...{ service: "quickbooks", fate: "refused", status: 429, waitMs: 3_600_000 },
      });
    },
  });
  const used = await apply({ ...world, ports: { ...world.ports, quickbooks: spent } }, "stops");
  expect([used.stop?.error?.kind, await readyOf()]).toEqual(["unavailable", 9]);
  expect(asked).toBeLessThanOrEqual(8);
  const out = over(world.ports.quickbooks, {
    send: async () => {
      throw outOfReach;
    },
  });
  const far = await apply({ ...world, ports: { ...world.ports, quickbooks: out } }, "stops");
  expect([far.stop?.error?.kind, await readyOf()]).toEqual(["unavailable", 9]);
  expect(statesOf(await apply(world, "stops"))).toBe(all(ids, "created"));
  await expectOnce("stops", ids);
});

const outOfReach = new PdqbError("unavailable", "QuickBooks cannot be reached.");

it("makes a customer once for all deals that need it, also where it was killed in between", async () => {
  const pipedrive = await practicePipedrive(home);
  const line = { product_id: 201, item_price: 95, quantity: 1, tax: 25.5, tax_method: "exclusive" };
  const ids: number[] = [];
  for (const title of ["One", "Two", "Three"]) {
    const deal = { title, org_id: 450, status: "won", currency: "EUR" };
    const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", deal);
    await pipedrive("POST", `v2/deals/${id}/products`, line);
    ids.push(id);
  }
  const rows = ids.map((dealId) => ({ dealId, flags: { newCustomer: true } }));
  const { rows: planned } = await planDeals(world, "new", rows);
  expect(statesOf({ rows: planned })).toBe(all(ids, "ready"));
  const first = await apply(world, "new", { limits: { invoices: 1, totals: [] } });
  expect(statesOf(first)).toBe(`${ids[0]} created, ${ids[1]} ready, ${ids[2]} ready`);
  expect(statesOf(await apply(await openWorld(home), "new"))).toBe(all(ids, "created"));
  const made = await books.query("select * from Customer where DisplayName like 'Savonlinna%'");
  expect(made).toHaveLength(1);
});

it("bills several parts of a deal in one run", async () => {
  const [deal = 0] = deals(1);
  const rows = [30, 70].map((percent, index) => ({
    dealId: deal,
    flags: { percent: String(percent), part: String(index + 1) },
  }));
  await planDeals(world, "parts", rows);
  expect(statesOf(await apply(world, "parts"))).toBe(all([deal, deal], "created"));
  expect((await booked(books))[deal]?.count).toBe(2);
});

it("keeps what it knows of the books new by the change feed, not by a read for each invoice", async () => {
  const ids = deals(6);
  await planDeals(world, "feed", ids);
  let ahead = 0;
  const clock = over(world.ports.clock, {
    // Each look at the clock finds it 5 seconds later: no answer stays new for long.
    now() {
      ahead += 5_000;
      return new Date(Date.now() + ahead);
    },
  });
  await books.clearLog();
  const applied = await apply({ ...world, ports: { ...world.ports, clock } }, "feed");
  expect(statesOf(applied)).toBe(all(ids, "created"));
  const paths = (await books.log()).map(({ path, query }) => `${path}?${query}`);
  expect(paths.filter((path) => /MetaData.CreateTime/.test(path)).length).toBeLessThanOrEqual(3);
  expect(paths.filter((path) => /\/cdc/.test(path)).length).toBeGreaterThan(0);
  await expectOnce("feed", ids);
});

it("goes on behind more invoices of this day than one answer holds", async () => {
  const [first = 0, ...others] = deals(3);
  await planDeals(world, "before", [first]);
  await apply(world, "before");
  const { quickbooks } = world.ports;
  const full = over(quickbooks, {
    newestInvoices: async (since) => ({
      ...(await quickbooks.newestInvoices(since)),
      isAll: false,
    }),
  });
  const behind = { ...world, ports: { ...world.ports, quickbooks: full } };
  const { rows } = await planDeals(behind, "behind", others);
  expect(statesOf({ rows })).toBe(all(others, "ready"));
  expect(statesOf(await apply(behind, "behind"))).toBe(all(others, "created"));
});

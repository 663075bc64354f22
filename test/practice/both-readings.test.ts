// Where reports about the services differ, pdqb plans the same invoice under either reading of the practice services.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld, planOf, type World } from "../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  world = await openWorld(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

it.each([
  ["quickbooks.query_bare_numbers", "refuse", "accept"],
  ["quickbooks.query_unknown_selection", "refuse", "ignore"],
  ["quickbooks.query_property_case", "any", "exact"],
  ["quickbooks.query_beyond_latin1", "refuse", "accept"],
  ["quickbooks.customer_by_email", "refuse", "accept"],
  ["quickbooks.query_lag_seconds", "0", "30"],
  ["quickbooks.tax_override", "keep", "6000"],
  ["quickbooks.ten_calls", "second", "once"],
  ["quickbooks.gateway_form", "json", "xml"],
  ["pipedrive.query_token", "accept", "refuse"],
  ["pipedrive.retry_after", "on", "off"],
  ["pipedrive.penalty_seconds", "10", "0"],
])("%s: %s and %s", async (name, standard, other) => {
  const planned = async (value: string) => {
    await books.set({ [name]: value });
    const { lines, totals, customer } = await planOf(world, 142);
    return { lines, totals, customer };
  };
  const under = await planned(other);
  expect(await planned(standard)).toEqual(under);
  expect(under.lines.length).toBeGreaterThan(0);
});

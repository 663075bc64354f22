// The state of the practice services: rows are read when they are asked for, found by number and customer, and a change that fails leaves nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openState, type Row } from "../../src/practice/state.ts";

const folder = mkdtempSync(join(tmpdir(), "pdqb-state-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Invoice = Row & { wire: { DocNumber?: string; CustomerRef: { value: string } } };
const invoice = (id: string, DocNumber: string, value = "1"): Invoice => ({
  id,
  wire: { DocNumber, CustomerRef: { value } },
});
const open = (name: string) => {
  const state = openState(join(folder, name));
  return { state, invoices: state.table<Invoice>("qb.Invoice") };
};
const ids = (rows: Row[]) => rows.map(({ id }) => id).sort();

it("rows are found by number in any case and by customer, changed and deleted ones too", () => {
  const { state, invoices } = open("lookups");
  for (const row of [invoice("1", "A-1"), invoice("2", "a-1", "2"), invoice("3", "B")])
    invoices.put(row);
  expect(ids(invoices.having("number", "a-1"))).toEqual(["1", "2"]);
  expect(ids(invoices.having("customer", "1"))).toEqual(["1", "3"]);
  invoices.put(invoice("1", "C", "2"));
  invoices.delete("3");
  expect(ids(invoices.having("number", "A-1"))).toEqual(["2"]);
  expect(ids(invoices.having("customer", "2"))).toEqual(["1", "2"]);
  expect(state.table("qb.Payment").having("number", "a-1")).toEqual([]);
  state.close();
});

it("what is opened again has the same rows in the same order, whichever way they are asked for", () => {
  const first = open("again");
  for (const id of ["9", "10", "2"]) first.invoices.put(invoice(id, `N${id}`));
  first.state.close();
  const { state, invoices } = open("again");
  expect(invoices.get("10")).toEqual(invoice("10", "N10"));
  expect(invoices.all().map(({ id }) => id)).toEqual(["9", "10", "2"]);
  expect(invoices.size()).toBe(3);
  state.clear();
  expect(invoices.all()).toEqual([]);
  state.close();
  expect(open("again").invoices.size()).toBe(0);
});

it("a change that fails leaves the rows as they were, read before or not", () => {
  const first = open("undo");
  for (const id of ["1", "2", "3"]) first.invoices.put(invoice(id, `N${id}`));
  first.state.close();
  const { state, invoices } = open("undo");
  const fails = () =>
    state.transaction(() => {
      invoices.put(invoice("1", "changed"));
      invoices.delete("2");
      invoices.put(invoice("4", "new"));
      throw new Error("no");
    });
  expect(fails).toThrow("no");
  expect(ids(invoices.all())).toEqual(["1", "2", "3"]);
  expect(invoices.get("1")).toEqual(invoice("1", "N1"));
  expect(invoices.having("number", "changed")).toEqual([]);
  expect(ids(invoices.having("number", "n2"))).toEqual(["2"]);
  state.close();
});

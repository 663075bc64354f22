// What is owed, by age: plain amounts in a pipe; at a terminal what is worst stands out, and a wide one has a bar in each row.
import { describe, expect, it } from "vitest";
import {
  AGING_COLUMNS,
  AGING_ROWS,
  drawnColumns,
} from "../../../src/commands/invoice/aging-columns.ts";
import { AGING_BUCKETS, type AgingRow } from "../../../src/domain/invoice/aging-sums.ts";
import { decimal, sum } from "../../../src/domain/money/money.ts";

/** Each paint tells its name. */
const paint = new Proxy(
  {},
  { get: (_of, name) => (text: string) => `<${String(name)} ${text}>` },
) as never;

function owed(name: string, currency: string, ...amounts: string[]): AgingRow {
  const values = AGING_BUCKETS.map((_, index) => decimal(amounts[index] ?? "0"));
  const buckets = Object.fromEntries(AGING_BUCKETS.map((bucket, index) => [bucket, values[index]]));
  return { group: { id: name && "7", name }, currency, buckets, total: sum(values) } as AgingRow;
}
const terminal = (columns: ReturnType<typeof drawnColumns>, row: AgingRow) =>
  Object.fromEntries(
    columns.map(({ key, value, terminal: at }) => [key, (at ?? value)(row, paint)]),
  );
const aurora = owed("Aurora", "EUR", "1000", "0", "200.5", "0", "99.5");

it("is a row of amounts in a pipe", () => {
  expect(Object.fromEntries(AGING_COLUMNS.map(({ key, value }) => [key, value(aurora)]))).toEqual({
    ...{ group: "Aurora", currency: "EUR", current: "1000.00", days_1_30: "0.00" },
    ...{ days_31_60: "200.50", days_61_90: "0.00", over_90: "99.50", total: "1300.00" },
  });
});

it("has at a terminal what is late in yellow, what is worst in red, and nothing for nothing", () => {
  expect(terminal(AGING_COLUMNS, aurora)).toEqual({
    ...{ group: "Aurora", currency: "EUR", current: "1,000.00", days_1_30: "<dim ->" },
    ...{ days_31_60: "<yellow 200.50>", days_61_90: "<dim ->", over_90: "<red 99.50>" },
    total: "<bold 1,300.00>",
  });
});

it("names a group without a name by its id, and invoices of no deal as such", () => {
  const named = (group: AgingRow["group"]) =>
    terminal(AGING_COLUMNS, { ...aurora, group })["group"];
  expect([named({ id: "7", name: "" }), named({ id: "", name: "" })]).toEqual([
    "id 7",
    "(no deal)",
  ]);
  const ofNobody = AGING_ROWS.json({ ...aurora, group: { id: "", name: "" } });
  expect(ofNobody).toMatchObject({ group: null, total: "1300.00" });
});

describe("the bar", () => {
  const half = owed("Half", "EUR", "0", "650");
  const dollars = owed("Dollars", "USD", "5");
  const bar = (row: AgingRow, rows = [aurora, half, dollars], width = 100) =>
    terminal(drawnColumns(rows, width), row)["bar"];

  it("is as long as the row's share of the largest of its currency, and full where it is late", () => {
    // 300 of 1,300 are late: 12 × 300 / 1,300 is 2.77, so 3 cells of 12.
    expect(bar(aurora)).toBe(`<red ${"█".repeat(3)}>${"░".repeat(9)}`);
    expect(bar(half)).toBe(`<red ${"█".repeat(6)}>`);
    expect(bar(dollars)).toBe(`<red >${"░".repeat(12)}`);
  });

  it("is none in the row of sums, nor where there is no room", () => {
    expect(bar(owed("Total", "EUR", "1950"))).toBe("");
    expect(bar(aurora, [aurora], 99)).toBeUndefined();
  });
});

// What sales sees. 25 November 2026: what was due on the 15th is overdue.
import { describe, expect, it } from "vitest";
import { dealResults, noteHtml, resultValues } from "../../../src/domain/invoice/write-back.ts";
import {
  NO_WRITE_BACK,
  type WriteBackChoice,
} from "../../../src/domain/invoice/write-back-choice.ts";
import { day, known } from "../../support/builders.ts";

const today = day("2026-11-25");
const results = (...invoices: ReturnType<typeof known>[]) => {
  const found = dealResults(invoices, today);
  if (!found) throw new Error("no results");
  return found;
};
const one = known({ id: "9", number: "1009", total: "100", balance: "0" });
const two = known({
  id: "10",
  number: "1010",
  total: "50.50",
  balance: "20",
  dueDate: day("2026-12-09"),
});
const late = known({ id: "11", number: null, total: "10", balance: "10" });
const ended = known({ id: "12", number: "1012", total: "0", allQuantitiesZero: true });

describe("what a deal's invoices come to", () => {
  it("sums the live ones, the most pressing status first, what is not paid due first", () => {
    const { numbers, status, amount, balance, due } = results(two, one, ended);
    expect(numbers).toEqual(["1009", "1010"]);
    expect([status, amount.toFixed(2), balance.toFixed(2), due]).toEqual([
      ...["partially_paid", "150.50", "20.00", "2026-12-09"],
    ]);
    expect(results(two, late).status).toBe("overdue");
    expect(results(two, late).numbers).toEqual(["1010", "id:11"]);
  });

  it("sums no other currency than that of the newest", () => {
    const foreign = known({ id: "13", total: "7", currency: "USD" });
    const { currency, amount } = results(one, foreign);
    expect([currency, amount.toFixed(2)]).toEqual(["USD", "7.00"]);
  });

  it("shows the newest of the ended ones where none is left", () => {
    expect(results(ended)).toMatchObject({ numbers: ["1012"], status: "voided" });
    expect(dealResults([], today)).toBeUndefined();
  });
});

describe("values for Pipedrive's fields", () => {
  const field = (code: string, type: string) => ({ code, label: code, type });
  const choice: WriteBackChoice = {
    ...NO_WRITE_BACK,
    fields: {
      number: field("n", "varchar"),
      status: field("s", "varchar"),
      amount: field("a", "monetary"),
      balance: field("b", "double"),
      due: field("d", "date"),
      link: field("l", "text"),
    },
  };

  it("are in the form of each type", () =>
    expect(resultValues(results(two), choice, ({ id }) => `https://books.example/${id}`)).toEqual({
      n: "1010",
      s: "partially paid",
      a: { value: 50.5, currency: "EUR" },
      b: 20,
      d: "2026-12-09",
      l: "https://books.example/10",
    }));

  it("are only those that were chosen", () =>
    expect(resultValues(results(two), NO_WRITE_BACK, () => "")).toEqual({}));
});

describe("the note", () => {
  it("has a line an invoice, the newest first, in which every value is text", () => {
    const hostile = known({ id: "14", number: '<b>"&', total: "5", balance: "0" });
    const html = noteHtml(results(two, hostile).rows, () => "https://books.example/?a=1&b=2");
    expect(html).toBe(
      "<p><b>Invoices in QuickBooks</b></p><ul>" +
        '<li><a href="https://books.example/?a=1&amp;b=2">&lt;b&gt;&quot;&amp;</a>: 5.00 EUR, due 2026-11-15: <b>paid</b></li>' +
        '<li><a href="https://books.example/?a=1&amp;b=2">1010</a>: 50.50 EUR, 20.00 open, due 2026-12-09: <b>partially paid</b></li></ul>',
    );
  });

  it("says so where there is none", () => expect(noteHtml([], () => "")).toContain("<p>None.</p>"));
});

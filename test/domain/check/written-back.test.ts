import { expect, it } from "vitest";
import { writtenBackWrong } from "../../../src/domain/check/written-back.ts";
import { NO_WRITE_BACK } from "../../../src/domain/invoice/write-back-choice.ts";
import { day, facts, known } from "../../support/builders.ts";

const field = (code: string, label: string) => ({ code, label, type: "varchar" });
const input = {
  choice: {
    ...NO_WRITE_BACK,
    fields: { number: field("n", "Invoice number"), status: field("s", "Invoice status") },
  },
  today: day("2026-11-10"),
  urlOf: () => "https://books.example",
};
const shown = (fields: Record<string, { text: string }>) =>
  writtenBackWrong({ ...facts().deal, fields }, [known()], undefined, input);

it("is right where the deal shows number and status", () =>
  expect(shown({ n: { text: "1042" }, s: { text: "open" } })).toBeUndefined());

it("names the fields that show something else", () => {
  const wrong = shown({ n: { text: "1042" }, s: { text: "paid" } });
  expect([wrong?.why, wrong?.next]).toEqual([
    ...[
      'In Pipedrive, "Invoice status" does not match the books.',
      "pdqb invoices refresh --deal 123",
    ],
  ]);
  expect(shown({})?.why).toContain('"Invoice number", "Invoice status" do not match');
});

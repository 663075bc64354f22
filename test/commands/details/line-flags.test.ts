// What --line, --discount and --custom-field say: lines that are changed or new, and what is not understood is refused with the reason.
import { describe, expect, it } from "vitest";
import {
  customFieldFlag,
  discountFlag,
  discountText,
  lineFlags,
} from "../../../src/commands/details/line-flags.ts";

/** With decimals as text. */
const read = (...texts: string[]) => JSON.parse(JSON.stringify(lineFlags(texts)));
const refusal = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a line", () => {
  it("of the deal is changed in what is named", () => {
    expect(read("2,qty=3", "id:55,price=0,item=sku:A", '1,text=""').changes).toEqual([
      { line: "2", quantity: "3" },
      { line: "id:55", price: "0", item: "sku:A" },
      { line: "1", text: "" },
    ]);
  });

  it("without a reference is a new one, of which one is billed unless it is said", () => {
    expect(read("item=88,price=49.50", "item=88,qty=2,price=-5,tax=14").extraLines).toEqual([
      { item: "88", quantity: "1", price: "49.5", text: "" },
      { item: "88", quantity: "2", price: "-5", text: "", taxPercent: "14" },
    ]);
  });

  it("may hold commas and quotes in quotes", () => {
    const [line] = read('item=88,price=1,"text=Travel, by ""train"""').extraLines;
    expect(line.text).toBe('Travel, by "train"');
  });

  it.each([
    ["1", "it says nothing of the line."],
    ["1,tax=5", "the tax of a line of the deal is Pipedrive's."],
    ["item=88", "a new line needs item and price."],
    ["price=5", "a new line needs item and price."],
    ["1,qty=2,qty=3", "it takes item, qty, price, text and tax, each once."],
    ["1,colour=red", "it takes item, qty, price, text and tax, each once."],
    ["1,qty=two", "qty is a plain number such as 3 or 49.50."],
    // 16 digits are more than a JSON number of either service keeps.
    ["1,price=1234567890.123456", "price is a plain number such as 3 or 49.50."],
    ['1,text="open', "a double quote is not closed."],
  ])("%s is refused", (text, reason) => {
    expect(refusal(() => lineFlags([text]))).toBe(`--line "${text}" is not understood: ${reason}`);
  });
});

describe("a discount", () => {
  it.each([
    ["5%", "percentage", "5", "5%"],
    ["100 %", "percentage", "100", "100%"],
    ["33.333%", "percentage", "33.333", "33.333%"],
    ["50", "amount", "50", "50.00"],
    ["0", "amount", "0", "0.00"],
  ])("%s is of the kind %s", (text, type, amount, again) => {
    const discount = discountFlag(text);
    expect([discount.type, discount.amount.toFixed()]).toEqual([type, amount]);
    expect(discountText(discount)).toBe(again);
    expect(discountFlag(again).amount.equals(discount.amount), "the same when typed").toBe(true);
  });

  it.each(["100.5%", "-5%", "-1", "0.005", "%", "", "half"])("%j is refused", (text) => {
    expect(refusal(() => discountFlag(text))).toBe(`--discount "${text}" is not understood.`);
  });
});

it("a custom field is a name and a value, which may hold more equals signs and is not blank", () => {
  expect(customFieldFlag(" Cost centre =a=b")).toEqual({ name: "Cost centre", value: "a=b" });
  expect(refusal(() => customFieldFlag("PO="))).toBe('--custom-field "PO" must not be blank.');
  for (const text of ["PO", "=7", " =7"])
    expect(refusal(() => customFieldFlag(text))).toContain("is not understood.");
});

/** Sums of a deal's lines, and what its value is made of. */
import type { Decimal } from "../../../domain/money/money.ts";
import type { DealsAssumption } from "../assumption.ts";
import type { Deals } from "../bench.ts";
import { untaxed } from "../deals.ts";
import { NotPossible } from "../finding.ts";
import { amountReading } from "../readings.ts";
import { amountAt, textAt } from "../rows.ts";

const taxed = (tax_method: string, item_price: number) => ({
  ...{ item_price, quantity: 1, tax: 10, tax_method },
});

async function sumOf(deals: Deals, line: object): Promise<Decimal> {
  const made = await deals.line(textAt(await deals.deal(), "id"), line);
  return amountAt(made, "sum");
}

/** The value of a new deal with these lines and discounts. */
async function dealValue(
  deals: Deals,
  lines: readonly object[],
  discounts: readonly object[] = [],
): Promise<Decimal> {
  const id = textAt(await deals.deal(), "id");
  for (const line of lines) await deals.line(id, line);
  for (const discount of discounts) await deals.make(`v2/deals/${id}/discounts`, discount);
  return amountAt(await deals.read(`v2/deals/${id}`), "value");
}

const percent = (amount: number) => ({ type: "percentage", amount, description: "proof" });
const amountOff = (amount: number) => ({ type: "amount", amount, description: "proof" });

export const DEALS_MONEY: DealsAssumption[] = [
  {
    id: "P1",
    sentence: "The sum of a line with exclusive tax does not hold the tax",
    tries: "A line of 100 with 10 % exclusive tax is made",
    source: "docs/pipedrive.md 4.3",
    sure: "uncertain",
    because: "Each reading is computed, and the sum decides",
    expected: "without tax",
    others: ["with tax"],
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      amountReading("The sum", await sumOf(deals, taxed("exclusive", 100)), {
        "without tax": 100,
        "with tax": 110,
      }),
  },
  {
    id: "P2",
    sentence: "The sum of a line with inclusive tax is its price",
    tries: "A line of 110 with 10 % inclusive tax is made",
    source: "docs/pipedrive.md 4.3",
    sure: "observed",
    because: "The price is what the customer pays",
    expected: "gross",
    others: ["net"],
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      amountReading("The sum", await sumOf(deals, taxed("inclusive", 110)), {
        gross: 110,
        net: 100,
      }),
  },
  {
    id: "P3",
    sentence: "With the tax method none, a line's tax percent is ignored",
    tries: "A line of 100 with 10 % and the tax method none is made",
    source: "docs/pipedrive.md 4.4",
    sure: "documented",
    because: "Such a line is planned without tax",
    expected: "without tax",
    others: ["with tax"],
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      amountReading("The sum", await sumOf(deals, taxed("none", 100)), {
        "without tax": 100,
        "with tax": 110,
      }),
  },
  {
    id: "P4",
    sentence: "A discount as an amount is for the line, not for each unit",
    tries: "A line of 4 × 100 less an amount of 10 is made",
    source: "docs/pipedrive.md 4.3",
    sure: "uncertain",
    because: "Both are computed, and the sum decides",
    expected: "line",
    others: ["unit"],
    practice: "pipedrive.amount_discount",
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      amountReading(
        "The sum of 4 × 100 less 10",
        await sumOf(deals, untaxed(100, { quantity: 4, discount: 10, discount_type: "amount" })),
        { line: 390, unit: 360 },
      ),
  },
  {
    id: "P5",
    sentence: "The sum of a line is rounded to cents, halves up",
    tries: "A line of 0.125 is made",
    source: "docs/pipedrive.md 4.8",
    sure: "uncertain",
    because: "A sum may differ from the computed one by less than a cent",
    expected: "half_up",
    others: ["half_even", "none"],
    practice: "pipedrive.sum_rounding",
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      amountReading("The sum of 0.125", await sumOf(deals, untaxed(0.125)), {
        half_up: 0.13,
        half_even: 0.12,
        none: 0.125,
      }),
  },
  {
    id: "P6",
    sentence: "A deal's value does not hold exclusive tax",
    tries: "The value of a deal with a line of 100 and 10 % exclusive tax is read",
    source: "docs/pipedrive.md 4.7",
    sure: "uncertain",
    because: "The value is compared with the lines, and is never invoiced in their place",
    expected: "excluded",
    others: ["included"],
    practice: "pipedrive.value_tax",
    cost: { deals: 1, calls: 4 },
    experiment: async (deals) =>
      amountReading("The value", await dealValue(deals, [taxed("exclusive", 100)]), {
        excluded: 100,
        included: 110,
      }),
  },
  {
    id: "P7",
    sentence: "Of several discounts each is taken from what the ones before it left",
    tries: "A deal of 100 gets discounts of 20 %, 10 and 10 %, and its value is read",
    source: "docs/pipedrive.md 4.5",
    sure: "uncertain",
    because: "The deal's value settles it; where it does not, the deal is refused",
    expected: "sequence",
    others: ["percentages_first", "amounts_first", "total"],
    practice: "pipedrive.discount_order",
    chooses: "discount.order",
    cost: { deals: 1, calls: 7 },
    experiment: async (deals) =>
      amountReading(
        "100 less 20 %, 10 and 10 %",
        await dealValue(deals, [untaxed(100)], [percent(20), amountOff(10), percent(10)]),
        { sequence: 63, percentages_first: 62, amounts_first: 64.8, total: 60 },
      ),
  },
  {
    id: "P8",
    sentence: "A deal's discount is taken before exclusive tax",
    tries: "A deal of 100 with 10 % exclusive tax gets a discount of 10, and its value is read",
    source: "docs/pipedrive.md 4.5",
    sure: "uncertain",
    because: "The deal's value settles it; where it does not, the deal is refused",
    expected: "before",
    others: ["after"],
    practice: "pipedrive.discount_tax",
    chooses: "discount.base",
    cost: { deals: 1, calls: 5 },
    async experiment(deals) {
      const line = taxed("exclusive", 100);
      const value = await dealValue(deals, [line], [amountOff(10)]);
      if (value.equals(90)) throw new NotPossible("A deal's value holds no tax in this company.");
      return amountReading("100 less 10, with 10 % tax", value, { before: 99, after: 100 });
    },
  },
  {
    id: "P9",
    sentence: "A disabled line does not count towards the deal's value",
    tries: "A deal gets a line of 100 and a disabled one of 50, and its value is read",
    source: "docs/pipedrive.md 4.7",
    sure: "documented",
    because: "Such lines are not invoiced",
    expected: "left out",
    others: ["counted"],
    cost: { deals: 1, calls: 5 },
    experiment: async (deals) =>
      amountReading(
        "The value",
        await dealValue(deals, [untaxed(100), untaxed(50, { is_enabled: false })]),
        { "left out": 100, counted: 150 },
      ),
  },
  {
    id: "P24",
    sentence: "A price keeps eleven decimals",
    tries: "A line of 0.01110515964 is made",
    source: "docs/pipedrive.md 4.8",
    sure: "uncertain",
    because:
      "Prices are taken as they come, and stand in the text where QuickBooks cannot hold them",
    expected: "kept",
    others: ["rounded"],
    cost: { deals: 1, calls: 3 },
    async experiment(deals) {
      const made = await deals.line(textAt(await deals.deal(), "id"), untaxed(0.01110515964));
      return textAt(made, "item_price") === "0.01110515964"
        ? { reading: "kept", seen: "It came back as it was." }
        : { reading: "rounded", seen: "It came back rounded." };
    },
  },
];

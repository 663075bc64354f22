/** Sums of a deal's lines, and what its value is made of. */
import { type Decimal, decimal } from "../../../domain/money/money.ts";
import type { PipedriveAssumption } from "../assumption.ts";
import type { Deals } from "../deals.ts";
import { NotClear, type Observation } from "../finding.ts";
import { textAt } from "../lab.ts";

type Readings = [reading: string, amount: string][];

function either(seen: Decimal, readings: Readings, of: string): Observation {
  const [reading] = readings.find(([, amount]) => decimal(amount).equals(seen)) ?? [];
  if (reading === undefined) throw new NotClear(`${of} was ${seen}.`);
  return { reading, seen: `${of} was ${seen}.` };
}

async function sumOf(deals: Deals, line: object): Promise<Decimal> {
  const made = await deals.line(textAt(await deals.deal(), "id"), line);
  return decimal(textAt(made, "sum"));
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
  return decimal(textAt(await deals.read(`v2/deals/${id}`), "value"));
}

const percent = (amount: number) => ({ type: "percentage", amount, description: "proof" });
const one = { quantity: 1, tax: 0 };

export const DEALS_MONEY: PipedriveAssumption[] = [
  {
    id: "P1",
    service: "pipedrive",
    sentence: "The sum of a line with exclusive tax does not hold the tax",
    source: "docs/pipedrive.md 4.3",
    sure: "uncertain",
    because: "Each reading is computed, and the sum decides",
    expected: "without tax",
    others: ["with tax"],
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      either(
        await sumOf(deals, { item_price: 100, quantity: 1, tax: 10, tax_method: "exclusive" }),
        [
          ["without tax", "100"],
          ["with tax", "110"],
        ],
        "The sum",
      ),
  },
  {
    id: "P2",
    service: "pipedrive",
    sentence: "The sum of a line with inclusive tax is its price",
    source: "docs/pipedrive.md 4.3",
    sure: "observed",
    because: "The price is what the customer pays",
    expected: "gross",
    others: ["net"],
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      either(
        await sumOf(deals, { item_price: 110, quantity: 1, tax: 10, tax_method: "inclusive" }),
        [
          ["gross", "110"],
          ["net", "100"],
        ],
        "The sum",
      ),
  },
  {
    id: "P3",
    service: "pipedrive",
    sentence: "Under the tax method none the percent of a line counts for nothing",
    source: "docs/pipedrive.md 4.4",
    sure: "documented",
    because: "Such a line is planned without tax",
    expected: "without tax",
    others: ["with tax"],
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      either(
        await sumOf(deals, { item_price: 100, quantity: 1, tax: 10, tax_method: "none" }),
        [
          ["without tax", "100"],
          ["with tax", "110"],
        ],
        "The sum",
      ),
  },
  {
    id: "P4",
    service: "pipedrive",
    sentence: "A discount as an amount is for the line, not for each unit",
    source: "docs/pipedrive.md 4.3",
    sure: "uncertain",
    because: "Both are computed, and the sum decides",
    expected: "line",
    others: ["unit"],
    practice: "pipedrive.amount_discount",
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      either(
        await sumOf(deals, {
          ...{ item_price: 100, quantity: 4, tax: 0, tax_method: "none" },
          ...{ discount: 10, discount_type: "amount" },
        }),
        [
          ["line", "390"],
          ["unit", "360"],
        ],
        "The sum of 4 × 100 less 10",
      ),
  },
  {
    id: "P5",
    service: "pipedrive",
    sentence: "The sum of a line is rounded to cents, halves up",
    source: "docs/pipedrive.md 4.8",
    sure: "uncertain",
    because: "A sum may differ from the computed one by less than a cent",
    expected: "half_up",
    others: ["half_even", "none"],
    practice: "pipedrive.sum_rounding",
    cost: { deals: 1, calls: 3 },
    experiment: async (deals) =>
      either(
        await sumOf(deals, { ...one, item_price: 0.125, tax_method: "none" }),
        [
          ["half_up", "0.13"],
          ["half_even", "0.12"],
          ["none", "0.125"],
        ],
        "The sum of 0.125",
      ),
  },
  {
    id: "P6",
    service: "pipedrive",
    sentence: "A deal's value does not hold exclusive tax",
    source: "docs/pipedrive.md 4.7",
    sure: "uncertain",
    because: "The value is compared with the lines, and is never invoiced in their place",
    expected: "excluded",
    others: ["included"],
    practice: "pipedrive.value_tax",
    cost: { deals: 1, calls: 4 },
    experiment: async (deals) =>
      either(
        await dealValue(deals, [
          { item_price: 100, quantity: 1, tax: 10, tax_method: "exclusive" },
        ]),
        [
          ["excluded", "100"],
          ["included", "110"],
        ],
        "The value",
      ),
  },
  {
    id: "P7",
    service: "pipedrive",
    sentence: "Of two percentages the second is taken from what the first left",
    source: "docs/pipedrive.md 4.5",
    sure: "uncertain",
    because: "The deal's value settles it; where it does not, the deal is refused",
    expected: "sequence",
    others: ["total"],
    practice: "pipedrive.discount_order",
    chooses: "discount.order",
    cost: { deals: 1, calls: 6 },
    experiment: async (deals) =>
      either(
        await dealValue(
          deals,
          [{ ...one, item_price: 100, tax_method: "none" }],
          [percent(10), percent(20)],
        ),
        [
          ["sequence", "72"],
          ["total", "70"],
        ],
        "100 less 10 % and 20 %",
      ),
  },
  {
    id: "P8",
    service: "pipedrive",
    sentence: "A deal's discount is taken before exclusive tax",
    source: "docs/pipedrive.md 4.5",
    sure: "uncertain",
    because: "It goes into the books as a discount before tax",
    expected: "not told",
    others: ["before", "after"],
    cost: { deals: 1, calls: 5 },
    async experiment(deals) {
      const line = { item_price: 100, quantity: 1, tax: 10, tax_method: "exclusive" };
      const value = await dealValue(deals, [line], [{ ...percent(10), type: "amount" }]);
      return either(
        value,
        [
          ["not told", "90"],
          ["before", "99"],
          ["after", "100"],
        ],
        "100 less 10, with 10 % tax if there is any",
      );
    },
  },
  {
    id: "P9",
    service: "pipedrive",
    sentence: "A line that is not enabled does not count in the deal's value",
    source: "docs/pipedrive.md 4.7",
    sure: "documented",
    because: "Such lines are not invoiced",
    expected: "left out",
    others: ["counted"],
    cost: { deals: 1, calls: 5 },
    experiment: async (deals) =>
      either(
        await dealValue(deals, [
          { ...one, item_price: 100, tax_method: "none" },
          { ...one, item_price: 50, tax_method: "none", is_enabled: false },
        ]),
        [
          ["left out", "100"],
          ["counted", "150"],
        ],
        "The value",
      ),
  },
];

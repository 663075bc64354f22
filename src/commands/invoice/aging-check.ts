/** Our ageing beside QuickBooks' own report of the same day. */
import { type Column, tableOf } from "../../cli/column.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { AGING_BUCKETS } from "../../domain/invoice/aging-sums.ts";
import { groupedText } from "../../domain/money/amount-words.ts";
import { amountText } from "../../domain/money/money.ts";
import {
  type AgingComparison,
  type AgingDifference,
  compareAging,
  differenceOf,
} from "../../usecases/invoices/compare-aging.ts";
import type { Context } from "../context.ts";

/** Throws partial where they differ. */
export async function checkAging(
  { ports, progress, show }: Context,
  asOf: CalendarDate,
): Promise<void> {
  const found = await progress.during("Comparing with QuickBooks", () => compareAging(ports, asOf));
  const { currency, compared, differences, otherCurrencies } = found;
  await show({
    json: {
      outcome: differences.length === 0 ? "equal" : "different",
      as_of: asOf,
      currency,
      compared,
      other_currencies: otherCurrencies,
      differences: differences.map(differenceJson),
    },
    ...(differences.length === 0
      ? { text: () => `${verdict(found, asOf)}\n` }
      : { table: tableOf(differences, COLUMNS), note: verdict(found, asOf) }),
  });
  if (differences.length > 0)
    throw new PdqbError("partial", "The ageing does not match QuickBooks' report.", {
      reason:
        "Only its report includes journal entries on receivables, and credits from before they were used.",
      next: [`pdqb invoices aging --whole-company --as-of ${asOf}`],
    });
}

function verdict({ compared, differences, otherCurrencies }: AgingComparison, asOf: CalendarDate) {
  const customers = (count: number) => counted(count, "customer");
  const equal = `${customers(compared - differences.length)} of ${compared} as in QuickBooks' report of ${asOf}.`;
  if (otherCurrencies === 0) return equal;
  return `${equal} ${customers(otherCurrencies)} of other currencies not compared: the report has home amounts.`;
}

const amounts = (side: AgingDifference["ours"]) =>
  side && {
    ...Object.fromEntries(AGING_BUCKETS.map((one) => [one, amountText(side.buckets[one])])),
    total: amountText(side.total),
  };

const differenceJson = (one: AgingDifference) => ({
  customer: one.customer,
  pdqb: amounts(one.ours),
  quickbooks: amounts(one.theirs),
  difference: amountText(differenceOf(one)),
});

const total = (side: AgingDifference["ours"]) => (side ? amountText(side.total) : "");

/** Reports of QuickBooks name no currency: they are in the company's. */
const grouped = (column: Column<AgingDifference>): Column<AgingDifference> => ({
  ...column,
  align: "right",
  terminal: (one) => groupedText(column.value(one)),
});

const COLUMNS: readonly Column<AgingDifference>[] = [
  { key: "customer", title: "Customer", value: ({ customer }) => customer.name, grow: true },
  grouped({ key: "pdqb", title: "pdqb", value: ({ ours }) => total(ours) }),
  grouped({ key: "quickbooks", title: "QuickBooks", value: ({ theirs }) => total(theirs) }),
  grouped({
    ...{ key: "difference", title: "Difference" },
    value: (one) => amountText(differenceOf(one)),
  }),
];

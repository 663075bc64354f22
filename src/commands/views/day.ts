/** What waits for an operator, as `status` shows it. */
import { money } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { amountText } from "../../domain/money/money.ts";
import type { Sum } from "../../domain/money/sums.ts";
import type { Day } from "../../usecases/invoices/read-day.ts";

export function dayLines({ toBill, overdue, inDoubt }: Day): string[] {
  return [
    ...(toBill
      ? [line("To bill", dealsText(toBill), toBill.deals > 0 && "pdqb invoice create")]
      : []),
    line(
      "Overdue",
      withSums(overdue.invoices, "invoice", overdue.sums),
      overdue.invoices > 0 && "pdqb invoices list --status overdue",
    ),
    line("In doubt", withSums(inDoubt, "write", []), inDoubt > 0 && "pdqb pending list"),
  ];
}

export const dayJson = ({ toBill, overdue, inDoubt }: Day) => ({
  to_bill: toBill && { ...toBill, sums: toBill.sums.map(sumJson) },
  overdue: { invoices: overdue.invoices, sums: overdue.sums.map(sumJson) },
  in_doubt: inDoubt,
});

const sumJson = ({ currency, amount }: Sum) => ({ currency, amount: amountText(amount) });

function line(name: string, text: string, command: string | false): string {
  return `${name.padEnd(12)}${text}${command ? `: ${command}` : ""}`;
}

function dealsText({ deals, complete, sums }: NonNullable<Day["toBill"]>): string {
  const text = withSums(deals, "deal", sums);
  return complete ? text : `at least ${text}`;
}

function withSums(count: number, what: string, sums: Sum[]): string {
  if (count === 0) return "none";
  const amounts = sums.map(({ currency, amount }) => money(amount, currency));
  return [counted(count, what), ...amounts].join(", ");
}

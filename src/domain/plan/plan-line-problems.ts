/** What stands against the lines of a deal as a whole: their tax methods, parts and installments, their sum and number. */

import { partlyBilled } from "../deal/deal-part.ts";
import type { BillableLine, PricedLines } from "../deal/line-money.ts";
import type { Problem, Warning } from "../errors.ts";
import { isPart } from "../invoice/marker.ts";
import { moneyWords } from "../money/amount-words.ts";
import type { PlanTotals } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import type { PlanFacts } from "./plan-facts.ts";

/** Of an invoice with tax (docs/quickbooks.md 4.1); no one bills more lines without. */
const LINES_MAX = 750;

export function methodProblems(
  { deal }: PlanFacts,
  lines: BillableLine[],
  { tax, fromValue }: InvoiceRequest,
): Problem[] {
  const methods = new Set(lines.map(({ line }) => line.taxMethod));
  const problems: Problem[] = [];
  if (methods.size > 1 && tax === undefined) {
    problems.push({
      code: "mixed_tax",
      message: `The deal's lines mix tax methods: ${[...methods].join(", ")}. Give them one in Pipedrive, or say how all prices are meant.`,
      next: `--tax ${[...methods][0]}`,
    });
  }
  if (fromValue && deal.value === null) {
    problems.push({
      code: "no_lines",
      message:
        "The deal has neither product lines nor a value: add one in Pipedrive, then run the command again.",
      next: "",
      without: [],
    });
  }
  return problems;
}

/** What stands against billing the whole deal at once: installments that nobody chose from, and parts that are billed. */
export function wholeProblems(
  facts: PlanFacts,
  { lines }: PricedLines,
  request: InvoiceRequest,
): Problem[] {
  if (request.part || request.again !== undefined || (request.recurring ?? 1) > 1) return [];
  const problems: Problem[] = [];
  const count = facts.installments.length;
  const open = firstOpen(facts);
  if (open !== undefined) {
    problems.push({
      code: "unclear_installments",
      message: `The deal is paid in ${count} installments: bill one of them, or the whole at once (--percent 100).`,
      next: `--installment ${open}`,
    });
  }
  const whole = lines.map(({ position, line, money }) => ({
    position,
    lineId: line.id,
    net: money.net,
  }));
  const partly = partlyBilled({
    lineIds: facts.lines.filter(({ isEnabled }) => isEnabled).map(({ id }) => id),
    whole,
    billed: facts.billed,
  });
  return partly ? [...problems, partly] : problems;
}

/** The installment that is billed next; undefined where none is left. */
function firstOpen({ installments, billed }: PlanFacts): number | undefined {
  const isBilled = (id: number) => billed.some(({ part }) => isPart(part, `installment:${id}`));
  const open = installments.findIndex(({ id }) => !isBilled(id));
  return open === -1 ? undefined : open + 1;
}

/** What QuickBooks refuses of any invoice: less than nothing, and too many lines. */
export function sumProblems({ net, discount }: PlanTotals, count: number): Problem[] {
  const problems: Problem[] = [];
  if (net.minus(discount).isNegative())
    problems.push({
      code: "not_exact",
      message:
        "The lines sum to less than zero, and QuickBooks refuses such an invoice: make a credit memo there, or change the lines in Pipedrive and run the command again.",
      next: "",
      without: [],
    });
  if (count > LINES_MAX)
    problems.push({
      code: "too_long",
      message: `The invoice has ${count} lines, and QuickBooks takes ${LINES_MAX}: bill the deal in parts.`,
      next: "--lines <lines>",
    });
  return problems;
}

/** An installment that was agreed with its tax may come out a cent off, since tax is rounded on each invoice (docs/design.md 9). */
export function installmentDifference(
  { installments, deal }: PlanFacts,
  { net, total }: PlanTotals,
  { part }: InvoiceRequest,
): Warning[] {
  const amount = part?.kind === "installment" ? installments[part.position - 1]?.amount : undefined;
  if (!amount || !total || amount.equals(net) || amount.equals(total)) return [];
  const message = `The installment is ${moneyWords(amount, deal.currency)}, the invoice comes to ${moneyWords(total, deal.currency)}: tax is rounded on each invoice.`;
  return [{ code: "installment_difference", message }];
}

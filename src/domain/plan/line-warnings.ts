/** What an operator should know of the planned lines before they are sent. */

import type { Warning } from "../errors.ts";
import { amountWords, moneyWords } from "../money/amount-words.ts";
import { sum, ZERO } from "../money/money.ts";
import type { PlannedLines } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { severalTaxCodes } from "./missing-links.ts";
import { newItemWarnings } from "./new-item.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";

export function lineWarnings(
  facts: PlanFacts,
  choices: PlanChoices,
  planned: PlannedLines,
  request: InvoiceRequest,
): Warning[] {
  const difference = valueDifference(facts, planned, request);
  return [
    ...(planned.treatment === "automatic" ? [] : severalTaxCodes(choices)),
    ...newItemWarnings(planned.lines),
    ...planned.warnings,
    ...(difference ? [{ code: "value_difference", message: difference }] : []),
  ];
}

/** Why the deal's own value is not what the invoice bills, in words with the cause as far as it is known; undefined if they agree. */
export function valueDifference(
  { deal }: PlanFacts,
  { totals, lines, leftOut }: PlannedLines,
  request: InvoiceRequest,
): string | undefined {
  const { value, currency } = deal;
  // Without a line there is nothing to compare: that is a problem of its own.
  if (value === null || request.part || lines.length === 0) return undefined;
  const net = totals.net.minus(totals.discount);
  if (value.equals(net) || (totals.total && value.equals(totals.total))) return undefined;
  const extra = sum(
    lines.map((line) => (line.lineId === null && !request.fromValue ? line.net : ZERO)),
  );
  const causes = [
    leftOut.length > 0
      ? `${leftOut.length === 1 ? "a line is" : `${leftOut.length} lines are`} left out`
      : "",
    extra.isZero() ? "" : `${amountWords(extra, currency)} is not on the deal`,
    request.lineChanges?.size ? "lines are changed" : "",
    request.discount ? "the discount is another" : "",
    request.recurring ? "recurring lines are billed for one cycle" : "",
  ].filter(Boolean);
  const why =
    causes.length > 0 ? causes.join(", ") : "Pipedrive's value does not follow from the lines";
  return `The deal's value is ${moneyWords(value, currency)}, the invoice's net ${moneyWords(net, currency)}: ${why}.`;
}

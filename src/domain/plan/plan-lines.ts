/** The lines of a plan: which deal lines are invoiced, what each costs, and by which item and tax code. */
import { billableLines } from "../deal/billable-lines.ts";
import { pricedLines } from "../deal/priced-lines.ts";
import type { PlannedLines } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { documentTaxCode, treatmentFor, usTaxProblems } from "./line-tax.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";
import { planEach } from "./plan-line.ts";
import {
  installmentDifference,
  methodProblems,
  sumProblems,
  wholeProblems,
} from "./plan-line-problems.ts";
import { billedBy, planTotals, withDealNet } from "./plan-totals.ts";

export function planLines(
  facts: PlanFacts,
  choices: PlanChoices,
  request: InvoiceRequest,
): PlannedLines {
  const billable = billableLines(facts, request);
  const problems = [...billable.problems, ...methodProblems(facts, billable.lines, request)];
  const asked = request.tax ?? billable.lines[0]?.line.taxMethod ?? "exclusive";
  const priced = pricedLines(facts, billable.lines, asked, request);
  const treatment = treatmentFor(facts, priced.method, request);
  problems.push(...usTaxProblems(facts, asked, request), ...priced.problems);
  problems.push(...wholeProblems(facts, priced, request));
  const { lines, ...ofLines } = planEach(facts, choices, priced, treatment);
  problems.push(...ofLines.problems);
  const totals = planTotals(lines, priced, choices, { treatment, facts });
  problems.push(...sumProblems(totals, lines.length));
  const notInPart = priced.notInPart.map(({ position, line }) => ({
    line: position,
    lineId: line.id,
    text: line.name,
    reason: `not in this part of the deal (${priced.share})`,
  }));
  return {
    lines,
    leftOut: [...billable.leftOut, ...notInPart],
    treatment,
    documentTaxCode: documentTaxCode(facts, choices, request),
    discount: priced.discount && { percent: priced.discount.percent, words: priced.discount.words },
    billed: withDealNet(billedBy(priced, facts.deal.currency), priced, request),
    totals,
    problems,
    warnings: [...ofLines.warnings, ...installmentDifference(facts, totals, request)],
  };
}

/** What a plan keeps of its lines. */
export const linesPart = ({
  treatment,
  problems: _problems,
  warnings: _warnings,
  ...part
}: PlannedLines) => ({
  taxTreatment: treatment,
  ...part,
});

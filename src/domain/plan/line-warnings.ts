/** What an operator should know of the planned lines before they are sent. */
import type { Warning } from "../errors.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { severalTaxCodes } from "./missing-links.ts";
import { newItemWarnings } from "./new-item.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";
import type { PlannedLines } from "./planned-lines.ts";
import { valueDifference } from "./value-difference.ts";

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

/** The lines of a plan: which deal lines are invoiced, what each costs, and by which item and tax code. */

import type { DealLine, TaxMethod } from "./deal.ts";
import { exclusiveTax, inclusiveTax, percentOf, type TaxedLine } from "./document-tax.ts";
import type { Problem, ProblemCode } from "./errors.ts";
import type { LeftOutLine, PlanLine, PlanTotals, TaxTreatment } from "./invoice-plan.ts";
import { lineMoney } from "./line-money.ts";
import { amountText, plainText, sum, ZERO } from "./money.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";

const TEXT_MAX = 4000;

export type PlannedLines = {
  lines: PlanLine[];
  leftOut: LeftOutLine[];
  treatment: TaxTreatment;
  totals: PlanTotals;
  problems: Problem[];
};

export function planLines(
  facts: PlanFacts,
  choices: PlanChoices,
  asked: TaxMethod | undefined,
): PlannedLines {
  const problems: Problem[] = [];
  const leftOut: LeftOutLine[] = [];
  const numbered = facts.lines.map((line, index) => ({ line, position: index + 1 }));
  const enabled = numbered.filter(({ line, position }) => {
    if (line.isEnabled) return true;
    const reason = "disabled in Pipedrive, so it is not part of the deal's value";
    leftOut.push({ line: position, lineId: line.id, text: line.name, reason });
    return false;
  });
  const methods = new Set(enabled.map(({ line }) => line.taxMethod));
  if (methods.size > 1 && asked === undefined) {
    problems.push({
      code: "mixed_tax",
      message: `The deal's lines mix tax methods: ${[...methods].join(", ")}.`,
      next: "Give all lines one tax method in Pipedrive.",
    });
  }
  const method = asked ?? enabled[0]?.line.taxMethod ?? "exclusive";
  const treatment = treatmentFor(facts, method, asked);
  if (facts.company.country === "US" && method === "inclusive") {
    problems.push({
      code: "tax_inclusive_us",
      message: "The deal's prices include tax, which QuickBooks cannot book in the US.",
      next: "Change the deal's tax method in Pipedrive to exclusive or none.",
    });
  }
  const lines: PlanLine[] = [];
  const taxed: TaxedLine[] = [];
  for (const { line, position } of enabled) {
    const planned = planLine(facts, choices, line, position, method, treatment, problems);
    if (!planned) continue;
    lines.push(planned);
    taxed.push({
      net: planned.net,
      gross: planned.gross,
      rates: choices.taxCodes.get(plainText(line.taxPercent))?.rates ?? [
        { id: plainText(line.taxPercent), percent: line.taxPercent },
      ],
    });
  }
  return { lines, leftOut, treatment, totals: totalsOf(lines, taxed, treatment), problems };
}

/** In the US no code is sent unless asked: item and customer decide, and QuickBooks computes (design 9). */
function treatmentFor(
  facts: PlanFacts,
  method: TaxMethod,
  asked: TaxMethod | undefined,
): TaxTreatment {
  if (facts.company.country !== "US") return method;
  return asked === "none" ? "none" : "automatic";
}

function planLine(
  facts: PlanFacts,
  choices: PlanChoices,
  line: DealLine,
  position: number,
  method: TaxMethod,
  treatment: TaxTreatment,
  problems: Problem[],
): PlanLine | undefined {
  const problem = (code: ProblemCode, message: string, next: string) =>
    problems.push({
      code,
      message: `Line ${position}, "${line.name}": ${message}`,
      next,
      line: position,
    });
  if (line.billingFrequency !== "one-time") {
    problem(
      "recurring_lines",
      `it recurs (${line.billingFrequency}), and pdqb cannot invoice recurring lines yet.`,
      "Make the line one-time in Pipedrive, or invoice it in QuickBooks.",
    );
    return undefined;
  }
  const verdict = lineMoney(line, method);
  if (!verdict.ok) {
    problem(verdict.code, `it ${verdict.reason}.`, "Change the line in Pipedrive.");
    return undefined;
  }
  const text = line.comments ? `${line.name}\n${line.comments}` : line.name;
  const description = verdict.ok.discount ? `${text}\n${verdict.ok.discount}` : text;
  if (description.length > TEXT_MAX) {
    problem(
      "too_long",
      `its text has over ${TEXT_MAX} characters.`,
      "Shorten its comments in Pipedrive.",
    );
  }
  const item = choices.items.get(position);
  if (!item) unlinkedItem(line, position, problems);
  const code = treatment === "automatic" ? undefined : taxCodeFor(facts, choices, line, treatment);
  if (treatment !== "automatic" && !code) {
    const percent = treatment === "none" ? "0" : plainText(line.taxPercent);
    unlinkedTax(percent, position, problems);
  }
  const money = verdict.ok;
  return {
    line: position,
    lineId: line.id,
    productId: line.productId,
    productName: line.name,
    text: description,
    quantity: line.quantity,
    unitPrice: money.unitPrice,
    discount: money.discount,
    net: money.net,
    gross: money.gross,
    taxPercent: treatment === "none" ? ZERO : line.taxPercent,
    tax: lineTax(treatment, money.net, money.gross, line),
    taxCode: code ?? null,
    item: item && "id" in item ? { id: item.id, name: item.name } : null,
    newItem: item && "create" in item ? item.create : null,
  };
}

/** One problem for each product, at its first line: one link mends all its lines. */
function unlinkedItem(line: DealLine, position: number, problems: Problem[]): void {
  const next = `pdqb product link ${line.productId ?? "<product>"} --item <item>`;
  const known = problems.find((one) => one.code === "unlinked_item" && one.next === next);
  if (known && line.productId !== null) {
    alsoOn(known);
    return;
  }
  const message = `Line ${position}: no QuickBooks item is linked to "${line.name}".`;
  problems.push({ code: "unlinked_item", message, next, line: position });
}

/** One problem for each percent, at its first line. */
function unlinkedTax(percent: string, position: number, problems: Problem[]): void {
  const known = problems.find((one) => one.code === "unlinked_tax" && one.percent === percent);
  if (known) {
    alsoOn(known);
    return;
  }
  const message = `Line ${position}: no tax code is linked to ${percent} %.`;
  const next = `pdqb tax link ${percent} --code <tax code>`;
  problems.push({ code: "unlinked_tax", message, next, percent });
}

/** Counts one more line into a problem's message. */
function alsoOn(problem: Problem): void {
  const more = Number(/ and (\d+) more:/.exec(problem.message)?.[1] ?? 0) + 1;
  problem.message = problem.message.replace(/( and \d+ more)?:/, ` and ${more} more:`);
}

function taxCodeFor(
  facts: PlanFacts,
  choices: PlanChoices,
  line: DealLine,
  treatment: TaxTreatment,
): { id: string; name: string } | undefined {
  if (facts.company.country === "US") return { id: "NON", name: "NON" };
  const percent = treatment === "none" ? "0" : plainText(line.taxPercent);
  const code = choices.taxCodes.get(percent);
  return code && { id: code.id, name: code.name };
}

function lineTax(
  treatment: TaxTreatment,
  net: PlanLine["net"],
  gross: PlanLine["gross"],
  line: DealLine,
): PlanLine["tax"] {
  switch (treatment) {
    case "automatic":
      return null;
    case "none":
      return ZERO;
    case "inclusive":
      return (gross ?? net).minus(net);
    case "exclusive":
      return percentOf(net, line.taxPercent);
  }
}

function totalsOf(lines: PlanLine[], taxed: TaxedLine[], treatment: TaxTreatment): PlanTotals {
  const net = sum(lines.map((line) => line.net));
  const tax = {
    automatic: () => null,
    none: () => ZERO,
    inclusive: () => inclusiveTax(taxed),
    exclusive: () => exclusiveTax(taxed),
  }[treatment]();
  return { net, discount: ZERO, tax, total: tax === null ? null : net.plus(tax) };
}

/** Why the deal's own value is not the plan's net, in words; undefined if they agree. */
export function valueDifference(facts: PlanFacts, totals: PlanTotals): string | undefined {
  const { value, currency } = facts.deal;
  if (value === null || value.equals(totals.net) || (totals.total && value.equals(totals.total))) {
    return undefined;
  }
  return `The deal's value is ${amountText(value)} ${currency}, the invoice's net ${amountText(totals.net)} ${currency}.`;
}

/** One line of a plan: what it says and costs, by which item and tax code, and what stands against it. */

import type { PricedLine, PricedLines } from "../deal/line-money.ts";
import { priceText, priceTextWarnings } from "../deal/price-text.ts";
import type { Problem, Warning } from "../errors.ts";
import { plainText, ZERO } from "../money/money.ts";
import type { PlanLine, TaxTreatment } from "./invoice-plan.ts";
import { goneItem, itemProblem } from "./item-problems.ts";
import { lineTax, lineTaxCode } from "./line-tax.ts";
import { type MissingLinks, missingLinks } from "./missing-links.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";

const TEXT_MAX = 4000;

/** A line with what stands against it alone, and which links it lacks. */
type BuiltLine = { line: PlanLine; problems: Problem[] } & MissingLinks;

/** All lines, with what stands against each and which links they lack. */
export function planEach(
  facts: PlanFacts,
  choices: PlanChoices,
  priced: PricedLines,
  treatment: TaxTreatment,
): { lines: PlanLine[]; problems: Problem[]; warnings: Warning[] } {
  const built = priced.lines.map((line) => planLine(facts, choices, line, treatment));
  return {
    lines: built.map(({ line }) => line),
    problems: [...built.flatMap((one) => one.problems), ...missingLinks(built)],
    warnings: priceTextWarnings(priced.lines),
  };
}

/** One line; `relink`: the command that links its product, where it has no item yet; `untaxed`: its percent, where that has no code. */
export function planLine(
  facts: PlanFacts,
  choices: PlanChoices,
  priced: PricedLine,
  treatment: TaxTreatment,
): BuiltLine {
  const problems: Problem[] = [];
  const { position, line, text, money, isOnDeal } = priced;
  const description = [text, priceText(priced), money.discount].filter(Boolean).join("\n");
  if (description.length > TEXT_MAX) {
    problems.push({
      code: "too_long",
      message: `Line ${position}, "${line.name}": its text has over ${TEXT_MAX} characters.`,
      next: `--line ${position},text=<text>`,
      line: position,
    });
  }
  const item = choices.items.get(position);
  const relink =
    line.productId === null || choices.named?.items.has(position)
      ? `--link ${position}=<item>`
      : `pdqb product link ${line.productId} --item <item>`;
  const gone = choices.goneItems.get(position);
  const fault =
    item && "id" in item
      ? itemProblem(item, position, relink)
      : gone && !item && goneItem(gone, position, relink);
  if (fault) problems.push(fault);
  const code = lineTaxCode(facts, choices, line, treatment);
  const planned: PlanLine = {
    line: position,
    lineId: isOnDeal && line.id !== 0 ? line.id : null,
    productId: line.productId,
    productName: line.name,
    text: description,
    quantity: money.quantity,
    unitPrice: money.unitPrice,
    discount: money.discount,
    net: money.net,
    gross: money.gross,
    taxPercent: treatment === "none" ? ZERO : line.taxPercent,
    tax: lineTax(treatment, money, line),
    taxCode: code === "unlinked" ? null : code,
    item: item && "id" in item ? { id: item.id, name: item.name } : null,
    newItem: item && "create" in item ? item.create : null,
  };
  const percent = treatment === "none" ? "0" : plainText(line.taxPercent);
  return {
    line: planned,
    problems,
    relink: fault || item ? null : relink,
    untaxed: code === "unlinked" ? percent : null,
  };
}

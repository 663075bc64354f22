/** The lines of a plan: which deal lines are invoiced, what each costs, and by which item and tax code. */
import { billableLines } from "../deal/billable-lines.ts";
import { priceText, priceTextWarnings } from "../deal/price-text.ts";
import { type PricedLine, type PricedLines, pricedLines } from "../deal/priced-lines.ts";
import type { Problem, Warning } from "../errors.ts";
import type { Billed } from "../invoice/billed.ts";
import { type CurrencyCode, type Decimal, plainText, sum, ZERO } from "../money/money.ts";
import { shareOut } from "../money/share-out.ts";
import { exclusiveTax, inclusiveTax, type TaxedLine } from "./document-tax.ts";
import type {
  InvoicePlan,
  LeftOutLine,
  PlanLine,
  PlanTotals,
  TaxTreatment,
} from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { goneItem, itemProblem } from "./item-problems.ts";
import { documentTaxCode, lineTax, lineTaxCode, treatmentFor, usTaxProblems } from "./line-tax.ts";
import { type MissingLinks, missingLinks } from "./missing-links.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";
import {
  installmentDifference,
  methodProblems,
  sumProblems,
  wholeProblems,
} from "./plan-line-problems.ts";

const TEXT_MAX = 4000;

export type PlannedLines = {
  lines: PlanLine[];
  leftOut: LeftOutLine[];
  treatment: TaxTreatment;
  documentTaxCode: InvoicePlan["documentTaxCode"];
  discount: InvoicePlan["discount"];
  billed: Billed;
  totals: PlanTotals;
  problems: Problem[];
  warnings: Warning[];
};

/** A line with what stands against it alone, and which links it lacks. */
type BuiltLine = { line: PlanLine; problems: Problem[] } & MissingLinks;

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
  const built = priced.lines.map((line) => planLine(facts, choices, line, treatment));
  const lines = built.map(({ line }) => line);
  problems.push(...built.flatMap((one) => one.problems), ...missingLinks(built));
  const totals = totalsOf(lines, priced, choices, { treatment, facts });
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
    warnings: [
      ...priceTextWarnings(priced.lines),
      ...installmentDifference(facts, totals, request),
    ],
  };
}

function planLine(
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

/** The tax of the document; a discount line takes its part of it, all lines being of one rate. */
function totalsOf(
  lines: PlanLine[],
  { lines: priced, discount }: PricedLines,
  choices: PlanChoices,
  { treatment, facts: { taxByDeal, taxRounding } }: { treatment: TaxTreatment; facts: PlanFacts },
): PlanTotals {
  const net = sum(lines.map((line) => line.net));
  const taxed = priced.map(({ line, money }): TaxedLine => {
    const isFree = treatment === "automatic" && line.taxMethod === "none";
    const percent = isFree ? ZERO : line.taxPercent;
    const id = plainText(percent);
    const rates = choices.taxCodes.get(id)?.rates ?? [{ id, percent }];
    return { net: money.net, gross: money.gross, rates };
  });
  const [first] = taxed;
  if (discount && first) {
    const gross = discount.gross === null ? null : discount.gross.negated();
    taxed.push({ net: discount.amount.negated(), gross, rates: first.rates });
  }
  const off = discount?.amount ?? ZERO;
  const tax = {
    automatic: () => null,
    none: () => ZERO,
    inclusive: () => inclusiveTax(taxed),
    exclusive: () => exclusiveTax(taxed, taxRounding),
  }[treatment]();
  const saysTax = taxed.some(({ rates }) => rates.some(({ percent }) => !percent.isZero()));
  const dealTax = tax === null && (saysTax || taxByDeal) ? exclusiveTax(taxed, taxRounding) : null;
  const total = tax === null ? null : net.minus(off).plus(tax);
  return { net, discount: off, tax, dealTax, total };
}

/** With the net of the whole deal, where the request leaves its lines and prices as they are. */
function withDealNet(
  billed: Billed,
  { wholeNet }: PricedLines,
  { skipLines, lineChanges, discount, tax, recurring }: InvoiceRequest,
): Billed {
  const isChanged =
    (skipLines?.length ?? 0) > 0 || (lineChanges?.size ?? 0) > 0 || discount || tax || recurring;
  if (isChanged) return billed;
  return { ...billed, dealNet: wholeNet ?? sum(billed.lines.map(({ net }) => net)) };
}

/** What the invoice bills of each deal line; a discount line takes its share of each. */
function billedBy({ lines, discount, share }: PricedLines, currency: CurrencyCode): Billed {
  const nets = lines.map(({ money }) => money.net);
  const off: Decimal[] = discount ? shareOut(discount.amount, nets, currency) : [];
  return {
    share,
    lines: lines.flatMap(({ line, isOnDeal, money }, index) =>
      isOnDeal ? [{ lineId: line.id, net: money.net.minus(off[index] ?? ZERO) }] : [],
    ),
  };
}

/** The lines of a plan: which deal lines are invoiced, what each costs, and by which item and tax code. */
import { type BillableLine, billableLines } from "./billable-lines.ts";
import type { Billed } from "./billed.ts";
import { partlyBilled } from "./deal-part.ts";
import { exclusiveTax, inclusiveTax, type TaxedLine } from "./document-tax.ts";
import type { Problem, Warning } from "./errors.ts";
import type {
  InvoicePlan,
  LeftOutLine,
  PlanLine,
  PlanTotals,
  TaxTreatment,
} from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { goneItem, itemProblem } from "./item-problems.ts";
import { lineTax, lineTaxCode, treatmentFor, usTaxProblems } from "./line-tax.ts";
import { amountText, type CurrencyCode, type Decimal, plainText, sum, ZERO } from "./money.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";
import { type PricedLine, type PricedLines, pricedLines } from "./priced-lines.ts";
import { shareOut } from "./share-out.ts";

const TEXT_MAX = 4000;
/** Of an invoice with tax (QuickBooks reference 4.1); no one bills more lines without. */
const LINES_MAX = 750;

export type PlannedLines = {
  lines: PlanLine[];
  leftOut: LeftOutLine[];
  treatment: TaxTreatment;
  discount: InvoicePlan["discount"];
  billed: Billed;
  totals: PlanTotals;
  problems: Problem[];
  warnings: Warning[];
};

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
  const lines = priced.lines.map((line) => planLine(facts, choices, line, treatment, problems));
  const totals = totalsOf(lines, priced, choices, treatment);
  if (totals.net.minus(totals.discount).isNegative()) problems.push(negative());
  if (lines.length > LINES_MAX) problems.push(tooManyLines(lines.length));
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
    discount: priced.discount && { percent: priced.discount.percent, words: priced.discount.words },
    billed: billedBy(priced, facts.deal.currency),
    totals,
    problems,
    warnings: installmentDifference(facts, totals, request),
  };
}

function methodProblems(
  { deal }: PlanFacts,
  lines: BillableLine[],
  { tax, fromValue }: InvoiceRequest,
): Problem[] {
  const methods = new Set(lines.map(({ line }) => line.taxMethod));
  const problems: Problem[] = [];
  if (methods.size > 1 && tax === undefined) {
    problems.push({
      code: "mixed_tax",
      message: `The deal's lines mix tax methods: ${[...methods].join(", ")}.`,
      next: "Give all lines one tax method in Pipedrive, or say how all prices are meant: --tax.",
    });
  }
  if (fromValue && deal.value === null) {
    problems.push({
      code: "no_lines",
      message: "The deal has neither product lines nor a value.",
      next: "Give the deal a value or products in Pipedrive.",
    });
  }
  return problems;
}

/** What stands against billing the whole deal at once: installments that nobody chose from, and parts that are billed. */
function wholeProblems(
  facts: PlanFacts,
  { lines }: PricedLines,
  request: InvoiceRequest,
): Problem[] {
  if (request.part || request.again !== undefined || (request.recurring ?? 1) > 1) return [];
  const problems: Problem[] = [];
  const count = facts.installments.length;
  if (count > 0) {
    problems.push({
      code: "unclear_installments",
      message: `The deal is paid in ${count} installments.`,
      next: "Bill one of them: --installment 1; or the whole at once: --percent 100",
    });
  }
  const whole = lines.map(({ position, line, money }) => ({
    position,
    lineId: line.id,
    net: money.net,
  }));
  const partly = partlyBilled(whole, facts.billed);
  return partly ? [...problems, partly] : problems;
}

function planLine(
  facts: PlanFacts,
  choices: PlanChoices,
  { position, line, text, money, isOnDeal }: PricedLine,
  treatment: TaxTreatment,
  problems: Problem[],
): PlanLine {
  const description = money.discount ? `${text}\n${money.discount}` : text;
  if (description.length > TEXT_MAX) {
    problems.push({
      code: "too_long",
      message: `Line ${position}, "${line.name}": its text has over ${TEXT_MAX} characters.`,
      next: `Shorten its comments in Pipedrive, or give it another: --line ${position},text=…`,
      line: position,
    });
  }
  const item = choices.items.get(position);
  const relink =
    line.productId === null
      ? `--link ${position}=<item>`
      : `pdqb product link ${line.productId} --item <item>`;
  const gone = choices.goneItems.get(position);
  const fault =
    item && "id" in item
      ? itemProblem(item, position, relink)
      : gone && !item && goneItem(gone, position, relink);
  if (fault) problems.push(fault);
  else if (!item) unlinkedItem(line.name, position, relink, problems);
  const code = lineTaxCode(facts, choices, line, treatment);
  if (code === "unlinked") {
    unlinkedTax(treatment === "none" ? "0" : plainText(line.taxPercent), position, problems);
  }
  return {
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
}

/** One problem for each product, at its first line: one link mends all its lines. */
function unlinkedItem(name: string, position: number, next: string, problems: Problem[]): void {
  const known = problems.find((one) => one.code === "unlinked_item" && one.next === next);
  if (known) {
    alsoOn(known);
    return;
  }
  const message = `Line ${position}: no QuickBooks item is linked to "${name}".`;
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

/** The tax of the document; a discount line takes its part of it, all lines being of one rate. */
function totalsOf(
  lines: PlanLine[],
  { lines: priced, discount }: PricedLines,
  choices: PlanChoices,
  treatment: TaxTreatment,
): PlanTotals {
  const net = sum(lines.map((line) => line.net));
  const taxed = priced.map(({ line, money }): TaxedLine => {
    const percent = plainText(line.taxPercent);
    const rates = choices.taxCodes.get(percent)?.rates ?? [
      { id: percent, percent: line.taxPercent },
    ];
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
    exclusive: () => exclusiveTax(taxed),
  }[treatment]();
  return { net, discount: off, tax, total: tax === null ? null : net.minus(off).plus(tax) };
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

/** An installment that was agreed with its tax may come out a cent off, since tax is rounded on each invoice (design 9). */
function installmentDifference(
  { installments, deal }: PlanFacts,
  { net, total }: PlanTotals,
  { part }: InvoiceRequest,
): Warning[] {
  const amount = part?.kind === "installment" ? installments[part.position - 1]?.amount : undefined;
  if (!amount || !total || amount.equals(net) || amount.equals(total)) return [];
  const message = `The installment is ${amountText(amount)} ${deal.currency}, the invoice comes to ${amountText(total)} ${deal.currency}: tax is rounded on each invoice.`;
  return [{ code: "installment_difference", message }];
}

function negative(): Problem {
  return {
    code: "not_exact",
    message: "The lines sum to less than zero, and QuickBooks refuses such an invoice.",
    next: "Make a credit memo in QuickBooks instead.",
  };
}

function tooManyLines(count: number): Problem {
  return {
    code: "too_long",
    message: `The invoice has ${count} lines, and QuickBooks takes ${LINES_MAX}.`,
    next: "Bill the deal in parts: --lines",
  };
}

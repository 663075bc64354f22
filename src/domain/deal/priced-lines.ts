/** The amounts of an invoice's lines: priced, less the discount of the whole, or the part of them that is billed. */

import type { Problem } from "../errors.ts";
import { type Decimal, minorUnits, sum, ZERO } from "../money/money.ts";
import type { InvoiceRequest, PartRequest } from "../plan/invoice-request.ts";
import type { PlanFacts } from "../plan/plan-facts.ts";
import type { DealLine, TaxMethod } from "./deal.ts";
import {
  dealDiscount,
  discounted,
  discountLine,
  requestedDiscount,
  type WholeDiscount,
} from "./deal-discount.ts";
import { type Part, takePart } from "./deal-part.ts";
import {
  type BillableLine,
  lineMoney,
  type PricedLine,
  type PricedLines,
  shareOfLine,
  withAmount,
} from "./line-money.ts";
import { isRecurring } from "./recurring.ts";

export function pricedLines(
  facts: PlanFacts,
  billable: BillableLine[],
  method: TaxMethod,
  request: InvoiceRequest,
): PricedLines {
  const problems: Problem[] = [];
  const lines = billable.flatMap((one): PricedLine[] => {
    const verdict = lineMoney(one.line, method);
    if (verdict.ok) return [{ ...one, money: verdict.ok }];
    problems.push(unpriced(one, verdict));
    return [];
  });
  const base = { notInPart: [], discount: null, share: null, wholeNet: null, method, problems };
  if (problems.length > 0) return { ...base, lines };
  const found = wholeDiscount(facts, method, request);
  if ("problem" in found) return { ...base, lines, problems: [found.problem] };
  const { ok: discount } = found;
  const { currency } = facts.deal;
  const onDeal = (line: PricedLine) => request.discount !== undefined || line.isOnDeal;
  const isLine = discount !== null && lines.every(onDeal) && isOwnLine(facts, lines, discount);
  if (isLine && !request.part) {
    return { ...base, lines, discount: discountLine(lines, discount, currency) };
  }
  // A part takes its share of what the whole would be: of a discount line that is a net amount.
  const spread = discount
    ? discounted(lines, discount, { isMeant: onDeal, isOfNet: isLine, currency })
    : lines;
  if (!request.part) return { ...base, lines: spread };
  return {
    ...base,
    ...partOf(facts, spread, request.part, request),
    method: method === "inclusive" ? "exclusive" : method,
  };
}

function unpriced(
  { position, line }: BillableLine,
  { code, reason }: Extract<ReturnType<typeof lineMoney>, { ok: null }>,
): Problem {
  return {
    code,
    message: `Line ${position}, "${line.name}": it ${reason}.`,
    next: `--line ${position},price=<price>`,
    line: position,
  };
}

/** A discount that was asked for takes the place of the deal's own, which are judged by the deal as Pipedrive has it. */
function wholeDiscount(
  { deal, lines, discounts, discountOrder, discountBase }: PlanFacts,
  method: TaxMethod,
  request: InvoiceRequest,
) {
  if (request.discount) return { ok: requestedDiscount(request.discount) };
  const enabled = lines.filter((line) => line.isEnabled);
  const amounts = enabled.map((line) => paidFor(line, method));
  return dealDiscount(discounts, {
    base: sum(amounts),
    withTax: sum(enabled.map((line, index) => withTax(line, amounts[index] ?? ZERO))),
    value: deal.value,
    currency: deal.currency,
    hasRecurring: enabled.some(isRecurring),
    ...(discountOrder && { order: discountOrder }),
    ...(discountBase && { tax: discountBase }),
  });
}

function paidFor(line: DealLine, method: TaxMethod): Decimal {
  const { ok } = lineMoney(line, method);
  return ok ? (ok.gross ?? ok.net) : ZERO;
}

/** As Pipedrive reckons: its percent on top of the line under `exclusive`. */
function withTax({ taxMethod, taxPercent }: DealLine, paid: Decimal): Decimal {
  return taxMethod === "exclusive" ? paid.times(taxPercent.dividedBy(100).plus(1)) : paid;
}

/** QuickBooks has one discount line for the whole invoice: it fits one percentage on all lines of one tax rate (docs/design.md 9). */
function isOwnLine(
  { preferences, deal, discountTax }: PlanFacts,
  lines: PricedLine[],
  { percent }: WholeDiscount,
): boolean {
  // The tax of a discount that QuickBooks takes off after it would be too high.
  if (discountTax === "after") return false;
  const isOneRate = new Set(lines.map(({ line }) => line.taxPercent.toFixed())).size === 1;
  if (!percent?.greaterThan(0) || percent.greaterThan(100)) return false;
  // QuickBooks would work the discount out in cents.
  return isOneRate && preferences.allowDiscount && minorUnits(deal.currency) >= 2;
}

function partOf(
  facts: PlanFacts,
  lines: PricedLine[],
  request: PartRequest,
  { again }: InvoiceRequest,
): Pick<PricedLines, "lines" | "notInPart" | "share" | "wholeNet" | "problems"> {
  const part: Part = takePart(request, {
    lineIds: facts.lines.filter(({ isEnabled }) => isEnabled).map(({ id }) => id),
    whole: lines.map(({ position, line, money }) => ({
      position,
      lineId: line.id,
      net: money.net,
    })),
    withTax: sum(lines.map(({ line, money }) => money.gross ?? withTax(line, money.net))),
    billed: facts.billed,
    installments: facts.installments,
    currency: facts.deal.currency,
    isMoreMeant: again !== undefined,
  });
  const billed = lines.flatMap((line): PricedLine[] => {
    const net = part.nets.get(line.position);
    if (!net) return [];
    if (part.isWholeLines && line.money.gross === null) return [line];
    return [
      part.isWholeLines
        ? { ...line, money: withAmount(line.money, { net, gross: null }) }
        : { ...line, money: shareOfLine(line.money, net, part.share) },
    ];
  });
  const notInPart = lines.filter(({ position }) => !part.nets.has(position));
  const wholeNet = sum(lines.filter(({ isOnDeal }) => isOnDeal).map(({ money }) => money.net));
  return { lines: billed, notInPart, share: part.share, wholeNet, problems: part.problems };
}

import type { PricedLines } from "../deal/line-money.ts";
import type { Billed } from "../invoice/billed.ts";
import { type CurrencyCode, type Decimal, plainText, sum, ZERO } from "../money/money.ts";
import { shareOut } from "../money/share-out.ts";
import { exclusiveTax, inclusiveTax, type TaxedLine } from "./document-tax.ts";
import type { PlanLine, PlanTotals, TaxTreatment } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";

/** What the lines come to, with the tax of the document; a discount line takes its part of it, all lines being of one rate. */
export function planTotals(
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
export function withDealNet(
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
export function billedBy({ lines, discount, share }: PricedLines, currency: CurrencyCode): Billed {
  const nets = lines.map(({ money }) => money.net);
  const off: Decimal[] = discount ? shareOut(discount.amount, nets, currency) : [];
  return {
    share,
    lines: lines.flatMap(({ line, isOnDeal, money }, index) =>
      isOnDeal ? [{ lineId: line.id, net: money.net.minus(off[index] ?? ZERO) }] : [],
    ),
  };
}

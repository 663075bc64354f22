/** What an invoice bills of the deal, as its link keeps it. */
import type { PricedLines } from "../deal/priced.ts";
import type { Billed } from "../invoice/billed.ts";
import { type CurrencyCode, type Decimal, sum, ZERO } from "../money/money.ts";
import { shareOut } from "../money/share-out.ts";
import type { InvoiceRequest } from "./invoice-request.ts";

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

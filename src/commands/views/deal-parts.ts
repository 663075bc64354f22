/** A line of a deal and an invoice of it, each on one line of the screen. */
import { bareAmount, clean, groupedText, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { DealLine } from "../../domain/deal/deal.ts";
import { billedOf } from "../../domain/invoice/billed.ts";
import { plainText } from "../../domain/money/money.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { type BilledInvoice, billedParts } from "../../usecases/billing/billing.ts";
import type { DealView } from "../../usecases/plan/planner.ts";
import { invoiceView, statusWords } from "./invoice.ts";

/** What is shown, and what it is shown with. */
export type ShownDeal = { view: DealView; profile: PinnedProfile; today: CalendarDate };

export function lineText(
  { billing, facts }: DealView,
  line: DealLine,
  position: number,
  paint: Paint,
) {
  const { currency } = facts.deal;
  const { discount, discountType } = line;
  const less = discount.isZero()
    ? ""
    : ` less ${discountType === "percentage" ? `${plainText(discount)} %` : money(discount, currency)}`;
  const sum = line.sum ? ` = ${money(line.sum, currency)}` : "";
  const recurs = line.billingFrequency === "one-time" ? "" : `, ${line.billingFrequency}`;
  const net = billedOf(line.id, billedParts(billing));
  const billed = net.isZero() ? "" : paint.green(`  billed ${money(net, currency)}`);
  const price = `${groupedText(plainText(line.quantity))} × ${bareAmount(line.price, currency)}${less}${sum}`;
  return line.isEnabled
    ? `  ${position}. ${clean(line.name)}  ${price}${recurs}${billed}`
    : paint.dim(`  ${position}. ${clean(line.name)}  ${price}, disabled`);
}

export function billedText(
  { known, link }: BilledInvoice,
  { today, profile, paint }: Omit<ShownDeal, "view"> & { paint: Paint },
): string {
  const view = invoiceView(known, today, profile);
  const share = link.billed?.share ? ` (${clean(link.billed.share)})` : "";
  const { total, tax, currency } = known.invoice;
  return `${paint.bold(clean(view.number ?? `id:${view.id}`))}${share}: ${money(total.minus(tax), currency)} net, ${money(total, currency)}, ${statusWords(view, paint)}`;
}

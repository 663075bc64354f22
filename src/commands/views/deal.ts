/** One deal as it is billed, on one screen. */
import { clean, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { localDay } from "../../cli/when.ts";
import type { CurrencyCode, Decimal } from "../../domain/money/money.ts";
import { dealUrl } from "../../domain/web-links.ts";
import type { DealView } from "../../usecases/plan/planner.ts";
import { billedText, lineText, type ShownDeal } from "./deal-parts.ts";
import { inDoubtText } from "./doubt.ts";
import { planTotalsText } from "./plan.ts";

export function dealViewText({ view, profile, today }: ShownDeal, paint: Paint): string {
  const { facts, billing, balance } = view;
  const { deal, contactName } = facts;
  const field = (name: string, value: string) => `${paint.dim(name.padEnd(12))}${value}`;
  const won = deal.wonTime ? ` ${localDay(deal.wonTime)}` : "";
  const text = [
    paint.bold(`Deal ${deal.id}, "${clean(deal.title)}"`),
    field("Customer", clean(contactName ?? "none")),
    field(
      "Value",
      `${deal.value ? money(deal.value, deal.currency) : "none"}, ${deal.status}${won}`,
    ),
    field("Address", dealUrl(deal.id, profile.pipedrive.companyDomain)),
    "",
    ...(facts.lines.length === 0 ? ["  No lines."] : []),
    ...facts.lines.map((line, index) => lineText(view, line, index + 1, paint)),
    ...facts.installments.map(
      ({ amount, billingDate, description }, index) =>
        `  Installment ${index + 1}: ${money(amount, deal.currency)}, ${billingDate ?? "no date"}  ${clean(description)}`,
    ),
    "",
    ...billing.invoices.map((one) => field("Invoice", billedText(one, { today, profile, paint }))),
    field("Billed", `${money(balance.invoiced, deal.currency)} net`),
    ...(balance.left ? [field(...leftText(balance.left, deal.currency))] : []),
  ];
  return `${text.join("\n")}\n${inDoubtText(billing)}${nextText(view, paint)}`;
}

function leftText(left: Decimal, currency: CurrencyCode): [name: string, value: string] {
  return left.isNegative()
    ? ["Over-billed", `${money(left.negated(), currency)} net`]
    : ["Left", `${money(left, currency)} net`];
}

function nextText({ next }: DealView, paint: Paint): string {
  if (!next) return "Nothing is left to bill.\n";
  const { plan } = next;
  if (plan.problems.length === 0)
    return `${paint.bold("Next invoice")}\n${planTotalsText(plan, paint)}Next: ${next.command}\n`;
  const problems = plan.problems.map(
    ({ message, next: command }) =>
      `${paint.yellow(`! ${clean(message)}`)}\n    ${clean(command)}\n`,
  );
  return `${problems.join("")}Next: ${next.command}\n`;
}

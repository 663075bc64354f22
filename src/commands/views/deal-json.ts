/** One deal as it is billed, as JSON. */
import type { DealLine } from "../../domain/deal/deal.ts";
import { billedOf } from "../../domain/invoice/billed.ts";
import { amountText, plainText } from "../../domain/money/money.ts";
import { dealUrl } from "../../domain/web-links.ts";
import { billedParts } from "../../usecases/billing/billing.ts";
import type { DealView } from "../../usecases/plan/planner.ts";
import type { ShownDeal } from "./deal-parts.ts";
import { inDoubtView } from "./doubt.ts";
import { invoiceView } from "./invoice.ts";
import { planJson } from "./plan.ts";

export function dealViewJson({ view, profile, today }: ShownDeal) {
  const { facts, billing, balance, next } = view;
  const { deal, contactName, installments } = facts;
  return {
    deal: {
      id: deal.id,
      title: deal.title,
      status: deal.status,
      contact: contactName,
      owner_id: deal.ownerId,
      currency: deal.currency,
      value: deal.value && amountText(deal.value),
      won_time: deal.wonTime,
      url: dealUrl(deal.id, profile.pipedrive.companyDomain),
      lines: facts.lines.map((line, index) => lineJson(view, line, index + 1)),
      installments: installments.map(({ id, amount, billingDate, description }) => ({
        id,
        amount: amountText(amount),
        date: billingDate,
        text: description,
      })),
      invoices: billing.invoices.map(({ known, link }) => ({
        ...invoiceView(known, today, profile),
        part: link.part,
        share: link.billed?.share ?? null,
      })),
      invoiced: amountText(balance.invoiced),
      left: balance.left && amountText(balance.left),
      in_doubt: inDoubtView(deal.id, billing),
      next: next && { command: next.command, plan: planJson(next.plan) },
    },
  };
}

function lineJson({ billing }: DealView, line: DealLine, position: number) {
  return {
    line: position,
    line_id: line.id,
    product_id: line.productId,
    text: line.name,
    quantity: plainText(line.quantity),
    price: amountText(line.price),
    discount: amountText(line.discount),
    discount_type: line.discountType,
    tax_percent: plainText(line.taxPercent),
    enabled: line.isEnabled,
    billing_frequency: line.billingFrequency,
    billed: amountText(billedOf(line.id, billedParts(billing))),
  };
}

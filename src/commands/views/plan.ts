/** A plan as JSON and as the preview that an operator confirms. */

import { clean, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { counted } from "../../domain/counted.ts";
import { addressLines, isAsTyped } from "../../domain/customer/bill-address.ts";
import { amountText, type Decimal, plainText } from "../../domain/money/money.ts";
import { homeTotal } from "../../domain/plan/currency.ts";
import type { InvoicePlan, PlanLine } from "../../domain/plan/invoice-plan.ts";
import { areUnlike } from "../../domain/plan/unlike-names.ts";
import { invoiceLineText, sumLine } from "./invoice-line.ts";
import { customerPlanFields, customerPlanJson } from "./plan-customer.ts";

const amountOrNull = (amount: Decimal | null) => (amount === null ? null : amountText(amount));

/** The `plan` of the output contract (docs/design.md 10), with what else is decided. */
export function planJson(plan: InvoicePlan) {
  return {
    digest: plan.digest,
    company: {
      realm: plan.company.realm,
      name: plan.company.name,
      environment: plan.company.environment,
    },
    deal: { id: plan.deal.id, title: plan.deal.title, url: plan.deal.url },
    ...customerPlanJson(plan),
    bill_to: {
      address: plan.billTo.address ? addressLines(plan.billTo.address) : null,
      as_typed: plan.billTo.address !== null && isAsTyped(plan.billTo.address),
      email: plan.billTo.email,
      cc: plan.billTo.cc,
      bcc: plan.billTo.bcc,
    },
    ship_to: plan.shipTo && {
      address: addressLines(plan.shipTo.address),
      from: plan.shipTo.from,
    },
    send_to: plan.sendTo,
    currency: plan.currency,
    exchange_rate: plan.exchange && {
      rate: plainText(plan.exchange.rate),
      date: plan.exchange.date,
      home_currency: plan.homeCurrency,
      home_total: amountOrNull(homeTotal(plan)),
    },
    date: plan.date,
    due_date: plan.dueDate,
    term: plan.term,
    number: plan.number,
    next_number: plan.nextNumber,
    memo: plan.memo,
    note: plan.note,
    custom_fields: plan.customFields,
    class: plan.class && { id: plan.class.id, name: plan.class.name },
    location: plan.location,
    discount: plan.discount && {
      percent: plainText(plan.discount.percent),
      text: plan.discount.words,
    },
    share: plan.billed.share,
    tax_treatment: plan.taxTreatment,
    lines: plan.lines.map(lineJson),
    left_out: plan.leftOut.map(({ line, lineId, text, reason }) => ({
      line,
      line_id: lineId,
      text,
      reason,
    })),
    deal_tax: amountOrNull(plan.totals.dealTax),
    totals: totalsJson(plan.totals),
    problems: plan.problems,
    warnings: plan.warnings,
  };
}

const totalsJson = (totals: InvoicePlan["totals"]) => ({
  net: amountText(totals.net),
  discount: amountText(totals.discount),
  tax: amountOrNull(totals.tax),
  total: amountOrNull(totals.total),
});

function lineJson(line: PlanLine) {
  return {
    line: line.line,
    line_id: line.lineId,
    product_id: line.productId,
    text: line.text,
    quantity: plainText(line.quantity),
    unit_price: amountOrNull(line.unitPrice),
    discount: line.discount,
    net: amountText(line.net),
    tax_percent: plainText(line.taxPercent),
    tax: amountOrNull(line.tax),
    tax_code: line.taxCode,
    item: line.item,
    create_item: line.newItem && { name: line.newItem.name, sku: line.newItem.sku },
  };
}

/**
 * The preview: to whom, what, how much, when, in which company, and every problem with what mends it. `fold`: only so many lines
 * from either end. `problems`: false where an error follows that says them.
 */
export function planText(
  plan: InvoicePlan,
  paint: Paint,
  { fold, problems = true }: { fold?: number | undefined; problems?: boolean } = {},
): string {
  const { company, customer, billTo } = plan;
  const { address } = billTo;
  const field = (name: string, value: string) => `  ${paint.dim(name.padEnd(11))}${value}`;
  const lines = [
    paint.bold(`Invoice for deal ${plan.deal.id}, "${clean(plan.deal.title)}"`),
    field("Company", `${clean(company.name)} (${company.environment})`),
    field("Customer", customer ? customerWords(plan) : paint.red("not chosen yet")),
    ...(address
      ? addressLines(address).map((text, index) =>
          field(
            index === 0 ? "Address" : "",
            clean(text) + (index === 0 && isAsTyped(address) ? paint.dim(" (as typed)") : ""),
          ),
        )
      : []),
    ...(billTo.email ? [field("E-mail", clean(billTo.email))] : []),
    ...(plan.sendTo ? [field("Send to", `${clean(plan.sendTo)}, once it is made`)] : []),
    ...(billTo.cc ? [field("Copy to", clean(billTo.cc))] : []),
    ...(billTo.bcc ? [field("Blind copy", clean(billTo.bcc))] : []),
    ...(plan.billed.share ? [field("Part", clean(plan.billed.share))] : []),
    ...customerPlanFields(plan).map(([name, value]) => field(name, value)),
    field("Date", plan.date),
    field(
      "Due",
      `${plan.dueDate ?? "as QuickBooks works out"}${plan.term ? ` (${clean(plan.term.name)})` : ""}`,
    ),
    ...(plan.number ? [field("Number", clean(plan.number))] : []),
    ...(plan.nextNumber ? [field("Number", `${clean(plan.nextNumber)} (the next one)`)] : []),
    ...plan.customFields.map(({ name, value }) => field(clean(name).slice(0, 9), clean(value))),
    ...(plan.memo ? [field("Memo", clean(plan.memo))] : []),
    ...(plan.class ? [field("Class", clean(plan.class.name))] : []),
    ...(plan.location ? [field("Location", clean(plan.location.name))] : []),
    ...(plan.note ? [field("Note", clean(plan.note))] : []),
    "",
    ...linesText(plan, paint, fold),
    ...plan.leftOut.map(({ line, text, reason }) =>
      paint.dim(`  ${line}. ${clean(text)}: left out, ${reason}`),
    ),
    ...(plan.lines.length === 0 ? [] : totalsText(plan, paint)),
    ...plan.warnings.map(({ message }) => paint.yellow(`! ${clean(message)}`)),
    ...(problems ? plan.problems : []).flatMap(({ message, next }) => [
      paint.red(`✗ ${clean(message)}`),
      `    ${clean(next)}`,
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function linesText({ lines, currency }: InvoicePlan, paint: Paint, fold?: number): string[] {
  const texts = (some: PlanLine[]) => some.flatMap((line) => lineText(line, currency, paint));
  if (fold === undefined || lines.length <= 2 * fold) return texts(lines);
  return [
    ...texts(lines.slice(0, fold)),
    paint.dim(`  … ${counted(lines.length - 2 * fold, "more line")} …`),
    ...texts(lines.slice(-fold)),
  ];
}

/** What it comes to, without its lines. */
export function planTotalsText(plan: InvoicePlan, paint: Paint): string {
  return `${totalsText(plan, paint).slice(1).join("\n")}\n`;
}

function totalsText(plan: InvoicePlan, paint: Paint): string[] {
  const { totals, currency, discount } = plan;
  return [
    "",
    sumLine("Net", money(totals.net, currency)),
    ...(totals.discount.isZero()
      ? []
      : [
          sumLine("Discount", money(totals.discount.negated(), currency)),
          paint.dim(`     ${clean(discount?.words ?? "")}`),
        ]),
    sumLine("Tax", totals.tax ? money(totals.tax, currency) : "QuickBooks computes it"),
    ...(totals.total ? [paint.bold(sumLine("Total", money(totals.total, currency)))] : []),
    ...exchangeText(plan),
  ];
}

/** What a foreign invoice comes to in the books, and by which rate of which day. */
function exchangeText(plan: InvoicePlan): string[] {
  if (!plan.exchange) return [];
  const { rate, date } = plan.exchange;
  const home = homeTotal(plan);
  return [
    ...(home ? [sumLine(`In ${plan.homeCurrency}`, money(home, plan.homeCurrency))] : []),
    `  1 ${plan.currency} = ${plainText(rate)} ${plan.homeCurrency} (${date ? `QuickBooks' rate of ${date}` : "given with --rate"})`,
  ];
}

function customerWords({ customer }: InvoicePlan): string {
  if (!customer) return "";
  return customer.id === null
    ? `${clean(customer.name)} (new: created first)`
    : `${clean(customer.name)} (id ${customer.id})`;
}

function lineText(line: PlanLine, currency: string, paint: Paint): string[] {
  const item = line.item
    ? `item ${clean(line.item.name)}${isUnlike(line) ? paint.yellow(" (a different name)") : ""}`
    : line.newItem
      ? `new item ${clean(line.newItem.name)}`
      : paint.red("no item yet");
  const tax = line.taxCode
    ? clean(line.taxCode.name)
    : line.tax === null
      ? "tax by QuickBooks"
      : paint.red(`${plainText(line.taxPercent)} % not linked`);
  return [
    ...invoiceLineText({ ...line, position: line.line, amount: line.net, currency }, paint),
    paint.dim(`     ${item}, ${tax}`),
  ];
}

/** A link that was made by mistake is seen by it; a line without a product had its item chosen just now. */
const isUnlike = ({ productId, productName, item }: PlanLine) =>
  productId !== null && item !== null && areUnlike(productName, item.name);

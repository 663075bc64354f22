/** A deal of the list: as JSON, the columns of a terminal, and the sums below it. */

import type { Column } from "../../cli/column.ts";
import { amountColumn, bareAmount, money } from "../../cli/format.ts";
import { localDay } from "../../cli/when.ts";
import { counted } from "../../domain/counted.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText, type CurrencyCode, type Decimal, ZERO } from "../../domain/money/money.ts";
import type { BilledDeal } from "../../usecases/billing/known-billing.ts";
import { inDoubtView } from "../views/doubt.ts";

const numbers = ({ invoices }: BilledDeal) => invoices.map(({ invoice }) => invoiceName(invoice));

const bare = (amount: Decimal, { deal }: BilledDeal) => bareAmount(amount, deal.currency);

export const DEAL_COLUMNS: readonly Column<BilledDeal>[] = [
  { key: "id", title: "Deal", value: ({ deal }) => String(deal.id) },
  { key: "title", title: "Title", value: ({ deal }) => deal.title, grow: "last" },
  { key: "status", title: "Status", value: ({ deal }) => deal.status, optional: true },
  {
    key: "organization",
    title: "Organization",
    value: ({ organizationName }) => organizationName ?? "",
    grow: true,
  },
  amountColumn(
    { key: "value", title: "Value" },
    ({ deal }) => deal.value,
    (value, { deal }) => money(value, deal.currency),
  ),
  { key: "currency", title: "", value: ({ deal }) => deal.currency, terminal: () => "" },
  amountColumn(
    { key: "invoiced", title: "Invoiced net", optional: true },
    ({ invoiced }) => invoiced,
    bare,
  ),
  amountColumn({ key: "left", title: "Left net", optional: true }, ({ left }) => left, bare),
  {
    key: "invoices",
    title: "Invoices",
    optional: true,
    value: (row) => numbers(row).join(" "),
    terminal: (row, paint) =>
      numbers(row).join(" ") || paint.yellow(row.inDoubt.pending.length > 0 ? "in doubt" : "none"),
  },
  {
    key: "won_time",
    title: "Won",
    value: ({ deal }) => deal.wonTime ?? "",
    terminal: ({ deal }) => (deal.wonTime ? localDay(deal.wonTime) : ""),
    optional: true,
  },
];

export const DEAL_ROWS = {
  fields: [
    ...["id", "title", "status", "organization", "owner_id", "currency", "value"],
    ...["invoiced", "left", "invoices", "in_doubt", "won_time"],
  ],
  json: dealJson,
};

function dealJson(row: BilledDeal) {
  const { deal } = row;
  return {
    id: deal.id,
    title: deal.title,
    status: deal.status,
    organization:
      deal.organizationId === null ? null : { id: deal.organizationId, name: row.organizationName },
    owner_id: deal.ownerId,
    currency: deal.currency,
    value: deal.value && amountText(deal.value),
    invoiced: amountText(row.invoiced),
    left: row.left && amountText(row.left),
    invoices: row.invoices.map(({ invoice }) => ({
      id: invoice.id,
      number: invoice.number,
      total: amountText(invoice.total),
      currency: invoice.currency,
    })),
    in_doubt: inDoubtView(row.deal.id, row.inDoubt),
    won_time: deal.wonTime,
  };
}

// What a list of deals comes to, by currency.

/** `value` as the deals say it; `invoiced` and `left` are net. */
export type DealSums = {
  currency: CurrencyCode;
  deals: number;
  value: Decimal;
  invoiced: Decimal;
  left: Decimal;
};

export function dealSums(rows: readonly BilledDeal[]): DealSums[] {
  const sums = new Map<CurrencyCode, DealSums>();
  for (const { deal, invoiced, left } of rows) {
    const { currency } = deal;
    const before = sums.get(currency);
    sums.set(currency, {
      currency,
      deals: (before?.deals ?? 0) + 1,
      value: (before?.value ?? ZERO).plus(deal.value ?? ZERO),
      invoiced: (before?.invoiced ?? ZERO).plus(invoiced),
      left: (before?.left ?? ZERO).plus(left ?? ZERO),
    });
  }
  return [...sums.values()];
}

export const dealSumsJson = ({ currency, deals, value, invoiced, left }: DealSums) => ({
  currency,
  deals,
  value: amountText(value),
  invoiced: amountText(invoiced),
  left: amountText(left),
});

/** Nothing of no deals. */
export function dealSumsText(sums: readonly DealSums[]): string[] {
  if (sums.length === 0) return [];
  const all = (of: (sums: DealSums) => Decimal) =>
    sums.map((one) => money(of(one), one.currency)).join(", ");
  const count = sums.reduce((total, one) => total + one.deals, 0);
  return [
    `${counted(count, "deal")}: ${all(({ value }) => value)}.`,
    `Left to bill, net: ${all(({ left }) => left)}.`,
  ];
}

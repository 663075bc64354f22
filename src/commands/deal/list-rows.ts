/** A deal of the list: as JSON, and the columns of a terminal. */

import type { Column } from "../../cli/column.ts";
import { bareAmount, money } from "../../cli/format.ts";
import { localDay } from "../../cli/when.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText } from "../../domain/money/money.ts";
import type { BilledDeal } from "../../usecases/invoices/list-deals.ts";
import { inDoubtView } from "../views/doubt.ts";

const numbers = ({ invoices }: BilledDeal) => invoices.map(({ invoice }) => invoiceName(invoice));

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
  {
    key: "value",
    title: "Value",
    align: "right",
    value: ({ deal }) => (deal.value ? amountText(deal.value) : ""),
    terminal: ({ deal }) => (deal.value ? money(deal.value, deal.currency) : ""),
  },
  { key: "currency", title: "", value: ({ deal }) => deal.currency, terminal: () => "" },
  {
    key: "invoiced",
    title: "Invoiced net",
    align: "right",
    value: (row) => amountText(row.invoiced),
    terminal: ({ invoiced, deal }) => bareAmount(invoiced, deal.currency),
    optional: true,
  },
  {
    key: "left",
    title: "Left net",
    align: "right",
    value: ({ left }) => (left === null ? "" : amountText(left)),
    terminal: ({ left, deal }) => (left === null ? "" : bareAmount(left, deal.currency)),
    optional: true,
  },
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

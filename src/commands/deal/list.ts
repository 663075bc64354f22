import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/flat.ts";
import { bareAmount, money } from "../../cli/format.ts";
import type { Column } from "../../cli/table.ts";
import { localDay } from "../../cli/when.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText } from "../../domain/money/money.ts";
import { type BilledDeal, listDeals } from "../../usecases/invoices/list-deals.ts";
import { defineCommand } from "../context.ts";
import { inDoubtText, inDoubtView } from "../views/doubt.ts";

const LIMIT = 50;

const numbers = ({ invoices }: BilledDeal) => invoices.map(({ invoice }) => invoiceName(invoice));

const COLUMNS: readonly Column<BilledDeal>[] = [
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

const ROWS = {
  fields: [
    ...["id", "title", "status", "organization", "owner_id", "currency", "value"],
    ...["invoiced", "left", "invoices", "in_doubt", "won_time"],
  ],
  json: dealJson,
};

export const dealList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List deals with what is invoiced of them",
  effect: "reads",
  isList: true,
  flags: {
    status: flag.choice("Deals of this status (default: won)", ["won", "open", "lost"]),
    notInvoiced: flag.switch("Only deals that are not fully invoiced"),
    since: flag.date("Changed on or after this day", { value: "date" }),
    owner: flag.integer("Pipedrive user who owns the deal", { value: "id" }),
    filter: flag.integer("A filter saved in Pipedrive (it beats all other flags)", { value: "id" }),
  },
  examples: ["pdqb deals --not-invoiced", "pdqb deals --since 2026-11-01 --json"],
  async run({ ports, connected, globals, show, progress }, { flags }) {
    const { pipedrive } = await connected();
    const { deals: rows, complete } = await progress.during("Reading deals", () =>
      listDeals(ports, {
        pipedriveCompany: pipedrive.companyId,
        status: flags.status ?? "won",
        notInvoiced: flags.notInvoiced,
        limit: globals.limit ?? LIMIT,
        readAll: globals.sort !== undefined,
        ...(flags.since === undefined ? {} : { since: `${flags.since}T00:00:00Z` }),
        ...(flags.owner === undefined ? {} : { ownerId: flags.owner }),
        ...(flags.filter === undefined ? {} : { filterId: flags.filter }),
      }),
    );
    const sorted = sortRows(rows, ROWS, globals.sort).slice(0, globals.limit ?? LIMIT);
    const isComplete = complete && sorted.length === rows.length;
    const note = sorted.map((row) => inDoubtText(row.inDoubt)).join("");
    await show({
      json: { deals: sorted.map(dealJson), complete: isComplete },
      table: tableOf(sorted, COLUMNS),
      fields: ROWS.fields,
      empty: flags.notInvoiced ? "Every deal is fully invoiced." : "No deals found.",
      ...(note !== "" && { note: note.trimEnd() }),
    });
  },
});

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

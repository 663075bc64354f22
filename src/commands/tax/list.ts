import type { Column } from "../../cli/column.ts";
import { listAnswer } from "../../cli/flat.ts";
import { plainText } from "../../domain/money/money.ts";
import { listTaxCodes, type TaxCodeRow } from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";

const COLUMNS: readonly Column<TaxCodeRow>[] = [
  { key: "id", title: "Id", value: ({ code }) => code.id },
  { key: "name", title: "Name", value: ({ code }) => code.name, grow: true },
  { key: "percent", title: "Percent", align: "right", value: ({ percent }) => plainText(percent) },
  {
    key: "linked_to",
    title: "Linked to",
    value: ({ links }) =>
      links
        .map(
          ({ percent, customerId }) =>
            `${percent} %${customerId === null ? "" : ` for customer ${customerId}`}`,
        )
        .join(", "),
  },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["id", "name", "percent", "linked_to", "linked_for"],
  json: ({ code, percent, links }: TaxCodeRow) => ({
    id: code.id,
    name: code.name,
    percent: plainText(percent),
    linked_to: links.filter(({ customerId }) => customerId === null).map((link) => link.percent),
    linked_for: links.flatMap((link) =>
      link.customerId === null ? [] : [{ percent: link.percent, customer_id: link.customerId }],
    ),
  }),
};

export const taxList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List QuickBooks' tax codes for sales and what is linked to them",
  effect: "reads",
  isList: true,
  flags: {},
  examples: ["pdqb tax list"],
  async run({ ports, connected, globals, show }) {
    const { quickbooks } = await connected();
    await show({
      ...listAnswer("taxes", await listTaxCodes(ports), ROWS, globals),
      empty:
        quickbooks.country === "US"
          ? "In the US no tax codes are linked: QuickBooks computes the tax."
          : "QuickBooks has no tax codes for sales.",
    });
  },
});

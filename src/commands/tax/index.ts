/** Tax percent ↔ tax code. */
import type { Column } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { listAnswer } from "../../cli/flat.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, parseDecimal, plainText } from "../../domain/money/money.ts";
import {
  linkTax,
  listTaxCodes,
  type TaxCodeRow,
  unlinkTax,
} from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";
import { linkAnswer, unlinkAnswer } from "../views/link.ts";

const PERCENT = {
  name: "percent",
  summary: "Tax percent of deal lines, such as 25.5",
  required: true,
};

const taxLink = defineCommand({
  name: "link",
  summary: "Link a tax percent of Pipedrive to a QuickBooks tax code",
  effect: "writes",
  arguments: [PERCENT],
  flags: {
    code: flag.text("Tax code: QuickBooks id or name", { value: "code" }),
    customer: flag.text("Only for this customer: QuickBooks id or full name", {
      value: "customer",
    }),
  },
  examples: ["pdqb tax link 25.5 --code 5", "pdqb tax link 0 --code 8 --customer 420"],
  async run({ ports, connected, globals, show }, { args: [text = ""], flags }) {
    const percent = percentOf(text);
    if (flags.code === undefined) {
      throw new PdqbError("usage", "Not linked: which tax code?", {
        next: ["pdqb tax list", `pdqb tax link ${text} --code <code>`],
      });
    }
    await connected();
    const result = await linkTax(ports, {
      percent,
      code: flags.code,
      customer: flags.customer,
      dryRun: globals.dryRun,
    });
    const { link } = result;
    await show(
      linkAnswer(
        result,
        () => ({
          percent: link.percent,
          customer_id: link.customerId,
          tax_code: { id: link.taxCodeId, name: link.taxCodeName },
        }),
        `${link.percent} %${link.customerId === null ? "" : ` for customer ${link.customerId}`} to tax code ${link.taxCodeId}, "${link.taxCodeName}"`,
      ),
    );
  },
});

function percentOf(text: string): Decimal {
  const percent = parseDecimal(text.replace(/ ?%$/, ""));
  if (percent?.gte(0) && percent.lte(100)) return percent;
  throw new PdqbError("usage", `"${text}" is no tax percent.`, {
    reason: "It takes a number from 0 to 100, such as 25.5.",
  });
}

const taxUnlink = defineCommand({
  name: "unlink",
  summary: "Unlink a tax percent from its tax code",
  effect: "writes",
  arguments: [PERCENT],
  flags: {
    customer: flag.text("Only for this customer: QuickBooks id or full name", {
      value: "customer",
    }),
  },
  examples: ["pdqb tax unlink 25.5"],
  async run({ ports, connected, globals, show }, { args: [text = ""], flags }) {
    const percent = percentOf(text);
    await connected();
    await show(
      unlinkAnswer(
        await unlinkTax(ports, { percent, customer: flags.customer, dryRun: globals.dryRun }),
        `${plainText(percent)} %`,
      ),
    );
  },
});

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

const taxList = defineCommand({
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

export const verbs = [taxLink, taxUnlink, taxList];

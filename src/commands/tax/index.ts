/** Tax percent ↔ tax code. */
import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { type Column, sortRows } from "../../cli/table.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, parseDecimal, plainText } from "../../domain/money.ts";
import { linkTax, listTaxCodes, type TaxCodeRow, unlinkTax } from "../../usecases/link-books.ts";
import { defineCommand } from "../context.ts";
import { linkAnswer, unlinkAnswer } from "../views/link.ts";

const PERCENT = {
  name: "percent",
  summary: "Tax percent of deal lines, such as 25.5",
  required: true,
};

function percentOf(text: string): Decimal {
  const percent = parseDecimal(text.replace(/ ?%$/, ""));
  if (percent?.gte(0) && percent.lte(100)) return percent;
  throw new PdqbError("usage", `"${text}" is no tax percent.`, {
    reason: "It takes a number from 0 to 100, such as 25.5.",
  });
}

const taxLink = defineCommand({
  name: "link",
  summary: "Link a tax percent of Pipedrive to a QuickBooks tax code",
  effect: "writes",
  arguments: [PERCENT],
  flags: { code: flag.text("Tax code: QuickBooks id or name", { value: "code" }) },
  examples: ["pdqb tax link 25.5 --code 5"],
  async run({ ports, connected, globals, show }, { args: [text = ""], flags }) {
    const percent = percentOf(text);
    if (flags.code === undefined) {
      throw new PdqbError("usage", "Not linked: which tax code?", {
        next: ["pdqb tax list", `pdqb tax link ${text} --code <code>`],
      });
    }
    await connected();
    const result = await linkTax(ports, { percent, code: flags.code, dryRun: globals.dryRun });
    const { link } = result;
    await show(
      linkAnswer(
        result,
        () => ({ percent: link.percent, tax_code: { id: link.taxCodeId, name: link.taxCodeName } }),
        `${link.percent} % to tax code ${link.taxCodeId}, "${link.taxCodeName}"`,
      ),
    );
  },
});

const taxUnlink = defineCommand({
  name: "unlink",
  summary: "Forget the tax code of a percent",
  effect: "writes",
  arguments: [PERCENT],
  flags: {},
  examples: ["pdqb tax unlink 25.5"],
  async run({ ports, connected, globals, show }, { args: [text = ""] }) {
    const percent = percentOf(text);
    await connected();
    await show(
      unlinkAnswer(
        await unlinkTax(ports, { percent, dryRun: globals.dryRun }),
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
    value: ({ linkedTo }) => linkedTo.map((percent) => `${percent} %`).join(", "),
  },
];

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
    const all = sortRows(await listTaxCodes(ports), COLUMNS, globals.sort);
    const shown = all.slice(0, globals.limit ?? all.length);
    await show({
      json: {
        taxes: shown.map(({ code, percent, linkedTo }) => ({
          id: code.id,
          name: code.name,
          percent: plainText(percent),
          linked_to: linkedTo,
        })),
        complete: shown.length === all.length,
      },
      table: tableOf(shown, COLUMNS),
      empty:
        quickbooks.country === "US"
          ? "In the US no tax codes are linked: QuickBooks computes the tax."
          : "QuickBooks has no tax codes for sales.",
    });
  },
});

export const verbs = [taxLink, taxUnlink, taxList];

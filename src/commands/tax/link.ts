/** Tax percent ↔ tax code: linked and unlinked. */
import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, parseDecimal, plainText } from "../../domain/money/money.ts";
import { linkTax, unlinkTax } from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";
import { linkAnswer, unlinkAnswer } from "../views/link.ts";

const PERCENT = {
  name: "percent",
  summary: "Tax percent of deal lines, such as 25.5",
  required: true,
};

export const taxLink = defineCommand({
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

export const taxUnlink = defineCommand({
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

import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { linkTax } from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";
import { linkAnswer } from "../views/link.ts";
import { PERCENT, percentOf } from "./percent.ts";

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

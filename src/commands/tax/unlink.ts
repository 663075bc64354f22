import { flag } from "../../cli/command.ts";
import { plainText } from "../../domain/money/money.ts";
import { unlinkTax } from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";
import { unlinkAnswer } from "../views/link.ts";
import { PERCENT, percentOf } from "./percent.ts";

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

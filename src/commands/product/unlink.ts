import { flag } from "../../cli/command.ts";
import { unlinkItem } from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";
import { unlinkAnswer } from "../views/link.ts";

export const productUnlink = defineCommand({
  name: "unlink",
  summary: "Unlink a product from its item",
  effect: "writes",
  arguments: [{ name: "product", summary: "Product id, exact name, or sku:…", required: true }],
  flags: { variation: flag.integer("Only this variation of the product", { value: "id" }) },
  examples: ["pdqb product unlink 201"],
  async run({ ports, connected, globals, show }, { args: [product = ""], flags }) {
    await connected();
    const input = { product, variationId: flags.variation ?? null, dryRun: globals.dryRun };
    await show(unlinkAnswer(await unlinkItem(ports, input), `product ${product}`));
  },
});

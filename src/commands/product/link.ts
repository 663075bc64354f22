/** Product ↔ item: linked and unlinked. */
import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { ItemId, ProductId } from "../../domain/ids.ts";
import { linkItem, unlinkItem } from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";
import { linkAnswer, unlinkAnswer } from "../views/link.ts";

export const productLink = defineCommand({
  name: "link",
  summary: "Link a Pipedrive product to a QuickBooks item",
  effect: "writes",
  arguments: [{ name: "product", summary: "Product id, exact name, or sku:…", required: true }],
  flags: {
    item: flag.text("Item: QuickBooks id, exact name, or sku:…", { value: "item" }),
    variation: flag.integer("Only this variation of the product", { value: "id" }),
  },
  examples: ["pdqb product link 201 --item 88", "pdqb product link 201 --item sku:WEB-CARE"],
  async run({ ports, connected, globals, show }, { args: [product = ""], flags }) {
    if (flags.item === undefined) {
      throw new PdqbError("usage", "Not linked: which item?", {
        next: [`pdqb product search "<text>"`, `pdqb product link ${product} --item <item>`],
      });
    }
    await connected();
    const result = await linkItem(ports, {
      product,
      variationId: flags.variation ?? null,
      item: flags.item,
      dryRun: globals.dryRun,
    });
    const { link } = result;
    await show(
      linkAnswer(
        result,
        itemLinkJson,
        `product ${link.productId} to item ${link.itemId}, "${link.itemName}"`,
      ),
    );
  },
});

export const itemLinkJson = (link: {
  productId: ProductId;
  variationId: number | null;
  itemId: ItemId;
  itemName: string;
}) => ({
  product_id: link.productId,
  variation_id: link.variationId,
  item: { id: link.itemId, name: link.itemName },
});

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

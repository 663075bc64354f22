/** A new item. Names of items are unique. */
import type { Item, NewItem } from "../../../domain/books.ts";
import { jsonText } from "../../../domain/money/exact-json.ts";
import type { WriteKind } from "../kind.ts";

export const itemKind: WriteKind<Item, NewItem> = {
  name: "item",
  service: "quickbooks",
  words: { thing: "item", verb: "create", past: "created", done: "made" },
  body: (item) =>
    jsonText({
      Name: item.name,
      Type: "Service",
      Sku: item.sku ?? undefined,
      UnitPrice: item.unitPrice,
      IncomeAccountRef: { value: item.incomeAccountId },
      ExpenseAccountRef: item.expenseAccountId ? { value: item.expenseAccountId } : undefined,
    }),
  send: ({ quickbooks }, { body, requestId }) =>
    quickbooks.send({ entity: "Item", operation: "create", body }, requestId),
  async find({ quickbooks }, { follows }) {
    const names = [follows.target ?? ""];
    const [item] = await quickbooks.matchItems({ skus: [], names });
    return item;
  },
  async follow(_ledger, { intent: { follows }, made }) {
    const { itemLink: link } = follows;
    return link ? { itemLink: { ...link, itemId: made.id, itemName: made.name } } : {};
  },
  async named({ quickbooks }, _intent, id) {
    return (await quickbooks.lookup({ itemIds: [id] })).items[0];
  },
};

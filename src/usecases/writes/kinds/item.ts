/** A new item. Names of items are unique. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";

export const itemKind: WriteKind<WrittenOf<"item">> = {
  name: "item",
  service: "quickbooks",
  words: { thing: "item", verb: "create", past: "created", done: "made" },
  answers: ["item"],
  async find({ quickbooks }, { follows }) {
    const names = [follows.target ?? ""];
    const [item] = await quickbooks.matchItems({ skus: [], names });
    return item && { kind: "item", item, traceId: undefined };
  },
  async follow(_ledger, { intent: { follows }, written: { item } }) {
    const { itemLink: link } = follows;
    return link ? { itemLink: { ...link, itemId: item.id, itemName: item.name } } : {};
  },
  async named({ quickbooks }, _intent, id) {
    const wanted = { customerIds: [], itemIds: [id], taxCodes: false, terms: false };
    const [item] = (await quickbooks.lookup(wanted)).items;
    return item && { kind: "item", item, traceId: undefined };
  },
};

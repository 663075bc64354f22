/** The PDF of an invoice on a deal. */
import type { DealId } from "../../../domain/ids.ts";
import type { Made } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { foundOnDeal, onDeal, requestBody } from "../on-deal.ts";

export const fileKind: WriteKind<Made, { dealId: DealId; name: string }> = {
  name: "file",
  ...onDeal,
  words: { thing: "file", verb: "upload", past: "uploaded", done: "uploaded" },
  body: ({ dealId, name }) =>
    requestBody({
      ...{ version: "v1", group: "Files", operation: "addFile" },
      parameters: { deal_id: dealId },
      file: name,
      answer: { id: "id", same: { deal_id: dealId } },
    }),
  unseen: "not done",
  find: (ports, intent) => foundOnDeal(ports, intent, "files"),
};

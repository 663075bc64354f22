/** The PDF of an invoice on a deal. */
import type { DealId } from "../../../domain/ids.ts";
import type { Made } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { foundOnDeal, requestBody, sendRequest, writeBackLock } from "../on-deal.ts";

export const fileKind: WriteKind<Made, { dealId: DealId; name: string }> = {
  name: "file",
  service: "pipedrive",
  words: { thing: "file", verb: "upload", past: "uploaded", done: "uploaded" },
  body: ({ dealId, name }) =>
    requestBody({
      ...{ version: "v1", group: "Files", operation: "addFile" },
      parameters: { deal_id: dealId },
      file: name,
      answer: { id: "id", same: { deal_id: dealId } },
    }),
  send: sendRequest,
  lock: writeBackLock,
  unseen: "not done",
  find: (ports, intent) => foundOnDeal(ports, intent, "files"),
};

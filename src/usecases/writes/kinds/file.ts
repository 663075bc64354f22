/** The PDF of an invoice on a deal. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { foundOnDeal, writeBackLock } from "./on-deal.ts";

export const fileKind: WriteKind<WrittenOf<"file">> = {
  name: "file",
  service: "pipedrive",
  words: { thing: "file", verb: "upload", past: "uploaded", done: "uploaded" },
  answers: ["file"],
  lock: writeBackLock,
  unseen: "not done",
  async find(ports, intent) {
    const objectId = await foundOnDeal(ports, intent, "files");
    return objectId === undefined ? undefined : { kind: "file", objectId, traceId: undefined };
  },
};

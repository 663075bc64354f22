/** The note on a deal that tells of its invoices. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { foundOnDeal, writeBackLock } from "./on-deal.ts";

export const noteKind: WriteKind<WrittenOf<"note">> = {
  name: "note",
  service: "pipedrive",
  words: { thing: "note", verb: "create", past: "created", done: "made" },
  answers: ["note"],
  lock: writeBackLock,
  unseen: "not done",
  async find(ports, intent) {
    const objectId = await foundOnDeal(ports, intent, "notes");
    return objectId === undefined ? undefined : { kind: "note", objectId, traceId: undefined };
  },
};

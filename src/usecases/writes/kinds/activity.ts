/** The activity of a deal that tells of an overdue invoice. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { foundOnDeal, writeBackLock } from "./on-deal.ts";

export const activityKind: WriteKind<WrittenOf<"activity">> = {
  name: "activity",
  service: "pipedrive",
  words: { thing: "activity", verb: "create", past: "created", done: "made" },
  answers: ["activity"],
  lock: writeBackLock,
  unseen: "not done",
  async find(ports, intent) {
    const objectId = await foundOnDeal(ports, intent, "activities");
    return objectId === undefined ? undefined : { kind: "activity", objectId, traceId: undefined };
  },
};

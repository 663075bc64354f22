/** Values of fields on a deal. The same values once more change nothing: what they are is compared at the next write-back. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { writeBackLock } from "./on-deal.ts";

export const dealValuesKind: WriteKind<WrittenOf<"deal_values">> = {
  name: "deal_values",
  service: "pipedrive",
  words: { thing: "deal", verb: "update", past: "updated", done: "updated" },
  answers: ["deal_values"],
  lock: writeBackLock,
  unseen: "not known",
};

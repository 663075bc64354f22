/** New text for the note on a deal: the same text once more changes nothing. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { writeBackLock } from "./on-deal.ts";

export const noteUpdateKind: WriteKind<WrittenOf<"note_update">> = {
  name: "note_update",
  service: "pipedrive",
  words: { thing: "note", verb: "update", past: "updated", done: "updated" },
  answers: ["note_update"],
  lock: writeBackLock,
  unseen: "not known",
};

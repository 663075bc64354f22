/** New text for the note on a deal: the same text once more changes nothing. */
import type { DealId } from "../../../domain/ids.ts";
import type { Made } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { noteWire, onDeal, requestBody } from "../on-deal.ts";

export const noteUpdateKind: WriteKind<Made, { dealId: DealId; id: number; html: string }> = {
  name: "note_update",
  ...onDeal,
  words: { thing: "note", verb: "update", past: "updated", done: "updated" },
  body: ({ id, ...note }) =>
    requestBody({
      ...{ version: "v1", group: "Notes", operation: "updateNote" },
      parameters: { id, NoteRequest: noteWire(note) },
      answer: { id: "id", same: { id, deal_id: note.dealId } },
    }),
  unseen: "not known",
};

/** The note on a deal that tells of its invoices. */
import type { DealId } from "../../../domain/ids.ts";
import type { Made } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { foundOnDeal, noteWire, onDeal, requestBody } from "../on-deal.ts";

export const noteKind: WriteKind<Made, { dealId: DealId; html: string }> = {
  name: "note",
  ...onDeal,
  words: { thing: "note", verb: "create", past: "created", done: "made" },
  body: (note) =>
    requestBody({
      ...{ version: "v1", group: "Notes", operation: "addNote" },
      parameters: { AddNoteRequest: noteWire(note) },
      answer: { id: "id", same: { deal_id: note.dealId } },
    }),
  unseen: "not done",
  find: (ports, intent) => foundOnDeal(ports, intent, "notes"),
};

/** What is written into the deal itself: fields and one note. After each the ledger remembers it; before each a look finds what an earlier run made. */
import { counted } from "../../domain/counted.ts";
import { changedValues, type DealWriteBack } from "../../domain/deal/deal-write-back.ts";
import { NOTE_TITLE } from "../../domain/invoice/write-back.ts";
import type { WritePorts } from "../../ports.ts";
import { isGone } from "../books/or-gone.ts";
import { dealValuesKind } from "../writes/kinds/deal-values.ts";
import { noteKind } from "../writes/kinds/note.ts";
import { noteUpdateKind } from "../writes/kinds/note-update.ts";
import { findOnDeal } from "../writes/on-deal.ts";
import { type Put, rememberOnDeal, writeOnDeal } from "./write-on-deal.ts";

export async function putValues(ports: WritePorts, deal: DealWriteBack): Promise<Put> {
  const { dealId } = deal;
  const values = changedValues(deal);
  const codes = Object.keys(values);
  if (codes.length === 0) return { count: 0, deal };
  await writeOnDeal(ports, dealId, dealValuesKind, {
    input: { dealId, values },
    summary: `deal ${dealId} (${counted(codes.length, "field")}: ${deal.words})`,
    target: String(dealId),
  });
  const texts = Object.entries(values).map(([code, value]) => [code, JSON.stringify(value)]);
  const now = { ...deal.row.values, ...Object.fromEntries(texts) };
  return { count: 1, deal: await rememberOnDeal(ports, deal, { values: now }) };
}

/** A note that somebody deleted is made again. */
export async function putNote(ports: WritePorts, deal: DealWriteBack): Promise<Put> {
  const { dealId, row, note: html } = deal;
  if (html === null || row.note?.html === html) return { count: 0, deal };
  const found = row.note?.id ?? (await findOnDeal(ports.pipedrive, dealId, "notes", NOTE_TITLE));
  const words = { summary: `note on deal ${dealId}`, target: NOTE_TITLE };
  const make = () => writeOnDeal(ports, dealId, noteKind, { input: { dealId, html }, ...words });
  const change = (noteId: number) =>
    writeOnDeal(ports, dealId, noteUpdateKind, { input: { dealId, id: noteId, html }, ...words });
  const id = await (found === undefined
    ? make()
    : change(found).catch((error: unknown) => {
        if (!isGone(error)) throw error;
        return make();
      }));
  const note = { id: Number(id), html };
  return { count: 1, deal: await rememberOnDeal(ports, deal, { note }) };
}

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
import { rememberOnDeal, writeOnDeal } from "./write-on-deal.ts";

/** Answers with how many writes were done. */
export async function putValues(ports: WritePorts, deal: DealWriteBack): Promise<number> {
  const { dealId } = deal;
  const values = changedValues(deal);
  const codes = Object.keys(values);
  if (codes.length === 0) return 0;
  await writeOnDeal(ports, dealId, dealValuesKind, {
    input: { dealId, values },
    summary: `deal ${dealId} (${counted(codes.length, "field")}: ${deal.words})`,
    target: String(dealId),
  });
  const texts = Object.entries(values).map(([code, value]) => [code, JSON.stringify(value)]);
  await rememberOnDeal(ports, deal, {
    values: { ...deal.row.values, ...Object.fromEntries(texts) },
  });
  return 1;
}

/** A note that somebody deleted is made again. */
export async function putNote(
  ports: WritePorts,
  deal: DealWriteBack,
  html: string,
): Promise<number> {
  const { dealId, row } = deal;
  if (row.note?.html === html) return 0;
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
  await rememberOnDeal(ports, deal, { note: { id: Number(id), html } });
  return 1;
}

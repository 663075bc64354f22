/** The four things that are written into a deal. After each the ledger remembers it; before each a look finds what an earlier run made. */

import type { CalendarDate } from "../../domain/calendar-date.ts";
import { counted } from "../../domain/counted.ts";
import { changedValues, type DealWriteBack } from "../../domain/deal/deal-write-back.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { pdfName } from "../../domain/invoice/pdf-name.ts";
import { NOTE_TITLE } from "../../domain/invoice/write-back.ts";
import type { WrittenBack } from "../../domain/ledger/ledger.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import type { PipedriveWrite, WritePorts, WrittenToPipedrive } from "../../ports.ts";
import { isGone } from "../books/or-gone.ts";
import { resolveByReading } from "../writes/earlier.ts";
import { writeOnce } from "../writes/engine.ts";
import type { WriteKind } from "../writes/kind.ts";
import { PIPEDRIVE_KINDS } from "../writes/kinds/in-pipedrive.ts";
import { findOnDeal } from "../writes/kinds/on-deal.ts";

/** Answers with how many writes were done. */
export async function putValues(ports: WritePorts, deal: DealWriteBack): Promise<number> {
  const { dealId } = deal;
  const values = changedValues(deal);
  const codes = Object.keys(values);
  if (codes.length === 0) return 0;
  await once(ports, deal, {
    write: await ports.pipedrive.dealValuesWrite(dealId, values),
    summary: `${counted(codes.length, "field")} of deal ${dealId}: ${deal.words}`,
    target: String(dealId),
  });
  const texts = Object.entries(values).map(([code, value]) => [code, JSON.stringify(value)]);
  await note(ports, deal, { values: { ...deal.row.values, ...Object.fromEntries(texts) } });
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
  const put = async (id: number | null) =>
    once(ports, deal, {
      write: await ports.pipedrive.noteWrite({ dealId, id, html }),
      summary: `note on deal ${dealId}`,
      target: NOTE_TITLE,
    });
  const id = await put(found ?? null).catch((error: unknown) => {
    if (!isGone(error) || found === undefined) throw error;
    return put(null);
  });
  await note(ports, deal, { note: { id: Number(id), html } });
  return 1;
}

export async function putFiles(
  ports: WritePorts,
  deal: DealWriteBack,
  invoices: Invoice[],
): Promise<number> {
  const { dealId } = deal;
  let count = 0;
  for (const invoice of invoices) {
    const name = pdfName(invoice, new Set());
    if ((await findOnDeal(ports.pipedrive, dealId, "files", name)) === undefined) {
      const bytes = await ports.quickbooks.invoicePdf(invoice.id);
      const write = await ports.pipedrive.fileWrite({ dealId, name });
      const summary = `PDF of invoice ${invoiceName(invoice)} on deal ${dealId}`;
      await once(ports, deal, { write, summary, target: name, bytes });
      count += 1;
    }
    await note(ports, deal, { files: [...deal.row.files, invoice.id] });
  }
  return count;
}

export async function putActivities(
  ports: WritePorts,
  deal: DealWriteBack,
  invoices: Invoice[],
  today: CalendarDate,
): Promise<number> {
  const { dealId } = deal;
  let count = 0;
  for (const invoice of invoices) {
    const subject = `Invoice ${invoiceName(invoice)} is overdue: ${moneyWords(invoice.balance, invoice.currency)}, due ${invoice.dueDate}`;
    if ((await findOnDeal(ports.pipedrive, dealId, "activities", subject)) === undefined) {
      const write = await ports.pipedrive.activityWrite({ dealId, subject, dueDate: today });
      await once(ports, deal, { write, summary: `activity on deal ${dealId}`, target: subject });
      count += 1;
    }
    await note(ports, deal, { activities: [...deal.row.activities, invoice.id] });
  }
  return count;
}

/** Under the lock of the deal. Answers with the id of what was written. Throws unknown_outcome while an earlier one is not resolved. */
async function once(
  ports: WritePorts,
  { dealId }: DealWriteBack,
  one: { write: PipedriveWrite; summary: string; target: string; bytes?: Uint8Array },
): Promise<string> {
  const key = `${one.write.kind}/${dealId}/${one.target}`;
  for (const open of await ports.ledger.intents({ key, state: "open" })) {
    if (await resolveByReading(ports, open)) {
      const [{ state, objectId } = open] = await ports.ledger.intents({ id: open.id });
      if (state === "done" && objectId !== null) return objectId;
      continue;
    }
    throw new PdqbError("unknown_outcome", `The ${one.summary} may have been written.`, {
      reason: "It was sent and no answer came; two minutes after that it is looked for again.",
      next: ["pdqb invoices refresh"],
    });
  }
  const kind: WriteKind<WrittenToPipedrive> = PIPEDRIVE_KINDS[one.write.kind];
  const written = await writeOnce(ports, kind, {
    key,
    write: one.write,
    dealId,
    marker: null,
    summary: one.summary,
    follows: { target: one.target },
    ...(one.bytes && { bytes: one.bytes }),
  });
  return written.objectId;
}

async function note(
  { ledger }: WritePorts,
  deal: DealWriteBack,
  change: Partial<WrittenBack>,
): Promise<void> {
  deal.row = { ...deal.row, ...change, refused: null };
  await ledger.putWrittenBack(deal.row);
}

import type { DealWriteBack } from "../../domain/deal/deal-write-back.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { WrittenBack } from "../../domain/ledger/ledger.ts";
import type { PipedriveWrite, WritePorts, WrittenToPipedrive } from "../../ports.ts";
import { resolveByReading } from "../writes/earlier.ts";
import { writeOnce } from "../writes/engine.ts";
import type { WriteKind } from "../writes/kind.ts";
import { PIPEDRIVE_KINDS } from "../writes/kinds/in-pipedrive.ts";

/** Under the lock of the deal. Answers with the id of what was written. Throws unknown_outcome while an earlier one is not resolved. */
export async function writeOnDeal(
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

/** Kept in the ledger as what stands on the deal. */
export async function rememberOnDeal(
  { ledger }: WritePorts,
  deal: DealWriteBack,
  change: Partial<WrittenBack>,
): Promise<void> {
  deal.row = { ...deal.row, ...change, refused: null };
  await ledger.putWrittenBack(deal.row);
}

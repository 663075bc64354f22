import type { DealWriteBack } from "../../domain/deal/deal-write-back.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { WrittenBack } from "../../domain/ledger/ledger.ts";
import type { Made, WritePorts } from "../../ports.ts";
import { resolveByReading } from "../writes/by-reading.ts";
import { writeOnce } from "../writes/engine.ts";
import { sentenceOf } from "../writes/intent-words.ts";
import type { WriteKind } from "../writes/kind.ts";

/** Under the lock of the deal. Answers with the id of what was written. Throws unknown_outcome while an earlier one is not resolved. */
export async function writeOnDeal<Input>(
  ports: WritePorts,
  dealId: DealId,
  kind: WriteKind<Made, Input>,
  one: { input: NoInfer<Input>; summary: string; target: string; bytes?: Uint8Array },
): Promise<string> {
  const key = `${kind.name}/${dealId}/${one.target}`;
  for (const open of await ports.ledger.intents({ key, state: "open" })) {
    if (await resolveByReading(ports, { kind, intent: open })) {
      const [{ state, objectId } = open] = await ports.ledger.intents({ id: open.id });
      if (state === "done" && objectId !== null) return objectId;
      continue;
    }
    throw new PdqbError("unknown_outcome", sentenceOf(kind, one.summary, "may have been"), {
      reason: "It was sent and no answer came; two minutes after that it is looked for again.",
      next: ["pdqb invoices refresh"],
    });
  }
  const written = await writeOnce(ports, kind, {
    key,
    input: one.input,
    dealId,
    summary: one.summary,
    follows: { target: one.target },
    ...(one.bytes && { bytes: one.bytes }),
  });
  return written.id;
}

/** How many writes were done, and the deal as it stands after them. */
export type Put = { count: number; deal: DealWriteBack };

/** Kept in the ledger as what stands on the deal. */
export async function rememberOnDeal(
  { ledger }: WritePorts,
  deal: DealWriteBack,
  change: Partial<WrittenBack>,
): Promise<DealWriteBack> {
  const row = { ...deal.row, ...change, refused: null };
  await ledger.putWrittenBack(row);
  return { ...deal, row };
}

/** A field that a person changed in Pipedrive is written again: by what the ledger remembers alone it would be held for written. */
import { dealWriteBack, type WriteBackInput } from "../../domain/deal/deal-write-back.ts";
import { shownOtherwise } from "../../domain/deal/shown-fields.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";
import { writeBackLock } from "../writes/on-deal.ts";

/** Looks at the deal itself, and forgets what was written where Pipedrive shows something else now. Throws connection, unavailable. */
export async function forgetChangedByOthers(
  { ledger, pipedrive }: Pick<Ports, "ledger" | "pipedrive">,
  input: WriteBackInput,
  dealId: DealId,
): Promise<void> {
  if (Object.keys(input.choice.fields).length === 0) return;
  const deal = await orGone(pipedrive.deal(dealId));
  if (!deal) return;
  await ledger.exclusive(writeBackLock({ key: "", dealId }), async () => {
    const [before] = await ledger.writtenBack(dealId);
    if (!before) return;
    const invoices = await ledger.invoices({ dealIds: [dealId] });
    const wanted = dealWriteBack(dealId, invoices, before, input);
    const codes = shownOtherwise(deal, wanted?.values ?? {});
    const kept = Object.entries(before.values).filter(([code]) => !codes.includes(code));
    if (kept.length < Object.keys(before.values).length)
      await ledger.putWrittenBack({ ...before, values: Object.fromEntries(kept) });
  });
}

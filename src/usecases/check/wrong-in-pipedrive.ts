/** Whether Pipedrive's fields show what became of the invoices. */
import type { Finding } from "../../domain/check/finding.ts";
import { writtenBackWrong } from "../../domain/check/written-back.ts";
import type { WriteBackInput } from "../../domain/deal/deal-write-back.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { CheckPorts } from "./check-types.ts";
import type { DealsToCheck } from "./deal-findings.ts";

/** Deals without another finding whose fields in Pipedrive do not match the books. */
export async function wrongInPipedrive(
  { ledger }: CheckPorts,
  input: WriteBackInput | undefined,
  { known, deals, found }: Pick<DealsToCheck, "known" | "deals"> & { found: Finding[] },
): Promise<Finding[]> {
  if (!input || Object.keys(input.choice.fields).length === 0) return [];
  const written = new Map((await ledger.writtenBack()).map((row) => [row.dealId, row]));
  const named = new Set(found.flatMap(({ deal }) => deal?.id ?? []));
  const invoices = new Map<number, KnownInvoice[]>();
  for (const one of known)
    for (const { dealId } of one.links)
      invoices.set(dealId, [...(invoices.get(dealId) ?? []), one]);
  const wrong: Finding[] = [];
  for (const [id, deal] of deals.byId) {
    // An archived deal takes no change.
    if (!deal || deal.isArchived || named.has(id)) continue;
    const one = writtenBackWrong(deal, invoices.get(id) ?? [], written.get(id), input);
    if (one) wrong.push(one);
  }
  return wrong;
}

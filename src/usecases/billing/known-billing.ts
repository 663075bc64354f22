/** What is billed of many deals, as the ledger has it: for lists, which read nothing from the books. */
import type { DealId } from "../../domain/ids.ts";
import { doubtsAmong, withOverBilled, withoutDoubt } from "../../domain/invoice/doubts.ts";
import { adoptedAs } from "../../domain/invoice/link-by-marker.ts";
import type { Ledger } from "../../ports.ts";
import { billingOf, type DealBilling } from "./billing.ts";
import { sentInvoices } from "./deal-billing.ts";
import { doubtedStrangers, linksOf } from "./doubts.ts";

/** Has an entry for every deal. */
export async function knownBilling(
  ledger: Ledger,
  { dealIds, pipedriveCompany }: { dealIds: DealId[]; pipedriveCompany: string },
): Promise<Map<number, DealBilling>> {
  const wanted = new Set(dealIds);
  // In this order: an intent that is settled meanwhile has its link by the second look.
  const pending = await sentInvoices(ledger, [...wanted]);
  const linked = linksOf(await ledger.invoices({ dealIds: [...wanted] }), wanted);
  const doubted = await doubtedStrangers(ledger, pipedriveCompany);
  const foreign = doubted.filter(({ marker }) => wanted.has(marker.dealId));
  const samePart = doubtsAmong(pipedriveCompany, linked, foreign);
  const adopted = withoutDoubt(foreign, samePart).map((one) => adoptedAs(one, undefined, ""));
  const all = [...linked, ...adopted];
  const doubts = withOverBilled(pipedriveCompany, all, samePart);
  const links = grouped(all, ({ link }) => link.dealId);
  const sent = grouped(pending, (intent) => intent.dealId);
  const doubtsOf = grouped(doubts, (doubt) => doubt.dealId);
  return new Map(
    [...wanted].map((id) => [
      id,
      billingOf(links.get(id) ?? [], sent.get(id) ?? [], doubtsOf.get(id) ?? []),
    ]),
  );
}

export function grouped<T, K>(all: T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

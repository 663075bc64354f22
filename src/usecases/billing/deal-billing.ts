/**
 * What is billed of a deal: the one answer that the planner, applying a plan and the lists share. It comes from the ledger's links,
 * the invoices as QuickBooks has them now, invoices that carry this deal's marker and that the ledger does not know, and invoices
 * whose outcome is open. `dealBilling` reads the books for one deal; `knownBilling` answers for many by the ledger alone.
 */
import type { DealId } from "../../domain/ids.ts";
import {
  doubtsAmong,
  withMarker,
  withOverBilled,
  withoutDoubt,
} from "../../domain/invoice/doubts.ts";
import type { Ports } from "../../ports.ts";
import { adopt } from "./adopt-invoices.ts";
import { billingOf, type DealBilling } from "./billing.ts";
import { keepDoubts, linksOf, strangers } from "./doubts.ts";
import { freshInvoices, type InvoicesRead } from "./fresh-invoices.ts";
import { sentInvoices } from "./sent-invoices.ts";

type BillingPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

type BillingInput = {
  dealId: DealId;
  pipedriveCompany: string;
  /** Invoices of the customers that the deal is billed to. */
  read: InvoicesRead[];
  /** False where an invoice of another customer may be of the deal, and nobody has looked. */
  isWhole?: boolean;
  /** False in a dry run: then nothing that was read is kept. */
  save: boolean;
};

/** Reads what the ledger knows for more than a minute again. Throws unavailable, connection. */
export async function dealBilling(ports: BillingPorts, input: BillingInput): Promise<DealBilling> {
  const { ledger } = ports;
  const { dealId, pipedriveCompany, read, isWhole = true, save } = input;
  // In this order: an intent that is settled meanwhile has its link by the second look.
  const [pending, stored] = await Promise.all([
    sentInvoices(ledger, [dealId]),
    ledger.invoices({ dealIds: [dealId] }),
  ]);
  const known = await freshInvoices(ports, stored, { read, save });
  const marked = read
    .flatMap(({ invoices }) => withMarker(invoices, pipedriveCompany))
    .filter(({ marker }) => marker.dealId === dealId);
  const foreign = await strangers(ledger, marked);
  const linked = linksOf(known, new Set([dealId]));
  const samePart = doubtsAmong(pipedriveCompany, linked, foreign);
  const sure = withoutDoubt(foreign, samePart);
  const deals = new Map(sure.length > 0 ? [[dealId, await ports.pipedrive.deal(dealId)]] : []);
  const all = [...linked, ...(await adopt(ports, sure, { deals, save }))];
  const doubts = withOverBilled(pipedriveCompany, all, samePart);
  if (save) await keepDoubts(ledger, doubts, ports.clock.now().toISOString());
  return { ...billingOf(all, pending, doubts), isWhole };
}

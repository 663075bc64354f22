/** Creates one invoice of a run, as `invoice create` does, and e-mails it if asked to. */
import { LedgerError, PdqbError, ServiceError } from "../../domain/errors.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Order, RowOutcome } from "../../domain/run/applied.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { WritePorts } from "../../ports.ts";
import { forgettingOnRefusal } from "../books/books-cache.ts";
import { createInvoice } from "../writes/create-invoice.ts";
import { sendInvoice } from "../writes/send-invoice.ts";
import { billedRow, isMadeBy } from "./billed-rows.ts";
import { errorOf } from "./plan-row.ts";

/** Throws bugs alone. */
export async function createRow(
  ports: WritePorts,
  { row, plan, remember }: Order,
  { run, pipedriveCompany }: { run: string; pipedriveCompany: string },
): Promise<RowOutcome> {
  try {
    const { outcome, invoice, warnings } = await forgettingOnRefusal(ports, () =>
      createInvoice(ports, { plan, remember, pipedriveCompany }),
    );
    const isOwn =
      outcome === "created" || (await isMadeBy(ports.ledger, run, row.key ?? "", invoice.id));
    const billed = billedRow(row, invoice);
    return {
      row: {
        ...billed,
        state: isOwn ? "created" : "billed",
        warnings: [...plan.warnings, ...warnings],
      },
    };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    return {
      row: { ...row, state: stateAfter(error, row), error: errorOf(error, row.dealId) },
      failure: error,
    };
  }
}

/** A service out of reach has refused nothing: the invoice is as ready as before, unless it may have been sent earlier. */
function stateAfter(error: PdqbError, { state }: RunRow): RunRow["state"] {
  if (error.kind === "unknown_outcome") return "in_doubt";
  const isUntouched = stopsAll(error) || error.kind === "unavailable";
  if (isUntouched) return state === "in_doubt" ? state : "ready";
  // The service was not asked: the deal's invoices are no longer those that were reviewed.
  const isOurs = error.kind === "refused" && !(error instanceof ServiceError);
  return isOurs ? "changed" : "failed";
}

/** What the other deals would fail of as well: a dead connection, a full disk, a budget that is used up, a person's word. */
export function stopsAll(error: PdqbError): boolean {
  if (error.kind === "connection" || error.kind === "interrupted") return true;
  if (error instanceof ServiceError && error.status === 429) return true;
  return isOfLedger(error);
}

export function isOfLedger(error: unknown): boolean {
  if (error instanceof LedgerError) return true;
  return error instanceof PdqbError && error.cause !== undefined && isOfLedger(error.cause);
}

/** What the plan itself warns of was reviewed with it, such as a deal's value that is not the sum of its lines. */
const BOOKED_OTHERWISE = ["total_difference", "tax_difference", "due_difference"];

/** To the invoice's own address, else its customer's. What QuickBooks booked otherwise than planned is not sent. */
export async function sendRow(
  ports: WritePorts,
  row: RunRow,
  plan: InvoicePlan,
): Promise<RowOutcome> {
  if (row.state !== "created" || !row.invoice) return { row };
  const { id, number } = row.invoice;
  const name = number ?? `id:${id}`;
  const differences = row.warnings.filter(({ code }) => BOOKED_OTHERWISE.includes(code));
  try {
    if (differences.length > 0)
      throw new PdqbError("refused", `Invoice ${name} was created but not sent.`, {
        reason: differences.map(({ message }) => message),
        next: [`pdqb invoice view ${name}`, `pdqb invoice email ${name}`],
      });
    const [known] = await ports.ledger.invoices({ invoiceIds: [id] });
    if (!known) throw new PdqbError("not_found", `Invoice ${name} is not in the ledger.`);
    const to = addressOf(plan);
    if (to === null)
      throw new PdqbError("refused", `Invoice ${name} was not sent: there is no e-mail address.`, {
        next: [`pdqb invoice email ${name} --to <address>`],
      });
    if (known.invoice.emailStatus !== "EmailSent")
      await sendInvoice(ports, { invoice: known.invoice, to, dealId: row.dealId });
    return { row: { ...row, state: "sent", error: null } };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    return { row: { ...row, error: errorOf(error, row.dealId) }, failure: error };
  }
}

const addressOf = ({ billTo, customer }: InvoicePlan) =>
  billTo.email ?? customer?.existing?.email ?? customer?.create?.email ?? null;

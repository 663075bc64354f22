/** E-mails an invoice that a run has created. */
import { PdqbError } from "../../domain/errors.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { planFromText } from "../../domain/plan/stored-plan.ts";
import type { RowOutcome } from "../../domain/run/applied.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { WritePorts } from "../../ports.ts";
import { sendInvoice } from "../writes/send-invoice.ts";
import { errorOf } from "./row-error.ts";

/** The plan that was reviewed; undefined where the row came to its invoice without one. */
export async function planOfRow(
  { ledger }: Pick<WritePorts, "ledger">,
  run: string,
  { position }: RunRow,
): Promise<InvoicePlan | undefined> {
  const text = await ledger.runPlan(run, position);
  return text === undefined ? undefined : planFromText(text);
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

/** `invoice create --send` and `--pdf`: what is done with what was made. A failure never hides the invoice. */
import { linesOf, PartlyDone, PdqbError } from "../../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../../domain/invoice/invoice.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import { pdfPaths, savePdf } from "../../../usecases/invoices/save-pdf.ts";
import type { CreateResult } from "../../../usecases/writes/create-order.ts";
import type { sendInvoice } from "../../../usecases/writes/send-invoice.ts";
import type { Context } from "../../context.ts";
import { afterCreating, type CreatedPdf, differencesIn, type Sent } from "./session.ts";

export async function sendCreated(
  { ports, sending }: Context,
  plan: InvoicePlan,
  result: CreateResult,
  send: typeof sendInvoice,
): Promise<{ result: CreateResult; sent: Sent } | undefined> {
  const to = plan.sendTo;
  if (to === null) return undefined;
  const { invoice } = result;
  const { view, email } = afterCreating(invoice);
  const name = invoiceName(invoice);
  const notSent = (reason: string | readonly string[], next: string[], cause?: unknown) => {
    const message =
      result.outcome === "created"
        ? `Invoice ${name} was created but not sent to ${to}.`
        : `Invoice ${name} exists already and was not sent to ${to}.`;
    const steps = [`invoice ${name} (id ${invoice.id})`];
    const failure = new PartlyDone(message, steps, { reason, next, cause });
    return { result, sent: { outcome: "not_sent" as const, to, failure } };
  };
  const differences = differencesIn(result.warnings);
  if (differences.length > 0) return notSent(differences, [view, email]);
  if (result.outcome === "already_exists" && invoice.emailStatus === "EmailSent")
    return { result, sent: { outcome: "already", to } };
  try {
    const dealId = plan.deal.id;
    const done = await sending(() => send(ports, { invoice, to, dealId }));
    return { result: { ...result, invoice: done.invoice }, sent: { outcome: done.outcome, to } };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    if (error.kind === "unknown_outcome")
      return { result, sent: { outcome: "not_sent", to, failure: error } };
    // Not the same command again: with --again it would make one more.
    const next = [...(error.retry ? [] : error.next), email];
    return notSent(linesOf(error), next, error);
  }
}

/** Undefined where none was asked for. A file that is there is not written over. */
export async function pdfOfCreated(
  { ports }: Context,
  invoice: Invoice,
  output: string | true | undefined,
): Promise<CreatedPdf | undefined> {
  if (output === undefined) return undefined;
  const name = invoiceName(invoice);
  try {
    const paths = await pdfPaths(ports, [invoice], output === true ? "." : output);
    const { path = "", exists = false } = paths.get(invoice.id) ?? {};
    if (exists) throw new PdqbError("refused", `There is a file ${path} already.`);
    return { path: (await savePdf(ports, invoice, { path })).path };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    const failure = new PartlyDone(
      `Invoice ${name} was created, and its PDF was not saved.`,
      [`invoice ${name} (id ${invoice.id})`],
      {
        reason: linesOf(error),
        next: [`pdqb invoice pdf ${shellWord(name)} --output <path>`],
        cause: error,
      },
    );
    return { path: "", failure };
  }
}

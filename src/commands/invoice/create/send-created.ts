/** `invoice create --send`: e-mails what was made, unless the books differ from the plan (docs/design.md 9). */

import { linesOf, PartlyDone, PdqbError, type Warning } from "../../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../../domain/invoice/invoice.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import type { CreateResult } from "../../../usecases/writes/create-order.ts";
import { sendInvoice } from "../../../usecases/writes/send-invoice.ts";
import type { Context } from "../../context.ts";
import type { Sent } from "./session.ts";

/** What the books have otherwise than it was planned, in sentences. */
export function differencesIn(warnings: Warning[]): string[] {
  return warnings.filter(({ code }) => code.endsWith("_difference")).map(({ message }) => message);
}

/** What is left to do with an invoice that the books have otherwise than it was planned. */
export function lookFirst(invoice: Invoice): string[] {
  const name = shellWord(invoiceName(invoice));
  return [`pdqb invoice view ${name}`, `pdqb invoice email ${name}`];
}

export async function sendCreated(
  { ports, sending }: Context,
  plan: InvoicePlan,
  result: CreateResult,
): Promise<{ result: CreateResult; sent: Sent } | undefined> {
  const to = plan.sendTo;
  if (to === null) return undefined;
  const { invoice } = result;
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
  if (differences.length > 0) return notSent(differences, lookFirst(invoice));
  if (result.outcome === "already_exists" && invoice.emailStatus === "EmailSent")
    return { result, sent: { outcome: "already", to } };
  try {
    const dealId = plan.deal.id;
    const done = await sending(() => sendInvoice(ports, { invoice, to, dealId }));
    return { result: { ...result, invoice: done.invoice }, sent: { outcome: done.outcome, to } };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    if (error.kind === "unknown_outcome")
      return { result, sent: { outcome: "not_sent", to, failure: error } };
    // Not the same command again: with --again it would make one more.
    const next = [...(error.retry ? [] : error.next), `pdqb invoice email ${shellWord(name)}`];
    return notSent(linesOf(error), next, error);
  }
}

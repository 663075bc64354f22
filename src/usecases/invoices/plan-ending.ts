/** What voiding or deleting an invoice comes to, by reading alone. */
import type { Problem } from "../../domain/errors.ts";
import {
  type Invoice,
  invoiceName,
  invoiceWord,
  type Payment,
} from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import { notAllowed } from "../../domain/policy.ts";
import type { SettingName } from "../../domain/setting-names.ts";
import type { WritePorts } from "../../ports.ts";
import { readInvoice } from "./read-invoice.ts";

export type Ending = "void" | "delete";

export type EndingPlan = {
  ending: Ending;
  known: KnownInvoice;
  /** It is gone already: nothing is to be done. */
  isDone: boolean;
  /** Those that are applied to it. */
  payments: Payment[];
  problems: Problem[];
  /** Why, in the operator's words. */
  reason: string | undefined;
};

/** Throws not_found, connection, unavailable. Writes nothing but the ledger's snapshot. */
export async function planEnding(
  ports: WritePorts,
  known: KnownInvoice,
  input: {
    ending: Ending;
    withPayments: boolean;
    reason: string | undefined;
    save: boolean;
    setting: (name: SettingName) => string | undefined;
  },
): Promise<EndingPlan> {
  const { ending } = input;
  const reading = await readInvoice(ports, known, input);
  const { invoice, lastTotal } = reading.known;
  const isDone = ending === "void" ? !isLive(invoice, lastTotal) : invoice.deleted;
  const applied = reading.detail?.applied ?? [];
  const name = invoiceName(invoice);
  const problems: Problem[] = [];
  const forbidden = notAllowed(input.setting, ending);
  if (!isDone && forbidden) problems.push(forbidden);
  if (!isDone && input.reason === undefined && input.setting("reason.required") === "true")
    problems.push({
      code: "reason_required",
      message: `The setting reason.required wants a reason for a ${ending}.`,
      next: `pdqb invoice ${ending} ${invoiceWord(invoice)} --reason "<why>"`,
    });
  if (!isDone && applied.length > 0) {
    const verb = reading.payments.length > 1 ? "are" : "is";
    const text = `${appliedText(reading.payments, invoice)} ${verb} applied to invoice ${name}`;
    if (input.setting(`${ending}.paid`) === "refuse")
      problems.push({
        code: "payments_applied",
        message: `${text}. QuickBooks does not ${ending} it before that is removed in QuickBooks (setting ${ending}.paid).`,
        next: `pdqb invoice open ${invoiceWord(invoice)}`,
      });
    else if (!input.withPayments)
      problems.push({
        code: "payments_applied",
        message: `${text}, and would be left to the customer as credit.`,
        next: `pdqb invoice ${ending} ${invoiceWord(invoice)} --with-payments`,
      });
  }
  return {
    ending,
    known: reading.known,
    isDone,
    payments: reading.payments,
    problems,
    reason: input.reason,
  };
}

function appliedText(payments: Payment[], { id, currency }: Invoice): string {
  const texts = payments.map(({ date, applied }) => {
    const amount = applied.find(({ invoiceId }) => invoiceId === id)?.amount;
    return `a payment${amount ? ` of ${moneyWords(amount, currency)}` : ""}${date ? ` of ${date}` : ""}`;
  });
  const text = texts.length === 0 ? "a payment or credit" : texts.join(" and ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What became of the e-mail that a create was asked for, where another command found out what became of its invoice. */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import { planOfIntent } from "../../domain/plan/stored-plan.ts";
import type { Ledger } from "../../ports.ts";

/** `already`: it was sent since, by whoever. */
export type SentOf = { outcome: "already" | "not_sent"; to: string; invoice: Invoice };

/** Undefined where no e-mail was asked for, and where no invoice was made. */
export async function sentOf(
  ledger: Pick<Ledger, "invoices">,
  intent: Intent,
): Promise<SentOf | undefined> {
  const to = planOfIntent(intent)?.sendTo ?? null;
  if (to === null || intent.objectId === null) return undefined;
  const [known] = await ledger.invoices({ invoiceIds: [intent.objectId] });
  if (!known) return undefined;
  const { invoice } = known;
  return { outcome: invoice.emailStatus === "EmailSent" ? "already" : "not_sent", to, invoice };
}

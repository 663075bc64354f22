/** What a refresh says: each change of a status, and what could not be read or written. */
import { clean } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { WriteBackResult } from "../../usecases/write-back/write-back-result.ts";
import type { Fresh } from "../details/read-fresh.ts";
import { failureText } from "../details/write-back.ts";
import type { InvoiceView } from "../views/invoice.ts";

/** One line. */
export const changeText = ({
  invoice,
  from,
  to,
}: {
  invoice: InvoiceView;
  from: string;
  to: string;
}) =>
  `${invoiceName(invoice)}  ${clean(invoice.customer.name)}: ${from.replace("_", " ")} → ${to.replace("_", " ")}\n`;

/** Throws partial where an invoice could not be read. */
export function throwUnread(checked: number, failed: Fresh["failed"]): void {
  if (failed.length === 0) return;
  throw new PdqbError(
    "partial",
    `${failed.length} of ${counted(checked + failed.length, "invoice")} could not be read.`,
    {
      reason: failed.map((one) => `${invoiceName(one)}: ${one.error}`),
      next: ["pdqb invoices refresh"],
      retry: true,
    },
  );
}

/** Throws partial where something could not be written, also where a deal takes nothing more: that is said once. */
export function throwUnwritten(back: WriteBackResult | undefined): void {
  const failed = back?.failed ?? [];
  if (failed.length === 0) return;
  throw new PdqbError(
    "partial",
    "Statuses were refreshed, but not all could be written to Pipedrive.",
    {
      reason: failed.map(failureText),
      next: [
        ...new Set(failed.flatMap(({ error }) => error.next)),
        "The next refresh makes up for what can be made up for.",
      ],
      retry: failed.some(({ isFinal }) => !isFinal),
    },
  );
}

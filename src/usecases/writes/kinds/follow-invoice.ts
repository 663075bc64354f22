/** What follows from a write that answers with an invoice, or with the id of one that is deleted. */
import type { Intent } from "../../../domain/ledger/ledger.ts";
import type { Ports, Written } from "../../../ports.ts";
import type { Consequences } from "../kind.ts";

/** An invoice that the ledger does not know stays unknown, unless it is linked with this. */
export async function followInvoice(
  ledger: Pick<Ports["ledger"], "invoices">,
  {
    intent: { follows },
    written,
    at,
  }: {
    intent: Pick<Intent, "follows">;
    written: Extract<Written, { invoice: unknown } | { invoiceId: string }>;
    at: string;
  },
): Promise<Consequences> {
  const { invoiceLink: link } = follows;
  if (written.kind === "delete") {
    const [known] = await ledger.invoices({ invoiceIds: [written.invoiceId] });
    if (!known) return {};
    return { invoice: { snapshot: { ...known.invoice, deleted: true }, refreshedAt: at } };
  }
  const { invoice } = written;
  if (!link && (await ledger.invoices({ invoiceIds: [invoice.id] })).length === 0) return {};
  return {
    invoice: { snapshot: invoice, refreshedAt: at },
    ...(link && { invoiceLink: { ...link, invoiceId: invoice.id } }),
  };
}

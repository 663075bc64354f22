import { clean } from "../../cli/format.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { InvoiceLinked } from "../../usecases/invoices/link-invoices.ts";
import type { Context } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";
import { resultsJson } from "./each.ts";
import type { LinkRow } from "./link-rows.ts";

/** Each invoice with its deal, and the deals that it was linked to before. */
export async function showLinked(
  { show, today }: Context,
  profile: PinnedProfile,
  rows: LinkRow[],
  done: InvoiceLinked[],
): Promise<void> {
  const day = await today();
  const results = done.map(({ outcome, known }) => ({
    outcome,
    invoice: invoiceView(known, day, profile),
  }));
  const words = { linked: "is linked", already: "was linked before", planned: "would be linked" };
  await show({
    json: resultsJson(rows, results),
    text: () =>
      done
        .map(({ outcome, known, deal }) => {
          const others = known.links.filter((link) => link.dealId !== deal.id);
          const ids = others.map((link) => link.dealId).join(", ");
          const beside = others.length > 0 ? ` (beside deal ${ids})` : "";
          return `Invoice ${invoiceName(known.invoice)} ${words[outcome]} to deal ${deal.id}, ${clean(deal.title)}${beside}.\n`;
        })
        .join(""),
  });
}

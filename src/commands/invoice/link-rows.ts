/** Rows of `invoice,deal`, as a spreadsheet exports them: by commas, semicolons or tabs, with or without a header. */

import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import { typedText } from "../../domain/typed-text.ts";

export type LinkRow = { invoice: string; dealId: DealId };

/** Throws usage with every row that cannot be read, before anything is linked. */
export function parseLinkRows(text: string, dealIdOf: (deal: string) => number): LinkRow[] {
  const faults: string[] = [];
  const rows = text.split(/\r?\n/).flatMap((line, index) => {
    const [invoice = "", deal = "", ...more] = line.split(/[,;\t]/).map(cell);
    if (line.trim() === "" || line.startsWith("#")) return [];
    if (index === 0 && invoice.toLowerCase() === "invoice") return [];
    if (invoice === "" || deal === "" || more.length > 0) {
      faults.push(`Row ${index + 1}: it is not invoice,deal.`);
      return [];
    }
    try {
      typedText("The invoice's number", invoice);
      return [{ invoice, dealId: dealIdOf(deal) }];
    } catch (error) {
      if (!(error instanceof PdqbError)) throw error;
      faults.push(`Row ${index + 1}: ${error.message}`);
      return [];
    }
  });
  if (faults.length > 0)
    throw new PdqbError("usage", "Nothing was linked: some rows cannot be read.", {
      reason: faults,
    });
  if (rows.length === 0) throw new PdqbError("usage", "Nothing was linked: there are no rows.");
  return rows;
}

const cell = (text: string) =>
  text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();

import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { typedText } from "../../domain/typed-text.ts";
import { invoiceCandidates } from "../../usecases/invoices/invoice-candidates.ts";
import type { Context } from "../context.ts";
import { textFrom } from "../details/deal-list.ts";
import { dealId } from "../details/deal-reference.ts";
import { askCandidate, showCandidates } from "./link-candidates.ts";

/** Which invoice belongs to which deal; undefined where there is nothing to link: then the candidates are shown. Throws usage. */
export async function askedLinks(
  context: Context,
  profile: PinnedProfile,
  args: string[],
  { deal, from }: { deal: string | undefined; from: string | undefined },
): Promise<LinkRow[] | undefined> {
  const { ports, io } = context;
  if (from !== undefined) {
    if (args.length > 0 || deal !== undefined)
      throw new PdqbError("usage", "--from brings its own invoices and deals.");
    const text = await textFrom({ ports, io }, from);
    return parseLinkRows(text, (one) => dealId(one, profile));
  }
  if (deal === undefined)
    throw new PdqbError("usage", "Not linked: to which deal?", {
      next: ["pdqb invoice link <invoice> --deal <deal>"],
    });
  const id = dealId(deal, profile);
  if (args.length > 0) return [...new Set(args)].map((invoice) => ({ invoice, dealId: id }));
  const candidates = await context.progress.during("Looking for candidates", () =>
    invoiceCandidates(ports, id),
  );
  if (!io.canAsk || candidates.length === 0)
    return showCandidates(context, profile, id, candidates);
  const chosen = await askCandidate(context, id, candidates);
  return chosen === null ? undefined : [{ invoice: chosen, dealId: id }];
}

type LinkRow = { invoice: string; dealId: DealId };

/** Throws usage with every row that cannot be read, before anything is linked. */
function parseLinkRows(text: string, dealIdOf: (deal: string) => number): LinkRow[] {
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

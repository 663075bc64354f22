import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { invoiceCandidates } from "../../usecases/invoices/invoice-candidates.ts";
import type { Context } from "../context.ts";
import { textFrom } from "../details/deal-list.ts";
import { dealId } from "../details/deal-reference.ts";
import { askCandidate, showCandidates } from "./link-candidates.ts";
import { type LinkRow, parseLinkRows } from "./link-rows.ts";

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

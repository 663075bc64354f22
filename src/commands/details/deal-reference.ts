/** A deal as typed: its id, or its address at the linked company. */
import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { parseDealReference } from "../../domain/web-links.ts";

/** Throws usage for anything else, refused for the address of another company. */
export function dealId(text: string, { pipedrive }: PinnedProfile): number {
  const reference = parseDealReference(text);
  if (!reference) {
    throw new PdqbError("usage", `"${text}" is not a deal id or URL.`, {
      reason: "A deal is its id, such as 123, or its address in Pipedrive.",
      next: ["pdqb deals"],
    });
  }
  const own = [`${pipedrive.companyDomain}.pipedrive.com`, "app.pipedrive.com"];
  if (reference.host === null || own.includes(reference.host)) return reference.id;
  throw new PdqbError("refused", `The deal's address is at ${reference.host}, another company.`, {
    reason: `The profile is pinned to ${own[0]}.`,
    next: ["--profile <name>"],
  });
}

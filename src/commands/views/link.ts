/** What a link or unlink says, the same for items, customers and tax codes. */
import type { Answer } from "../../cli/answer.ts";
import type { Linked, Unlinked } from "../../usecases/books/link-books.ts";

/** `what`: both ends in words. */
export function linkAnswer<L>(
  { outcome, link }: Linked<L>,
  json: (link: L) => unknown,
  what: string,
): Answer {
  const words = { linked: "Linked", already: "Linked already", planned: "Would link" }[outcome];
  return { json: { outcome, link: json(link) }, text: () => `${words}: ${what}.\n` };
}

export function unlinkAnswer({ outcome }: Unlinked, what: string): Answer {
  const words = { unlinked: "Unlinked", already: "Was not linked", planned: "Would unlink" }[
    outcome
  ];
  return { json: { outcome }, text: () => `${words}: ${what}.\n` };
}

/** Of a list whose names could not be read. */
export const UNNAMED = "Names in Pipedrive are missing: it did not answer.";

/**
 * A search in the books as one types. What there is a reason for comes first, with the reason; without one the cursor stands on a
 * way out, never on a stranger.
 */

import type { Choice, Row } from "../../../cli/prompt.ts";
import type { Candidate } from "../../../domain/books.ts";
import type { Context } from "../../context.ts";

/** How many rows of the books are offered at once. */
export const ROWS = 30;
const AGAIN = Symbol("again");

export type Search<T extends { id: string }, E> = {
  question: string;
  flag: string;
  candidates: readonly Candidate<T>[];
  find(term: string): Promise<T[]>;
  name(value: T): string;
  /** What else may be answered. */
  others: readonly Choice<E>[];
  /** The one of these that is under the cursor where there is no candidate. */
  first: E;
  /** The one of these that Esc takes. */
  escape?: E | undefined;
};

export async function searchBooks<T extends { id: string }, E>(
  { ask }: Pick<Context, "ask">,
  search: Search<T, E>,
): Promise<T | E> {
  for (;;) {
    const chosen = await ask.search<T | E | typeof AGAIN>(
      search.question,
      (term) => rowsFor(search, term),
      { flag: search.flag, remote: true, escape: search.escape },
    );
    if (chosen !== AGAIN) return chosen;
  }
}

async function rowsFor<T extends { id: string }, E>(
  { candidates, find, name, others, first }: Search<T, E>,
  term: string | undefined,
): Promise<Row<T | E | typeof AGAIN>[]> {
  const typed = term?.toLowerCase() ?? "";
  const fitting = candidates
    .filter(({ value }) => name(value).toLowerCase().includes(typed))
    .map(({ value, reason }) => ({
      value,
      name: `${name(value)}, ${reason}`,
      short: name(value),
    }));
  const known = new Set(candidates.map(({ value }) => value.id));
  const rows = (await find(term ?? ""))
    .filter(({ id }) => !known.has(id))
    .map((value) => ({ value, name: name(value) }));
  if (term !== undefined) {
    if (fitting.length + rows.length > 0) return [...fitting, ...rows, ...others];
    return [{ value: AGAIN, name: `Nothing matches "${term}": search again` }, ...others];
  }
  const heading = rows.length === 0 ? [] : [{ heading: "── Others ──" }];
  return fitting.length > 0
    ? [...fitting, ...others, ...heading, ...rows]
    : [
        ...others.filter(({ value }) => value === first),
        ...others.filter(({ value }) => value !== first),
        ...heading,
        ...rows,
      ];
}

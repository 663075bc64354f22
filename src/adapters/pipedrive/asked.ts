/** Answers are about what was asked for (docs/pipedrive.md 3.2). */
import { checkAsked } from "./wire.ts";

/** Throws where another object came than the one that was asked for. */
export function theOne<T extends { id: number }>(asked: number, found: T): T {
  checkAsked(asked, found.id);
  return found;
}

/** The same for one row of a list of ids. */
export function oneOf<T extends { id: number }>(asked: number[], found: T): T {
  return theOne(asked.find((id) => id === found.id) ?? asked[0] ?? 0, found);
}

/** A list of rows of at most 100 ids (3.2). */
export function chunks(ids: number[]): number[][] {
  const unique = [...new Set(ids)];
  return Array.from({ length: Math.ceil(unique.length / 100) }, (_, index) =>
    unique.slice(index * 100, index * 100 + 100),
  );
}

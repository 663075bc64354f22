/** Something in the books that may be what is meant, and why. */
import type { Item } from "./books.ts";

/** A candidate, and why it is one, for a person. */
export type Candidate<T> = { value: T; reason: string };

/** `by`: the better of the two ways in which it fits. */
export type ItemCandidate = Candidate<Item> & { by: "sku" | "name" };
